"""Somebody comes home: who helps and when they first meet is planned ahead, seen by the commune, and may be changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from binhyen.foundation.journal.models import Fact as JournalFact
from binhyen.operations.cases.actions.facts import record_fact
from binhyen.operations.cases.actions.receptions import plan_reception
from binhyen.operations.cases.actions.refusals import CaseRefused
from binhyen.operations.cases.models import CaseHelper
from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.rules.reception import first_visit_problem
from binhyen.operations.cases.values import FactKind

from .steps import fact

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 6, 3, 0, tzinfo=UTC)
TODAY, HOME = date(2026, 11, 6), date(2026, 12, 1)
PLAN = {"name": "Giàng Thị Sua", "role": "Hội Phụ nữ"}


@pytest.fixture
def in_prison(somebody, person):
    """``in_prison(day)``: until a day."""

    def make(until=HOME):
        begun = {"data": {"release_on": until.isoformat()}, "authority": "COURT", "reason": "Sổ cũ"}
        details = fact(FactKind.PRISON_STARTED, "2024-12-01", **begun)
        record_fact(person_id=somebody.pk, details=details, by=person("commune_police"), at=NOW)
        return somebody

    return make


def problem(on, comes_on=HOME):
    return first_visit_problem(on, today=TODAY, comes_on=comes_on, parameters=load())


def test_the_first_visit_may_lie_ahead_and_before_the_return_but_not_behind():
    assert problem(date(2026, 12, 2)) == ""
    assert problem(TODAY) == ""
    assert problem(date(2026, 11, 20)) == ""
    assert "đã qua" in problem(date(2026, 11, 5))


def test_the_first_visit_is_soon_after_the_return_as_the_province_has_set():
    assert problem(date(2026, 12, 16)) == ""
    assert "15 ngày sau ngày về (01/12/2026)" in problem(date(2026, 12, 17))
    assert problem(date(2026, 11, 21), comes_on=date(2026, 10, 1)) == "", "whoever came back unmet is met from today on"
    longer = load().with_overrides({"terms.FIRST_VISIT": 30})
    assert first_visit_problem(date(2026, 12, 31), today=TODAY, comes_on=HOME, parameters=longer) == ""


def test_nobody_is_received_who_does_not_come_home(somebody, person):
    assert "ngày về" in problem(HOME, comes_on=None)
    with pytest.raises(CaseRefused, match="chưa có ngày về"):
        plan_reception(person_id=somebody.pk, **PLAN, first_visit_on=HOME, by=person("commune_police"), at=NOW)
    assert not CaseHelper.objects.exists()


def test_a_plan_names_the_helper_and_planned_again_there_is_one(in_prison, person):
    who, by = in_prison(), person("commune_police")
    plan_reception(person_id=who.pk, **PLAN, first_visit_on=date(2026, 12, 2), by=by, at=NOW)
    plan_reception(person_id=who.pk, **PLAN, phone="0912345678", first_visit_on=date(2026, 12, 3), by=by, at=NOW)
    other = {"name": "Vàng A Sử", "role": "Trưởng thôn"}
    plan_reception(person_id=who.pk, **other, first_visit_on=date(2026, 12, 4), by=by, at=NOW)

    team = CaseHelper.objects.order_by("pk").values_list("name", "direct", "first_visit_on")
    assert list(team) == [("Giàng Thị Sua", False, None), ("Vàng A Sử", True, date(2026, 12, 4))]
    told = JournalFact.objects.filter(kind="cases.ReceptionPlanned").order_by("at", "id")
    assert [one.data["first_visit_on"] for one in told] == ["2026-12-02", "2026-12-03", "2026-12-04"]
    assert "Sua" not in str(list(told.values("data")))


def test_who_reads_without_stating_facts_and_the_next_commune_plan_nothing(in_prison, as_):
    address = reverse("cases:reception", args=[in_prison().pk])

    assert as_("leader").get(address).status_code in {403, 404}
    assert as_("next_commune").get(address).status_code == 404
    assert as_("next_commune").post(address, PLAN | {"first_visit_on": "02/12/2026"}).status_code == 404


def test_the_page_takes_a_day_ahead_and_the_plan_stands_on_the_list_of_those_who_come_home(in_prison, as_):
    soon = datetime.now(UTC).date() + timedelta(days=20)
    who, browser = in_prison(soon), as_("commune_police")
    address, coming = reverse("cases:reception", args=[who.pk]), reverse("cases:returning")
    page = browser.get(coming).content.decode()
    assert "chưa hẹn" in page
    assert address in page
    assert f"{soon:%d/%m/%Y}" in browser.get(address).content.decode()

    late = browser.post(address, PLAN | {"first_visit_on": f"{soon + timedelta(days=40):%d/%m/%Y}"})
    behind = browser.post(address, PLAN | {"first_visit_on": "01/01/2026"})
    done = browser.post(address, PLAN | {"first_visit_on": f"{soon + timedelta(days=2):%d/%m/%Y}"})

    assert (late.status_code, behind.status_code, done.status_code) == (422, 422, 302)
    assert "đã qua" in behind.content.decode()
    page = browser.get(coming).content.decode()
    assert f"{soon + timedelta(days=2):%d/%m/%Y}" in page
    assert "Giàng Thị Sua (Hội Phụ nữ)" in page
    assert f"gặp lần đầu {soon + timedelta(days=2):%d/%m/%Y}" in browser.get(f"/ho-so/{who.pk}/").content.decode()
    assert "Giàng Thị Sua" in browser.get(address).content.decode(), "the plan is there to be changed"


def test_somebody_without_a_day_of_return_gets_words_instead_of_a_form(somebody, as_):
    page = as_("commune_police").get(reverse("cases:reception", args=[somebody.pk]))

    assert page.status_code == 200
    assert "Chưa có ngày về dự kiến" in page.content.decode()
    assert "Lưu kế hoạch" not in page.content.decode()
