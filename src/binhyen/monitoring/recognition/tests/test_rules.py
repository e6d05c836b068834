"""A file is what was done with it; votes and missing papers are counted, never guessed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.monitoring.recognition.rules import course, law
from binhyen.monitoring.recognition.values import Choice, Stage, Step, StepKind

AT, ON = datetime(2025, 12, 16, tzinfo=UTC), date(2025, 12, 16)
MOVES = (
    (Stage.NOT_BEGUN, StepKind.SELF_ASSESSED, True),
    (Stage.NOT_BEGUN, StepKind.CHECKED, False),
    (Stage.ASSESSED, StepKind.CHECKED, True),
    (Stage.ASSESSED, StepKind.DECIDED, False),
    (Stage.ASSESSED, StepKind.REVIEWED, False),
    (Stage.RETURNED, StepKind.CHECKED, False),
    (Stage.RETURNED, StepKind.SELF_ASSESSED, True),
    (Stage.CHECKED, StepKind.SELF_ASSESSED, False),
    (Stage.CHECKED, StepKind.REVIEWED, True),
    (Stage.PASSED, StepKind.DECIDED, True),
    (Stage.NOT_PASSED, StepKind.REVIEWED, True),
    (Stage.DECIDED, StepKind.RETURNED, False),
    (Stage.DECIDED, StepKind.SELF_ASSESSED, False),
)


def _steps(*kinds: StepKind, passed: bool = True) -> list[Step]:
    return [
        Step(kind=kind, on=ON, recorded_at=AT + timedelta(hours=hour), data={"passed": passed})
        for hour, kind in enumerate(kinds)
    ]


@pytest.mark.parametrize(("now", "kind", "may"), MOVES)
def test_what_may_follow_what(now, kind, may):
    assert course.may_follow(now, kind) is may


def test_the_province_goes_from_its_assessment_to_the_ministry_without_a_council():
    assert course.may_follow(Stage.ASSESSED, StepKind.DECIDED, province=True)
    assert not course.may_follow(Stage.ASSESSED, StepKind.REVIEWED, province=True)


@given(st.permutations(_steps(StepKind.SELF_ASSESSED, StepKind.RETURNED, StepKind.SELF_ASSESSED, StepKind.CHECKED)))
@settings(max_examples=24)
def test_the_stage_is_the_same_in_whatever_order_steps_are_read(steps):
    assert course.stage(steps) is Stage.CHECKED


def test_a_vote_that_failed_and_one_that_passed_are_two_stages():
    kinds = (StepKind.SELF_ASSESSED, StepKind.CHECKED, StepKind.REVIEWED)

    assert course.stage(_steps(*kinds)) is Stage.PASSED
    assert course.stage(_steps(*kinds, passed=False)) is Stage.NOT_PASSED
    assert course.stage([]) is Stage.NOT_BEGUN


def test_papers_of_earlier_steps_are_missing_for_later_ones_too():
    rules = law.papers()
    first = {rule.code for rule in course.missing(rules, (), up_to=StepKind.CHECKED)}
    later = {rule.code for rule in course.missing(rules, (), up_to=StepKind.REVIEWED)}

    assert first < later
    assert {rule.code for rule in course.missing(rules, first, up_to=StepKind.REVIEWED)} == later - first
    assert course.missing(rules, later, up_to=StepKind.DECIDED) == []


@given(st.lists(st.sampled_from(list(Choice)), max_size=40), st.integers(0, 20), st.integers(1, 100))
@settings(max_examples=100)
def test_absence_never_helps_and_every_vote_is_counted_once(choices, absent, share):
    members = len(choices) + absent
    found = course.outcome(choices, members=members, share=share)

    assert found.agree + found.against + found.abstained == len(choices)
    assert found.passed == (found.agree * 100 >= members * share)
    assert not (found.passed and not course.outcome(choices, members=len(choices), share=share).passed)


def test_the_days_of_article_seven():
    assert law.due(StepKind.DECIDED, 2026) == date(2026, 12, 20)
    assert law.due(StepKind.DECIDED, 2026, province=True) == date(2026, 12, 30)
    assert law.due(StepKind.CHECKED, 2026) is None


def test_what_guidance_37_would_say_is_marked_unknown_and_settable():
    assert {rule.confidence for rule in law.papers()} == {"unknown"}
    assert all(rule.settable for rule in law.papers())
    assert {term.confidence for term in law.terms().values()} == {"unknown"}
