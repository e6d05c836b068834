"""What holds of every area: nothing bad improves a class, order does not matter, supposing good things never hurts."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from binhyen.monitoring.classification.rules.classify import classify
from binhyen.monitoring.classification.rules.course import drifts, month_before, standing
from binhyen.monitoring.classification.rules.law import defaults, period, readings, targets_for
from binhyen.monitoring.classification.rules.whatif import Step, apply, reached
from binhyen.monitoring.classification.values import (
    AreaFacts,
    Change,
    ChangeKind,
    KeyClass,
    PersonKey,
    RecognisedAs,
)

from .areas import AWAITING, INSIDE, MANAGED, ON, SUBSTITUTION, area

KEYS = [MANAGED, SUBSTITUTION, AWAITING, INSIDE, PersonKey("ADDICT", addict=True), PersonKey("POST_REHAB"),
        PersonKey("CUSTODY", addict=True), PersonKey("POSITIVE")]  # fmt: skip
COUNTS = (
    "arrested", "resident_offenders", "resident_violators", "unknown_offenders", "wanted_hiding", "points_suspected",
    "points_established", "points_suspected_period", "plants",
)  # fmt: skip
small = some.integers(0, 60)
areas = some.builds(
    AreaFacts,
    area=some.just("02788"),
    on=some.just(ON),
    residents=some.one_of(some.none(), some.integers(1, 20_000)),
    people=some.dictionaries(some.sampled_from(KEYS), some.integers(1, 60), max_size=4),
    arrested=small,
    resident_offenders=some.integers(0, 3),
    unknown_offenders=some.integers(0, 3),
    resident_violators=some.integers(0, 3),
    points_established_period=some.integers(0, 3),
    wanted_hiding=some.integers(0, 2),
    points_suspected=some.integers(0, 3),
    points_established=some.integers(0, 3),
    plants=some.sampled_from([0, 1, 499, 500, 2999, 3000]),
    plants_m2=some.sampled_from([Decimal(0), Decimal("0.5"), Decimal(125), Decimal(750)]),
    routes=some.sampled_from([frozenset(), frozenset({"LOCAL"}), frozenset({"INTER_PROVINCIAL"})]),
)
choices = some.fixed_dictionaries({code: some.sampled_from([v.code for v in one.values]) for code, one in
                                   readings().items()})  # fmt: skip


def worse(facts, what, number):
    """The same area with more of something bad."""
    if what == "people":
        return replace(facts, people={**facts.people, MANAGED: facts.people.get(MANAGED, 0) + number})
    if what == "routes":
        return replace(facts, routes=facts.routes | {"LOCAL"})
    if what == "plants_m2":
        return replace(facts, plants_m2=facts.plants_m2 + number)
    return replace(facts, **{what: getattr(facts, what) + number})


@settings(max_examples=100, deadline=None)
@given(areas, choices, some.sampled_from([*COUNTS, "people", "routes", "plants_m2"]), some.integers(1, 40))
def test_more_of_anything_bad_never_improves_a_class(facts, chosen, what, number):
    before, after = classify(facts, chosen), classify(worse(facts, what, number), chosen)

    assert after.free_met <= before.free_met
    assert after.blocking >= before.blocking
    assert best(after) >= best(before)
    assert worst(after) >= worst(before)


RANK = {KeyClass.NONE: 0, KeyClass.TYPE_III: 1, KeyClass.REVIEWER: 1, KeyClass.TYPE_II: 2, KeyClass.TYPE_I: 3}


def best(one):
    return min(RANK[key] for key in (one.possible or (one.key,)))


def worst(one):
    return max(RANK[key] for key in (one.possible or (one.key,)))


@settings(max_examples=60, deadline=None)
@given(areas, choices)
def test_with_residents_known_the_class_is_one_of_those_it_may_be_without(facts, chosen):
    chosen = {**chosen, "RESIDENTS": "RESIDENCE"}
    without, known = (
        classify(replace(facts, residents=None), chosen),
        classify(replace(facts, residents=facts.residents or 5_000), chosen),
    )

    assert known.key in (without.possible or (without.key,))


@settings(max_examples=60, deadline=None)
@given(areas, some.permutations(KEYS))
def test_the_order_of_people_does_not_matter(facts, order):
    turned = {key: facts.people[key] for key in order if key in facts.people}

    assert classify(replace(facts, people=turned)) == classify(facts)


GOOD = [ChangeKind.SUBSTITUTION, ChangeKind.HOME_REHAB, ChangeKind.FACILITY, ChangeKind.LEAVES_LIST,
        ChangeKind.LEAVES_COMMUNE, ChangeKind.POINT_CLOSED, ChangeKind.WANTED_GONE]  # fmt: skip
BAD = [ChangeKind.NEW_USER, ChangeKind.NEW_POINT, ChangeKind.NEW_OFFENCE]


def change(kind, facts, place, day=ON):
    people = sorted(facts.people) or [None]
    return Change(kind=kind, day=day, before=people[place % len(people)], established=bool(place % 2), row=f"r{place}")


@settings(max_examples=80, deadline=None)
@given(areas, some.lists(some.sampled_from(GOOD), max_size=4), some.sampled_from(GOOD))
def test_one_more_good_thing_supposed_never_makes_article_6_worse(facts, kinds, another):
    changes = [change(kind, facts, place) for place, kind in enumerate(kinds)]

    fewer = classify(apply(facts, changes))
    more = classify(apply(facts, [*changes, change(another, facts, len(kinds))]))

    assert more.blocking <= fewer.blocking
    assert more.free_met >= fewer.free_met


@settings(max_examples=60, deadline=None)
@given(areas, some.lists(some.sampled_from([*GOOD, *BAD]), max_size=3), some.sampled_from(BAD))
def test_one_more_bad_thing_supposed_never_makes_anything_better(facts, kinds, another):
    changes = [change(kind, facts, place) for place, kind in enumerate(kinds)]

    fewer = classify(apply(facts, changes))
    more = classify(apply(facts, [*changes, Change(kind=another, day=ON)]))

    assert more.free_met <= fewer.free_met
    assert worst(more) >= worst(fewer)


@settings(max_examples=40, deadline=None)
@given(areas, some.lists(some.sampled_from([*GOOD, *BAD]), min_size=2, max_size=3))
def test_supposed_changes_may_be_listed_in_any_order(facts, kinds):
    changes = [change(kind, facts, place, ON - timedelta(days=place)) for place, kind in enumerate(kinds)]

    assert len({str(sorted(apply(facts, order).people.items())) for order in permutations(changes)}) == 1


def test_a_change_of_a_later_day_is_not_yet():
    facts = area(people={MANAGED: 1})
    leaving = Change(kind=ChangeKind.LEAVES_LIST, day=ON + timedelta(days=1), before=MANAGED)

    assert apply(facts, [leaving]) == facts


def test_of_two_changes_of_one_person_the_last_holds():
    facts = area(people={MANAGED: 1})
    first = Change(kind=ChangeKind.LEAVES_LIST, day=ON - timedelta(days=9), before=MANAGED, row="p1")
    then = Change(kind=ChangeKind.SUBSTITUTION, day=ON, before=MANAGED, row="p1")

    assert apply(facts, [then, first]).people == {SUBSTITUTION: 1}


def test_four_people_and_a_point_are_what_is_missing_and_supposing_them_away_is_enough():
    facts = area(people={MANAGED: 2, AWAITING: 2}, points_established=1)
    changes = [
        *(Change(kind=ChangeKind.LEAVES_LIST, day=ON, before=MANAGED, row=f"m{n}") for n in range(2)),
        *(Change(kind=ChangeKind.FACILITY, day=ON, before=AWAITING, row=f"a{n}") for n in range(2)),
        Change(kind=ChangeKind.POINT_CLOSED, day=ON, row="point"),
    ]

    assert classify(facts).blocking == 5
    assert classify(apply(facts, changes)).drug_free
    assert not classify(apply(facts, changes[:-1])).drug_free


def test_a_goal_is_reached_on_the_first_day_from_which_it_lasts():
    good, bad = classify(area()), classify(area(people={MANAGED: 1}))
    days = [ON + timedelta(days=n) for n in range(4)]

    def first(*results):
        return reached([Step(*pair) for pair in zip(days, results, strict=True)], lambda one: one.drug_free)

    assert first(bad, good, bad, good) == days[3]
    assert first(bad, good, good, good) == days[1]
    assert first(good, good, good, bad) is None


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2025, 12, 14), date(2024, 12, 15), date(2025, 12, 14)),
        (date(2025, 12, 15), date(2025, 12, 15), date(2026, 12, 14)),
        (date(2026, 3, 1), date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_a_period_runs_from_the_15th_of_december_to_the_14th(on, first, last):
    assert (period(on).first, period(on).last, period(on).year) == (first, last, last.year)


def test_a_month_before_is_the_same_day_or_the_last_one():
    assert month_before(date(2026, 3, 31)) == date(2026, 2, 28)
    assert month_before(date(2026, 1, 15)) == date(2025, 12, 15)


def test_a_target_holds_from_the_day_its_document_was_issued_and_the_province_s_own_stands_first():
    assert [one.code for one in targets_for("15", date(2026, 1, 1))] == ["NATIONAL_2030"]
    assert [one.code for one in targets_for("15", date(2026, 3, 1))] == ["LAO_CAI_2026", "NATIONAL_2030"]


def test_a_recognised_commune_drifts_when_it_no_longer_meets_all_three():
    assert drifts([RecognisedAs.DRUG_FREE], classify(area(people={MANAGED: 1}))) == (RecognisedAs.DRUG_FREE,)
    assert drifts([RecognisedAs.DRUG_FREE], classify(area(people={SUBSTITUTION: 9}))) == ()
    worse_than_iii = classify(area(people={MANAGED: 10}, points_established=1, arrested=5))
    assert standing(worse_than_iii) == 2
    assert drifts([RecognisedAs.TYPE_III], worse_than_iii) == (RecognisedAs.TYPE_III,)
    assert drifts([RecognisedAs.TYPE_II], worse_than_iii) == ()


def test_a_reading_of_the_hole_as_type_iii_leaves_no_reviewer():
    assert classify(area(people={MANAGED: 30}), {**defaults(), "HOLE": "TYPE_III"}).key == KeyClass.TYPE_III
