"""The register of bodies: what the lists give, how names are found, what groups expand to, how bodies change."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from binhyen.foundation.journal.models import Fact
from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.organisations import actions, imports, queries
from binhyen.registers.organisations.forms import BodyNames
from binhyen.registers.organisations.models import Body, BodyAlias, BodySuccession, Membership
from binhyen.registers.organisations.values import BodyDetails, Level
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories.imports import read_codes

from .conftest import AT, TODAY

BEFORE_2025 = date(2024, 6, 1)


def names(found) -> list[str]:
    return [one.name for one in found]


def test_every_row_of_the_lists_finds_its_place(lao_cai):
    assert lao_cai.problems == ()
    assert Body.objects.filter(key="ca_tinh", name="Công an tỉnh", area_code="15").exists()
    assert Body.objects.filter(level=Level.COMMUNE).count() == 7 * 99


def test_loading_again_changes_nothing_people_have_changed(lao_cai, person):
    by = person("coordinator")
    actions.rename(key="s_ct", name="Sở Công nghiệp và Thương mại", on=date(2026, 10, 1), by=by, at=AT)
    before = Body.objects.count(), BodyAlias.objects.count(), Membership.objects.count()

    actions.load_bodies(tables=imports.read_bodies(province_code="15"), province_code="15", by=None, at=AT)

    assert (Body.objects.count(), BodyAlias.objects.count(), Membership.objects.count()) == before
    assert Body.objects.get(key="s_ct").name == "Sở Công nghiệp và Thương mại"


def test_each_commune_has_its_own_bodies(lao_cai):
    assert names(queries.bodies(on=TODAY, area="02788")) == [
        "Ban Chỉ huy Quân sự xã Bản Lầu",
        "Công an xã Bản Lầu",
        "Đảng ủy xã Bản Lầu",
        "HĐND xã Bản Lầu",
        "Trạm Y tế xã Bản Lầu",
        "UBND xã Bản Lầu",
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã Bản Lầu",
    ]


def test_the_communes_as_addressees_expand_to_99_committees_in_vietnamese_order(lao_cai):
    members = names(queries.expand(body=Body.objects.get(key="ubnd_xa"), on=TODAY))

    assert len(members) == 99
    assert members[:2] == ["UBND phường Âu Lâu", "UBND phường Cam Đường"]
    assert "UBND xã Bản Lầu" in members


def test_the_border_communes_are_nine(lao_cai):
    members = queries.expand(body=Body.objects.get(key="ubnd_xa_bg"), on=TODAY)

    assert [body.area_code for body in members].count("02788") == 1
    assert members.count() == 9


def test_departments_that_ended_are_no_members_today(lao_cai):
    group = Body.objects.get(key="g_so")

    today, then = names(queries.expand(body=group, on=TODAY)), names(queries.expand(body=group, on=BEFORE_2025))

    assert "Sở Lao động - Thương binh và Xã hội" not in today
    assert "Sở Lao động - Thương binh và Xã hội" in then
    assert "Sở Du lịch" not in today


def test_a_body_that_is_no_group_stands_for_itself(lao_cai):
    assert names(queries.expand(body=Body.objects.get(key="s_yte"), on=TODAY)) == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cat", "Công an tỉnh"),
        ("cong an", "Công an tỉnh"),
        ("CÔNG AN XÃ BẢN L", "Công an xã Bản Lầu"),
        ("ubnd ban lau", "UBND xã Bản Lầu"),
        ("syt", "Sở Y tế"),
        ("pc04", "Phòng Cảnh sát điều tra tội phạm về ma túy - Công an tỉnh"),
        ("sở y", "Sở Y tế"),
        ("ubnd", "UBND tỉnh"),
    ],
)
def test_typing_a_few_letters_without_tones_offers_the_body_meant(lao_cai, typed, first):
    assert queries.complete(text=typed, on=TODAY)[0].name == first


def test_ended_bodies_are_offered_last_and_say_so(lao_cai):
    offers = queries.complete(text="so lao dong", on=TODAY)

    assert offers[0].note == "kết thúc 28/02/2025"
    assert queries.complete(text="so lao dong", on=BEFORE_2025)[0].note == ""


@pytest.mark.parametrize("typed", ["", "   ", "%%%", "\x00", "zzzzzz"])
def test_typing_nothing_sensible_offers_nothing(lao_cai, typed):
    assert queries.complete(text=typed, on=TODAY) == ()


def test_completing_takes_two_queries(lao_cai, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.complete(text="cong an", on=TODAY)


def test_names_as_printed_find_their_body(lao_cai):
    printed = {
        "Ủy ban nhân dân tỉnh Lào Cai": "ubnd_tinh",
        "công an  các xã, phường": "ca_xa",
        "UBND cấp xã (Bản Lầu)": "ubnd_xa_02788",
        "Bảo hiểm xã hội": "bhxh_tinh",
        "UBND cấp xã": "ubnd_xa",
        "Cơ sở cai nghiện ma tuý tỉnh": "cscn_tinh",
    }

    found = queries.find(names=[*printed, "Sở Không Có"], on=TODAY)

    assert {name: body.key for name, body in found.items()} == printed


def test_tones_count_when_a_name_is_looked_up(lao_cai):
    assert queries.find(names=["So Y te"], on=TODAY) == {}


def test_who_does_the_work_of_an_ended_department(lao_cai):
    ended = Body.objects.get(key="s_ldtbxh")

    assert set(names(queries.successors(body=ended, on=TODAY))) == {
        "Sở Nội vụ", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Công an tỉnh",
    }  # fmt: skip
    assert names(queries.successors(body=ended, on=BEFORE_2025)) == ["Sở Lao động - Thương binh và Xã hội"]


def test_a_ring_of_successions_ends_the_walk(lao_cai):
    first, second = Body.objects.filter(valid_to__lt=TODAY, successions__isnull=False).distinct()[:2]
    BodySuccession.objects.filter(body__in=[first, second]).delete()
    BodySuccession.objects.create(body=first, successor=second)
    BodySuccession.objects.create(body=second, successor=first)

    assert queries.successors(body=first, on=TODAY) == ()


def test_the_catalogue_for_the_reader_knows_names_members_and_what_ended(lao_cai, django_assert_num_queries):
    with django_assert_num_queries(4):
        entries = {entry.key: entry for entry in queries.catalogue()}

    assert entries["s_ldtbxh"].valid_to == date(2025, 2, 28)
    assert set(entries["s_ldtbxh"].successors) == {"s_nv", "s_yte", "s_gddt", "ca_tinh"}
    assert len(entries["ubnd_xa"].members) == 99
    assert "Công an tỉnh Lào Cai" in entries["ca_tinh"].aliases


def test_a_new_name_keeps_the_old_one_findable_with_its_days(lao_cai, person):
    body = actions.rename(
        key="s_ct", name="Sở Công nghiệp", on=date(2026, 10, 1), by=person("coordinator"), at=AT, reason="QĐ 1"
    )

    assert [(n.name, n.valid_to) for n in body.names.order_by("id")] == [
        ("Sở Công Thương", date(2026, 9, 30)), ("Sở Công nghiệp", None),
    ]  # fmt: skip
    assert queries.find(names=["Sở Công Thương"], on=TODAY)["Sở Công Thương"] == body
    fact = Fact.objects.get(kind="organisations.BodyRenamed")
    assert (fact.subject_id, fact.reason) == ("s_ct", "QĐ 1")


@pytest.mark.parametrize("name", ["Sở Y tế", "  ", "Sở Công Thương"])
def test_a_taken_empty_or_unchanged_name_is_refused(lao_cai, person, name):
    with pytest.raises(actions.BodyRefused):
        actions.rename(key="s_ct", name=name, on=TODAY, by=person("coordinator"), at=AT)

    assert Body.objects.get(key="s_ct").name == "Sở Công Thương"


def test_a_merger_closes_bodies_with_one_successor(lao_cai, person):
    actions.merge(keys=["s_ct", "s_khcn"], into="s_tc", on=date(2026, 10, 31), by=person("coordinator"), at=AT)

    for key in ("s_ct", "s_khcn"):
        assert names(queries.successors(body=Body.objects.get(key=key), on=TODAY)) == ["Sở Tài chính"]
    assert "Sở Công Thương" not in names(queries.expand(body=Body.objects.get(key="g_so"), on=TODAY))


def test_a_merger_that_fails_half_way_changes_nothing(lao_cai, person):
    with pytest.raises(actions.BodyRefused):
        actions.merge(keys=["s_ct", "s_tc"], into="s_tc", on=TODAY, by=person("coordinator"), at=AT)

    assert Body.objects.get(key="s_ct").valid_to is None


def test_a_body_is_made_with_aliases_and_a_fact(lao_cai, person):
    details = BodyDetails(
        key="qpcmt", name="Quỹ Phòng, chống ma túy tỉnh", level="PROVINCE", block="FUND", aliases=("Quỹ PCMT",)
    )

    actions.make(details=details, by=person("coordinator"), at=AT)

    assert queries.complete(text="quy pcmt", on=TODAY)[0].key == "qpcmt"
    assert Fact.objects.filter(kind="organisations.BodyMade", subject_id="qpcmt").exists()
    with pytest.raises(actions.BodyRefused, match="Mã"):
        actions.make(details=details, by=person("coordinator"), at=AT)


def test_groups_hold_bodies_and_bodies_hold_nobody(lao_cai, person):
    with pytest.raises(actions.BodyRefused):
        actions.add_member(group="s_yte", member="s_tc", by=person("coordinator"), at=AT)
    with pytest.raises(actions.BodyRefused):
        actions.add_member(group="g_so", member="g_dt", by=person("coordinator"), at=AT)


def test_a_member_leaves_a_group_on_a_day(lao_cai, person):
    actions.remove_member(group="g_so", member="s_ngv", on=date(2026, 10, 31), by=person("coordinator"), at=AT)

    group = Body.objects.get(key="g_so")
    assert "Sở Ngoại vụ" in names(queries.expand(body=group, on=date(2026, 10, 31)))
    assert "Sở Ngoại vụ" not in names(queries.expand(body=group, on=TODAY))


def test_the_database_refuses_a_body_that_succeeds_itself(lao_cai):
    body = Body.objects.get(key="s_yte")
    with pytest.raises(IntegrityError), transaction.atomic():
        BodySuccession.objects.create(body=body, successor=body)


def test_the_database_refuses_an_end_before_the_start(lao_cai):
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.filter(key="s_yte").update(valid_to=date(2020, 1, 1))


def test_where_the_journal_fails_nothing_is_stored(lao_cai, person, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        actions.add_alias(key="s_yte", alias="Ngành y", by=person("coordinator"), at=AT)

    assert not BodyAlias.objects.filter(alias="Ngành y").exists()


def test_a_committee_keeps_its_name_of_before_its_commune_became_a_ward(db):
    territories.load_codes(tables=read_codes(provinces=("24",)), by=None, at=AT)

    loaded = actions.load_bodies(tables=imports.read_bodies(province_code="24"), province_code="24", by=None, at=AT)

    committee = queries.find(names=["UBND xã Bố Hạ"], on=TODAY)["UBND xã Bố Hạ"]
    assert committee.name == "UBND phường Bố Hạ"
    assert [(n.name, n.valid_to) for n in committee.names.order_by("valid_from")] == [
        ("UBND xã Bố Hạ", date(2026, 9, 19)), ("UBND phường Bố Hạ", None),
    ]  # fmt: skip
    assert Body.objects.filter(key="ca_tinh", name="Công an thành phố").exists()
    assert [problem.row for problem in loaded.problems] == ["ll_hq"]  # the customs of another region


def test_a_name_found_below_the_lines_is_one_more_line_even_without_a_script(db):
    field = BodyNames(on=date(2026, 11, 23))
    for name in ("Sở Y tế", "Công an tỉnh"):
        Body.objects.create(key=search_key(name), name=name, search_key=search_key(name), initials="x", sort_key=b"")
    sent = {"units": "Sở Y tế", "units_more": "Công an tỉnh"}
    value = field.widget.value_from_datadict(sent, {}, "units")
    assert [one.name for one in field.clean(value)] == ["Sở Y tế", "Công an tỉnh"]
    assert field.widget.value_from_datadict({"units": "Sở Y tế", "units_more": " "}, {}, "units") == "Sở Y tế"
    shown = field.widget.render("units", "Sở Y tế", {"id": "id_units"})
    assert 'data-adds-to="id_units"' in shown
    assert 'list="bodies"' in shown
