"""Counts of any day, known at any day; two measures; what came and went balances; every number opens."""

from datetime import UTC, date, datetime

import pytest

from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.actions.facts import withdraw_fact
from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.queries.totals import flow, people_of, totals
from binhyen.operations.cases.values import BulkFact, FactKind
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .steps import fact, listed

pytestmark = pytest.mark.django_db
LEARNT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
ON = date(2026, 1, 15)


@pytest.fixture
def lists(registered, person):
    """Four of Bản Lầu, one of Bát Xát, as lists of January gave them; one died in February."""
    states = {
        "Vàng A Gió": ("MANAGED", BAN_LAU), "Lý A Chu": ("SUBSTITUTION", BAN_LAU), "Cư A Nhà": ("COMPULSORY", BAN_LAU),
        "Lò Thị Mai": ("POST_REHAB", BAN_LAU), "Tẩn Láo Tả": ("SUBSTITUTION", NEXT_COMMUNE),
    }  # fmt: skip
    people = {name: registered(name, commune) for name, (_, commune) in states.items()}
    rows = [
        BulkFact(person_id=people[name].pk, details=listed(state, "2025-12-01"), at=LEARNT)
        for name, (state, _) in states.items()
    ]
    rows.append(BulkFact(person_id=people["Lý A Chu"].pk, details=fact(FactKind.DIED, "2026-02-01"), at=LATER))
    record_facts_bulk(rows=rows, by=None, at=LATER, source="test", checked=False)
    return people


def test_the_two_measures_differ_by_those_inside(lists):
    found = totals(on=ON).whole

    assert (found.legal["L1"], found.legal["L2"], found.legal["L3"], found.managed) == (1, 2, 1, 4)
    assert (found.reported["L2"], found.managed_reported) == (3, 5)
    assert found.states["L2"]["COMPULSORY"] == 1


def test_a_day_is_counted_as_it_was_known_on_a_day(lists):
    february = date(2026, 2, 15)
    before = datetime(2026, 2, 20, tzinfo=UTC)

    assert totals(on=february).whole.legal["L2"] == 1
    assert totals(on=february, known_at=before).whole.legal["L2"] == 2
    assert totals(on=february, known_at=datetime(2025, 12, 31, tzinfo=UTC)).whole.managed == 0


def test_a_fact_withdrawn_today_changes_what_is_known_now_and_not_what_was_known(lists, person):
    first = CaseFact.objects.get(person=lists["Vàng A Gió"])
    now = datetime(2026, 4, 1, tzinfo=UTC)
    withdraw_fact(fact_id=first.pk, reason="Nhầm người", by=person("officer"), at=now)

    assert totals(on=ON).whole.legal["L1"] == 0
    assert totals(on=ON, known_at=LATER).whole.legal["L1"] == 1


def test_counts_of_a_commune_are_its_own(lists):
    assert totals(on=ON, areas=[NEXT_COMMUNE]).whole.managed == 1
    assert totals(on=ON, areas=[]).whole.managed == 0


def test_who_they_are_is_as_many_as_the_number(lists):
    found = totals(on=ON, areas=[BAN_LAU]).whole
    people = people_of(on=ON, areas=[BAN_LAU], on_list="ALL")

    assert len(people) == found.managed
    assert people_of(on=ON, on_list="L2", state="COMPULSORY") == []
    assert people_of(on=ON, on_list="L2", state="COMPULSORY", measure="reported") == [lists["Cư A Nhà"].pk]


@pytest.mark.parametrize("areas", [None, [BAN_LAU], [NEXT_COMMUNE]])
@pytest.mark.parametrize("measure", ["legal", "reported"])
@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2025, 11, 15), date(2025, 12, 14)), (date(2026, 1, 15), date(2026, 2, 14)), (ON, date(2026, 12, 31))],
)
def test_opening_and_what_came_less_what_went_is_closing(lists, areas, measure, start, end):
    flows = flow(start=start, end=end, areas=areas, measure=measure)

    assert all(one.balanced for one in flows)
    line = totals(on=end, areas=areas).whole
    counted = line.legal if measure == "legal" else line.reported
    assert {one.on_list: one.closing for one in flows} == {one.on_list: counted[one.on_list] for one in flows}


def test_what_came_and_went_says_why(lists):
    first, second, _ = flow(start=date(2026, 1, 15), end=date(2026, 12, 31))

    assert dict(second.went) == {"DIED": 1}
    assert dict(first.went) == {"TERM": 1}


def test_the_page_opens_every_number_down_to_the_people(lists, as_):
    reader = as_("leader")
    page = reader.get("/ho-so/so-lieu/?ngay=15/01/2026").content.decode()
    assert "Theo cách thống kê đã công bố" in page

    people = reader.get("/ho-so/so-lieu/nguoi/?ngay=2026-01-15&list=ALL&cach=reported")
    assert people.context["page"].paginator.count == 5
    one = reader.get(f"/ho-so/so-lieu/nguoi/?ngay=2026-01-15&list=L2&xa={NEXT_COMMUNE}").content.decode()
    assert "Tẩn Láo Tả" in one
    assert "Lý A Chu" not in one


def test_a_commune_is_shown_its_own_numbers_only(lists, as_):
    page = as_("next_commune").get("/ho-so/so-lieu/?ngay=15/01/2026")
    assert page.context["totals"].whole.managed == 1

    asked = as_("next_commune").get(f"/ho-so/so-lieu/nguoi/?ngay=15/01/2026&list=ALL&xa={BAN_LAU}")
    assert asked.context["page"].paginator.count == 0
