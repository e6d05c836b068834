"""Whether a unit meets its criteria: law data, exact shares, what the register says and what only a person can say."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.monitoring.classification.rules.law import decisions, defaults
from binhyen.monitoring.classification.values import AreaFacts, PersonKey
from binhyen.monitoring.recognition.rules import unit_law
from binhyen.monitoring.recognition.rules.units import (
    as_data,
    failing,
    figures,
    judge,
    met,
    needing_evidence,
    score,
    statements,
)
from binhyen.monitoring.recognition.values import (
    CriterionForm,
    Figure,
    Statement,
    UnitCriterion,
    UnitKind,
    Weight,
)
from binhyen.operations.cases.values import State

ON = date(2026, 11, 23)
CLEAN = {code: Figure(count=0) for code in ("F1", "F2", "F3")}


def share(bound=(1, 1), weight=Weight.REQUIRED) -> UnitCriterion:
    return UnitCriterion(
        code="S", label="Ký cam kết", form=CriterionForm.SHARE, weight=weight, bound=bound, of="hộ",
        valid_from=ON, source="x", confidence="unknown",
    )  # fmt: skip


def judged(kind=UnitKind.HAMLET, register=CLEAN, **said):
    return {one.criterion.code: one for one in judge(unit_law.criteria(kind), register, said)}


# the data


@pytest.mark.parametrize("kind", UnitKind)
def test_every_kind_has_criteria_that_can_be_asked_and_a_source(kind):
    rule, criteria = unit_law.kinds()[kind], unit_law.criteria(kind)

    assert rule.source
    assert {one.confidence for one in (rule, *criteria)} <= {"unknown", "inferred", "directive"}  # no law says it
    assert any(one.weight is Weight.REQUIRED for one in criteria)
    assert len({one.code for one in criteria}) == len(criteria)
    for one in criteria:
        assert one.source
        assert (one.bound is None) == (one.form is not CriterionForm.SHARE)


def test_only_hamlets_are_counted_from_the_register_by_criteria_the_decision_has():
    counted = {kind: {one.facts for one in unit_law.criteria(kind)} - {""} for kind in UnitKind}

    assert counted.pop(UnitKind.HAMLET) == {one.code for one in decisions()[0].free}
    assert set().union(*counted.values()) == set()


# the register


def test_a_hamlet_is_counted_as_its_commune_is():
    addict = PersonKey(State.MANAGED.value)
    treated = PersonKey(State.SUBSTITUTION.value, addict=True)
    here = AreaFacts(area="02788", on=ON, people={addict: 2, treated: 3}, points_suspected=1)
    nowhere = AreaFacts(area="02788", on=ON, people={addict: 1}, wanted_hiding=1)

    found = figures(here, nowhere, defaults())

    assert found == {
        "F1": Figure(count=2, unplaced=1),  # substitution does not defeat it (Art. 6.1)
        "F2": Figure(count=0, unplaced=1),
        "F3": Figure(count=1),  # a suspected point is a point (Art. 2.1)
    }


def test_before_the_decision_nothing_is_counted():
    early = AreaFacts(area="02788", on=date(2025, 8, 23))
    assert figures(early, early, defaults()) == {}


def test_what_the_register_holds_cannot_be_talked_away():
    found = judged(register={**CLEAN, "F1": Figure(count=1, unplaced=2)}, PEOPLE=Statement(yes=True, unplaced=9))

    assert found["PEOPLE"].met is False
    assert not found["PEOPLE"].stated


def test_people_without_a_hamlet_leave_it_unknown_until_somebody_answers_for_them():
    register = {**CLEAN, "F1": Figure(count=0, unplaced=2)}

    assert judged(register=register)["PEOPLE"].met is None
    assert judged(register=register, PEOPLE=Statement(yes=True, unplaced=2))["PEOPLE"].met is True
    assert judged(register=register, PEOPLE=Statement(yes=False, unplaced=2))["PEOPLE"].met is False
    assert judged(register=register, PEOPLE=Statement(yes=True, unplaced=1))["PEOPLE"].met is None  # one came later
    assert judged(register=CLEAN)["PEOPLE"].met is True


# what is stated


@pytest.mark.parametrize(
    ("count", "total", "is_met", "more"),
    [(29, 30, False, 1), (30, 30, True, None), (0, 30, False, 30), (None, 30, None, None), (5, None, None, None)],
)
def test_all_of_thirty_is_thirty(count, total, is_met, more):
    (found,) = judge([share()], {}, {"S": Statement(count=count, total=total)})
    assert (found.met, found.more) == (is_met, more)


@settings(max_examples=60, deadline=None)
@given(
    bound=st.tuples(st.integers(1, 400), st.integers(1, 400)).filter(lambda one: one[0] <= one[1]),
    counts=st.tuples(st.integers(0, 5000), st.integers(1, 5000)).filter(lambda one: one[0] <= one[1]),
)
def test_a_share_is_compared_exactly_and_what_is_missing_is_the_least_that_reaches_it(bound, counts):
    count, total = counts
    (found,) = judge([share(bound)], {}, {"S": Statement(count=count, total=total)})

    assert found.met == (Fraction(count, total) >= Fraction(*bound))
    if not found.met:
        reached = Fraction(count + found.more, total)
        assert reached >= Fraction(*bound) > Fraction(count + found.more - 1, total)


def test_a_third_is_not_rounded_up():
    (found,) = judge([share((1, 3))], {}, {"S": Statement(count=333_333, total=1_000_000)})
    assert found.met is False


def test_a_school_answers_for_everything_itself():
    said = {"PEOPLE": Statement(count=0), "VIOLATIONS": Statement(count=1), "SESSION": Statement(yes=True)}
    found = judged(UnitKind.SCHOOL, {}, **said)

    assert [found[code].met for code in ("PEOPLE", "VIOLATIONS", "SESSION", "COORDINATION")] == [
        True,
        False,
        True,
        None,
    ]
    assert [one.criterion.code for one in failing(found.values())] == ["VIOLATIONS", "COORDINATION"]
    assert score(found.values()) == (2, 4)
    assert len(needing_evidence(found.values())) == 4
    assert not met(found.values())


def test_a_criterion_that_is_only_asked_decides_nothing_and_nothing_required_is_nothing_met():
    said = {"S": Statement(count=1, total=9)}
    assert not met(judge([share(weight=Weight.ASKED)], {}, said))
    found = judged(COMMITMENT=Statement(yes=True), HOUSEHOLDS=Statement(count=1, total=90))
    assert found["HOUSEHOLDS"].met is False
    assert met(found.values())


def test_what_was_stated_is_read_again_from_what_was_kept():
    register = {**CLEAN, "F1": Figure(count=0, unplaced=2)}
    said = {
        "PEOPLE": Statement(yes=True, unplaced=2), "COMMITMENT": Statement(yes=True),
        "HOUSEHOLDS": Statement(count=80, total=90),
    }  # fmt: skip
    first = judge(unit_law.criteria(UnitKind.HAMLET), register, said)

    again = judge(unit_law.criteria(UnitKind.HAMLET), register, statements(as_data(first)))

    assert again == first
