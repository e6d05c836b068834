"""A clinic or facility brings the list of its own people: what it may not, what it sees, what is told apart."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.values import Role
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.notifications.models import Notification
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.cases.actions import rosters as acts
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.actions.lists import receiving
from binhyen.operations.cases.actions.lists.reading import read_list
from binhyen.operations.cases.models import Difference, ListImport
from binhyen.operations.cases.queries import rosters as queries
from binhyen.operations.cases.rules.rosters import Keeper, Line, Lists, Standing, against_register, between
from binhyen.operations.cases.values import BulkFact
from binhyen.registers.organisations.models import Body
from binhyen.registers.people.actions.rows import number_row
from binhyen.registers.people.rules.numbers import NumberRead
from tests.cast import BAN_LAU, NEXT_COMMUNE, PROVINCE, SINCE

from .conftest import THEN
from .steps import listed

DAY, HOUR = THEN.date(), timedelta(hours=1)
FACILITY, OTHER, CLINIC = "cscn_tinh", "cscn_khac", "cs_mmt"
OFFICES = {
    "facility_officer": (Role.FACILITY_OFFICER, FACILITY, PROVINCE),
    "other_facility": (Role.FACILITY_OFFICER, OTHER, PROVINCE),
    "clinic_officer": (Role.HEALTH_OFFICER, CLINIC, PROVINCE),
    "health_officer": (Role.HEALTH_OFFICER, f"tramyte_xa_{BAN_LAU}", BAN_LAU),
}
BOARD, LISTS = "/ho-so/doi-chieu/", "/ho-so/danh-sach/"
NUMBERS = {"Vàng A Gió": "010090000123", "Lý A Ánh": "010090000456", "Tẩn Láo Tả": "010090000789"}
INSIDE = {"commune": BAN_LAU, "state": "COMPULSORY", "legal": "", "reported": "L2"}


@pytest.fixture
def office(person):
    """Offices of clinics and facilities besides the cast."""

    def make(name):
        if name in OFFICES and not User.objects.filter(username=name).exists():
            role, body, area = OFFICES[name]
            Appointment.objects.create(
                user=person(name), role=role, body_key=body, area_code=area, valid_from=SINCE
            )  # fmt: skip
        return person(name)

    return make


@pytest.fixture
def inside(registered, db):
    """Two people in the facility, from two communes, and one in another facility."""
    for key in (FACILITY, OTHER, CLINIC):
        name = f"Cơ sở {key}"
        Body.objects.create(key=key, name=name, search_key=search_key(name), sort_key=b"c", block="FACILITY")
    people = [registered("Vàng A Gió"), registered("Lý A Ánh", NEXT_COMMUNE), registered("Tẩn Láo Tả")]
    where = (FACILITY, FACILITY, OTHER)
    rows = [
        BulkFact(person_id=one.pk, details=listed("COMPULSORY", "2026-07-10", months=24, facility=body))
        for one, body in zip(people, where, strict=True)
    ]
    assert all(one.fact_id for one in record_facts_bulk(rows=rows, by=None, at=THEN, source="test"))
    for one in people:
        number_row(person_id=one.pk, read=NumberRead("CCCD", NUMBERS[one.full_name])).save()
    return people


@pytest.fixture
def brought(office):
    def bring(*names, by="facility_officer", kind="FACILITY", body=FACILITY, commune=""):
        rows = "".join(f"{n},{name},{NUMBERS.get(name, '')},1990\n" for n, name in enumerate(names, start=1))
        source = receiving.receive(
            content=BytesIO(f"STT,Họ và tên,Số CCCD,Năm sinh\n{rows}".encode()), name="ds.csv", as_of=DAY,
            commune_code=commune, body_key=body, roster_kind=kind, by=office(by), at=THEN,
        )  # fmt: skip
        return read_list(import_id=source.pk, by=office(by), at=THEN)

    return bring


@pytest.fixture
def compared(brought, office):
    def go(*names, by="facility_officer", **more):
        source = brought(*names, by=by, **more)
        acts.make_roster(import_id=source.pk, by=office(by), at=THEN)
        return acts.compare(as_of=DAY, scope=scope_of(user=office(by), on=DAY), by=office(by), at=THEN)

    return go


@pytest.fixture
def enters(office, as_):
    """A browser of somebody with such an office."""

    def enter(name):
        office(name)
        return as_(name)

    return enter


def upload(browser, **more):
    content = BytesIO("STT,Họ và tên,Năm sinh\n1,Vàng A Gió,1990\n".encode())
    content.name = "ds.csv"
    return browser.post(LISTS, {"file": content, "as_of": "22/11/2026", "commune": "", **more})


@pytest.mark.parametrize("kind", ["", "POLICE", "COMMUNE", "CLINIC"])
def test_a_facility_brings_no_list_into_the_register_and_none_of_another_keeper(enters, kind):
    assert upload(enters("facility_officer"), roster=kind).status_code == 422
    assert not ListImport.objects.exists()


@pytest.mark.parametrize("kind", ["", "POLICE", "FACILITY", "CUSTODY"])
def test_a_clinic_brings_only_its_own_kind(enters, kind):
    assert upload(enters("clinic_officer"), roster=kind).status_code == 422
    assert not ListImport.objects.exists()


def test_a_facility_neither_writes_nor_takes_back_nor_takes_names_out(enters, brought):
    source, facility = brought("Vàng A Gió"), enters("facility_officer")

    assert facility.post(reverse("cases:list-write", args=[source.pk])).status_code == 403
    assert facility.post(reverse("cases:list-undo", args=[source.pk])).status_code == 403
    assert facility.get(reverse("cases:exports")).status_code == 403
    assert "cases:exports" not in facility.get(LISTS).content.decode()


def test_nobody_else_opens_the_list_of_a_facility(enters, inside, brought, compared):
    compared("Vàng A Gió", "Lý A Ánh")
    source = brought("Vàng A Gió")

    for name in ("other_facility", "clinic_officer", "health_officer", "commune_police"):
        browser = enters(name)
        assert browser.get(reverse("cases:list-import", args=[source.pk])).status_code == 404
        assert browser.post(reverse("cases:roster-make", args=[source.pk])).status_code == 404
        assert browser.get(BOARD).context["board"].as_of is None
    assert enters("coordinator").get(reverse("cases:list-import", args=[source.pk])).status_code == 200


def test_the_health_station_does_not_open_the_lists_the_police_keep(enters, brought):
    source = brought("Vàng A Gió", by="commune_police", kind="POLICE", body="ca_xa_02788", commune=BAN_LAU)

    assert enters("health_officer").get(reverse("cases:list-import", args=[source.pk])).status_code == 404
    assert not enters("health_officer").get(LISTS).context["imports"]


def test_the_list_of_a_clinic_is_not_opened_by_the_police_of_the_commune(enters, brought):
    source = brought(
        "Vàng A Gió", by="health_officer", kind="CLINIC", body=f"tramyte_xa_{BAN_LAU}", commune=BAN_LAU
    )  # fmt: skip

    assert enters("commune_police").get(reverse("cases:list-import", args=[source.pk])).status_code == 404
    assert enters("health_officer").get(reverse("cases:list-import", args=[source.pk])).status_code == 200


def test_a_facility_hands_its_list_in_through_the_page(enters, inside):
    answer = upload(enters("facility_officer"), roster="FACILITY")

    source = ListImport.objects.get()
    assert answer.headers["Location"] == reverse("cases:list-import", args=[source.pk])
    assert (source.roster_kind, source.body_key, source.commune_code) == ("FACILITY", FACILITY, "")


def test_a_list_to_compare_needs_neither_commune_nor_state(inside, brought):
    source = brought("Vàng A Gió", "Người Chưa Có")

    assert not source.rows.filter(severity="ERROR").exists()


def test_its_list_is_set_against_its_own_people_only(inside, compared):
    assert compared("Vàng A Gió") == (1, 0, 0)

    missing = Difference.objects.get()
    assert (missing.kind, missing.person_id, missing.right) == ("MISSING_THERE", inside[1].pk, "FACILITY")
    assert (missing.commune_code, missing.owner_body) == (NEXT_COMMUNE, f"ca_xa_{NEXT_COMMUNE}")


def test_who_the_facility_does_not_have_is_a_name_it_must_look_at_itself(inside, compared):
    assert compared("Vàng A Gió", "Lý A Ánh", "Tẩn Láo Tả") == (1, 0, 0)

    unknown = Difference.objects.get()
    assert (unknown.kind, unknown.person_id, unknown.owner_body) == ("MISSING_HERE", None, FACILITY)
    assert unknown.detail["name"] == "Tẩn Láo Tả"


def test_a_list_that_was_compared_can_be_read_again_and_made_again(inside, brought, office):
    source = brought("Vàng A Gió", "Lý A Ánh")
    facility, officer = office("facility_officer"), office("officer")
    acts.make_roster(import_id=source.pk, by=facility, at=THEN)

    receiving.ask_to_read(import_id=source.pk, by=officer, at=THEN)
    read_list(import_id=source.pk, by=officer, at=THEN)
    again = acts.make_roster(import_id=source.pk, by=officer, at=THEN)

    assert again.entries.count() == 2
    assert {entry.row.source_id for entry in again.entries.all()} == {source.pk}


def test_on_the_board_a_facility_settles_what_is_its_own_and_reads_the_rest(enters, inside, compared):
    compared("Vàng A Gió", "Người Chưa Có")
    own, other = Difference.objects.get(kind="MISSING_HERE"), Difference.objects.get(kind="MISSING_THERE")
    facility = enters("facility_officer")
    done = {"outcome": "EXPLAINED", "explanation": "Mới tiếp nhận hôm nay"}

    assert [line.mine for line in facility.get(BOARD).context["board"].lines] == [True, False]
    page = facility.get(reverse("cases:roster-settle", args=[other.pk]))
    assert (page.status_code, b"<textarea" in page.content) == (200, False)
    assert facility.post(reverse("cases:roster-settle", args=[other.pk]), done).status_code == 403
    assert facility.post(reverse("cases:roster-settle", args=[own.pk]), done).status_code == 302
    assert list(Difference.objects.filter(closed_at__isnull=True)) == [other]


def test_another_facility_sees_none_of_these_differences(enters, inside, compared):
    compared("Vàng A Gió", "Người Chưa Có")
    scope = scope_of(user=User.objects.get(username="facility_officer"), on=DAY)
    assert queries.differences(scope=scope).count() == 2

    for row in Difference.objects.all():
        page = reverse("cases:roster-settle", args=[row.pk])
        assert enters("other_facility").get(page).status_code == 404


def test_the_province_does_not_miss_the_people_of_another_facility_on_this_list(inside, compared, office):
    compared("Vàng A Gió", "Lý A Ánh")
    officer = office("officer")

    assert acts.compare(as_of=DAY, scope=scope_of(user=officer, on=DAY), by=officer, at=THEN) == (0, 0, 0)


def test_a_list_of_one_facility_lacks_only_whom_that_facility_has():
    here = Standing(**INSIDE, held_by=frozenset({FACILITY}))
    there = Standing(**INSIDE, held_by=frozenset({OTHER}))
    register = {1: here, 2: there}
    mine, all_of_them = (Lists(keeper=Keeper.FACILITY, commune="", lines=(), holder=body) for body in (FACILITY, ""))
    custody = Lists(keeper=Keeper.CUSTODY, commune="", lines=[Line(id=1, person=2, name="x", birth_year=1990)])

    assert [one.person for one in against_register(mine, register)] == [1]
    assert [one.person for one in against_register(all_of_them, register)] == [1, 2]
    assert between(custody, mine, register) == []
    assert [one.person for one in between(custody, all_of_them, register)] == [2]


def test_what_the_facility_named_itself_goes_to_it_first_and_then_to_the_province(inside, compared, office):
    compared("Vàng A Gió", "Lý A Ánh", "Người Chưa Có")
    late = Difference.objects.get()
    for name in ("other_facility", "officer", "coordinator", "commune_police"):
        office(name)
    told = Notification.objects.filter(kind="cases.differences")

    acts.escalate(at=late.due_at + HOUR)
    assert list(told.values_list("user__username", flat=True)) == ["facility_officer"]
    acts.escalate(at=late.due_at + HOUR * 24)
    acts.escalate(at=late.due_at + HOUR * 72)
    assert sorted(told.values_list("user__username", flat=True)) == ["coordinator", "facility_officer", "officer"]
