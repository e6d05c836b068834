"""The invented lives: they give the published totals of 15/01/2026, and the law allows every step of them."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from binhyen.config.seeds.population.lives import AS_OF
from binhyen.config.seeds.population.persons import NEVER_ISSUED, Place
from binhyen.config.seeds.population.plan import doubles, figures, remaining, settle
from binhyen.kit.calendar import vietnam
from binhyen.operations.cases.rules.fold import known, timeline
from binhyen.operations.cases.rules.moves import check
from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.values import Fact, PersonFacts, Severity

UNTIL = date(2026, 11, 22)
THAT_DAY = datetime(2026, 1, 15, 16, 59, 59, tzinfo=UTC)  # as known when the plan was written
PLACES = tuple(Place(f"{2600 + n:05}", f"xã {n}", 3_000 + 37 * n) for n in range(97)) + (
    Place("02788", "xã Bản Lầu", 9_000),
    Place("02683", "xã Bát Xát", 12_000),
)


def facts(one, first=1):
    return [
        Fact(
            id=first + index, kind=step.kind, effective_at=step.details().effective_at, recorded_at=step.recorded_at(),
            commune=step.commune or one.person.details.commune_code, day_only=step.hour is None,
            authority=step.authority, data=dict(step.data),
        )
        for index, step in enumerate(one.steps)
    ]  # fmt: skip


def of(one):
    return PersonFacts(birth_on=one.person.born, birth_exact=True, female=one.person.details.sex == "F")


@pytest.fixture(scope="module")
def everybody():
    return list(settle(places=PLACES, until=UNTIL))


def test_the_published_totals_come_back_from_the_facts(everybody):
    reported, states = Counter(), Counter()
    for one in everybody:
        spans = timeline(known(facts(one), THAT_DAY), person=of(one), parameters=load())
        for span in spans:
            if span.start <= AS_OF and (span.end is None or span.end > AS_OF):
                reported[span.reported.value] += 1
                states[span.state.value] += 1

    assert reported == {"L1": 1087, "L2": 3676, "L3": 2213, "HISTORY": 3938}
    assert states == {
        "MANAGED": 1087, "SUBSTITUTION": 1987, "AWAITING_EXECUTION": 62, "CUSTODY": 72, "COMPULSORY": 1555,
        "POST_REHAB": 2213, "ENDED": 3938,
    }  # fmt: skip


def test_the_law_allows_every_step_or_the_step_says_why(everybody):
    parameters, holidays = load(), vietnam()
    wrong = []
    for one in everybody[::7]:
        before = []
        for fact, step in zip(facts(one), one.steps, strict=True):
            found = check(before, fact, person=of(one), parameters=parameters, at=fact.recorded_at, holidays=holidays)
            if any(each.severity is Severity.REFUSED for each in found) or (found and not step.reason):
                wrong.append((one.story, fact.kind, found[0].code, found[0].message))
            before.append(fact)

    assert wrong == []


def test_communes_without_drugs_have_nobody_who_defeats_the_first_criterion(everybody):
    given = figures()
    open_codes = {place.code for place in remaining(PLACES, given, start=given["start"])}

    assert len(open_codes) == 42
    assert {"02788", "02683"} <= open_codes
    unsettled = {one.person.details.commune_code for one in everybody if one.story in ("managed", "awaiting", "found")}
    assert unsettled <= open_codes


def test_no_number_was_ever_issued_and_twins_are_known_as_such(everybody):
    again = list(doubles(everybody, places=PLACES, until=UNTIL))
    numbers = [number for one in [*everybody, *again] for kind, number in one.person.details.numbers if kind == "CCCD"]

    assert all(number.startswith(NEVER_ISSUED) and len(number) == 12 for number in numbers)
    assert sum(one.twin_of is not None for one in again) == figures()["later"]["twice"]


def test_the_same_start_gives_the_same_people(everybody):
    assert next(settle(places=PLACES, until=UNTIL)) == everybody[0]
    assert next(settle(places=PLACES, until=UNTIL, start=7)).person.details != everybody[0].person.details
