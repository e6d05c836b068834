"""The register as one reader sees it: scope first, then filters, calendar, matrix, sheet."""

from datetime import date

import pytest

from binhyen.foundation.access.queries import scope
from binhyen.foundation.access.values import Role
from binhyen.foundation.accounts.models import Appointment
from binhyen.operations.directives.models import DutyPart
from binhyen.operations.directives.queries import register as queries
from binhyen.operations.directives.queries.register import RegisterFilter
from binhyen.registers.organisations.models import Body
from tests.cast import BAN_LAU, NEXT_COMMUNE, SINCE
from tests.register_cast import TODAY

ACCEPTED = {
    "Treo pa nô tại trụ sở",
    "Xét nghiệm người nghi nghiện",
    "Họp dân hằng tháng",
    "Tuần tra biên giới",
    "Dự thảo quy chế",
}


@pytest.fixture
def seen(register, person):
    """``seen("leader", text="pa no")``: titles that person finds, in order."""

    def find(name, **asked):
        reader = scope(user=person(name), on=TODAY)
        return [d.title for d in queries.register(scope=reader, on=TODAY, asked=RegisterFilter(**asked))]

    return find


@pytest.mark.parametrize("name", ["stranger", "administrator"])
def test_without_an_office_that_reads_duties_nothing_is_seen(seen, name):
    assert seen(name) == []


def test_a_department_sees_only_accepted_duties_in_which_it_has_a_part(seen):
    assert seen("health_department") == ["Treo pa nô tại trụ sở", "Xét nghiệm người nghi nghiện"]


def test_a_commune_sees_the_duties_of_the_groups_it_belongs_to(seen):
    assert seen("commune_committee") == ["Họp dân hằng tháng"]


def test_the_next_commune_sees_nothing_of_it(seen):
    assert seen("next_commune") == []


def test_a_group_that_has_ended_opens_nothing(seen, body):
    body("ubnd_xa").memberships.update(valid_to=date(2026, 6, 30))

    assert seen("commune_committee") == []


def test_the_province_sees_all_that_are_not_removed(seen, register):
    register["Dự thảo quy chế"].__class__.objects.filter(title="Dự thảo quy chế").update(state="REMOVED")

    assert len(seen("officer")) == 5
    assert "Dự thảo quy chế" not in seen("officer")


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"text": "PA NO"}, ["Treo pa nô tại trụ sở"]),
        ({"text": "tram khong co"}, []),
        ({"body": "s_yte", "part": "LEAD"}, ["Xét nghiệm người nghi nghiện", "Thống kê cơ sở kinh doanh"]),
        ({"body": "ubnd_xa_02788"}, ["Họp dân hằng tháng"]),
        ({"commune": "02788"}, ["Họp dân hằng tháng"]),
        ({"deadline": "continuous"}, ["Tuần tra biên giới"]),
        ({"only": "unassigned"}, ["Dự thảo quy chế"]),
        ({"only": "overdue"}, ["Treo pa nô tại trụ sở"]),
        ({"finding": "NOBODY_NAMED"}, ["Dự thảo quy chế"]),
        ({"state": "PROPOSED"}, ["Thống kê cơ sở kinh doanh"]),
        ({"due_from": date(2026, 12, 1), "sort": "due"}, ["Thống kê cơ sở kinh doanh", "Xét nghiệm người nghi nghiện"]),
    ],
)
def test_a_filter_finds_what_it_says(seen, asked, titles):
    assert seen("officer", **asked) == titles


def test_words_that_are_wildcards_in_sql_are_only_letters_here(seen):
    assert seen("officer", text="%_%") == []


def reader(person, name="officer"):
    return {"scope": scope(user=person(name), on=TODAY), "on": TODAY, "asked": RegisterFilter()}


def test_the_calendar_unfolds_rhythms_and_leaves_continuous_work_out(register, person, django_assert_num_queries):
    arguments = reader(person)

    with django_assert_num_queries(1):
        days = queries.calendar(**arguments, start=date(2026, 12, 1), end=date(2026, 12, 31))

    titles = {day: [entry.title for entry in entries] for day, entries in days.items()}
    assert titles == {
        date(2026, 12, 1): ["Thống kê cơ sở kinh doanh"],
        date(2026, 12, 20): ["Họp dân hằng tháng"],
        date(2026, 12, 31): ["Xét nghiệm người nghi nghiện"],
    }


def test_the_timeline_has_twelve_months_and_single_days_only(register, person):
    months = queries.timeline(**reader(person), year=2026)

    assert len(months) == 12
    assert {m.month.month: [e.title for e in m.entries] for m in months if m.entries} == {
        2: ["Treo pa nô tại trụ sở"],
        12: ["Thống kê cơ sở kinh doanh", "Xét nghiệm người nghi nghiện"],
    }


def test_the_matrix_counts_each_duty_once_a_month_under_its_lead(register, person):
    rows = {row.name: row for row in queries.matrix(**reader(person), year=2026)}

    assert rows["Sở Y tế"].months == [0] * 11 + [2]
    assert rows["UBND cấp xã"].months == [0] + [1] * 11  # issued on 5 February
    assert rows["Công an tỉnh"].continuous == 1
    assert rows[""].undated == 1
    assert sum(row.total for row in rows.values()) == 6


def test_a_sheet_shows_leading_and_coordinating_apart(register, person):
    sheet = queries.body_sheet(scope=scope(user=person("officer"), on=TODAY), on=TODAY, key="ca_tinh")

    assert [row["title"] for row in sheet.leading] == ["Treo pa nô tại trụ sở", "Tuần tra biên giới"]
    assert [row["title"] for row in sheet.coordinating] == ["Họp dân hằng tháng"]
    assert (sheet.overdue, sheet.soon) == (1, 0)


def test_the_sheet_of_another_body_shows_a_department_only_what_it_may_see(register, person):
    sheet = queries.body_sheet(scope=scope(user=person("health_department"), on=TODAY), on=TODAY, key="ca_tinh")

    assert [row["title"] for row in sheet.leading] == ["Treo pa nô tại trụ sở"]


def test_the_sheet_of_an_unknown_body_does_not_exist(register, person):
    with pytest.raises(Body.DoesNotExist):
        queries.body_sheet(scope=scope(user=person("officer"), on=TODAY), on=TODAY, key="nobody")


def test_a_lead_that_is_also_coordinator_is_listed_once(register, person, body):
    DutyPart.objects.create(
        duty=register["Tuần tra biên giới"], part="COORDINATE", body=body("ca_tinh"), name="Công an tỉnh"
    )

    sheet = queries.body_sheet(scope=scope(user=person("officer"), on=TODAY), on=TODAY, key="ca_tinh")

    assert "Tuần tra biên giới" not in [row["title"] for row in sheet.coordinating]


@pytest.fixture
def leads(person):
    """The leader or auditor of a place: of a commune, with a body or without one, or of the province."""

    def make(role, *, body="", area):
        user = person(f"{role}_{body}_{area}".lower())
        Appointment.objects.create(user=user, role=role, body_key=body, area_code=area, valid_from=SINCE)
        return user.username

    return make


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR])
def test_who_leads_or_audits_a_commune_is_no_reader_of_the_whole_province(seen, register, leads, as_, role):
    name = leads(role, area=NEXT_COMMUNE)
    duty = register["Họp dân hằng tháng"]

    assert seen(name) == []
    assert as_(name).get(f"/viec/{duty.pk}/").status_code == 404
    assert as_(name).get(f"/van-ban/{duty.directive_id}/").status_code == 404
    assert as_(name).get(f"/van-ban/{duty.directive_id}/ra-soat/").status_code == 403


def test_a_commune_leader_makes_no_feed_of_a_body_of_the_province(register, leads, as_):
    name = leads(Role.LEADER, body="ubnd_xa_02788", area=BAN_LAU)

    assert as_(name).post("/viec/co-quan/ca_tinh/lich/").status_code == 404


@pytest.mark.parametrize(("role", "key"), [(Role.LEADER, "ubnd_xa_02788"), (Role.LEADER, ""), (Role.AUDITOR, "")])
def test_who_leads_or_audits_a_commune_sees_the_duties_of_its_bodies(seen, leads, role, key, register, as_):
    Body.objects.filter(key="ubnd_xa_02788").update(area_code=BAN_LAU)
    name = leads(role, body=key, area=BAN_LAU)

    assert seen(name) == ["Họp dân hằng tháng"]
    duty = register["Họp dân hằng tháng"]
    assert as_(name).get(f"/viec/{duty.pk}/").status_code == 200
    assert as_(name).get(f"/van-ban/{duty.directive_id}/ra-soat/").status_code == 403


def test_the_leader_of_the_province_still_sees_all_of_it(seen):
    assert set(seen("leader")) >= ACCEPTED
