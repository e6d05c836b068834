"""On time is counted on both days, from append-only moves; late is final."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.operations.work.rules.ontime import (
    CLAIMED,
    REJECTED,
    STOPPED,
    TAKEN_BACK,
    VERIFIED,
    Asked,
    Moved,
    Verdict,
    judge,
)

NOON = datetime(2026, 3, 1, 5, tzinfo=UTC)
DUE = NOON + timedelta(hours=10)
SOON, PAST, MUCH_LATER = DUE - timedelta(hours=1), DUE + timedelta(hours=1), DUE + timedelta(days=30)


def verdicts(*moves, asked=(), at=MUCH_LATER):
    found = judge(original=DUE, moves=[Moved(when, kind) for when, kind in moves], extensions=asked, at=at)
    return found.original, found.extended


def asked(before=SOON, *, to=DUE + timedelta(days=5), decided=DUE + timedelta(hours=2), granted=True):
    return Asked(before, to, decided, granted)


@pytest.mark.parametrize(
    ("moves", "verdict"),
    [
        ([], Verdict.LATE),
        ([(SOON, CLAIMED)], Verdict.PENDING),
        ([(SOON, CLAIMED), (PAST, VERIFIED)], Verdict.ON_TIME),
        ([(PAST, CLAIMED), (PAST, VERIFIED)], Verdict.LATE),
        ([(SOON, CLAIMED), (PAST, REJECTED)], Verdict.LATE),
        ([(SOON, CLAIMED), (PAST, TAKEN_BACK)], Verdict.LATE),
        ([(SOON, CLAIMED), (SOON, REJECTED), (SOON, CLAIMED), (PAST, VERIFIED)], Verdict.ON_TIME),
        ([(SOON, CLAIMED), (SOON, REJECTED), (PAST, CLAIMED), (PAST, VERIFIED)], Verdict.LATE),
        ([(SOON, STOPPED)], Verdict.STOPPED),
        ([(PAST, STOPPED)], Verdict.LATE),
        ([(SOON, CLAIMED), (SOON, "EXTENDED"), (PAST, VERIFIED)], Verdict.ON_TIME),
    ],
)
def test_the_claim_that_was_verified_decides(moves, verdict):
    assert verdicts(*moves) == (verdict, verdict)


def test_before_the_day_nothing_is_late():
    assert verdicts(at=SOON) == (Verdict.OPEN, Verdict.OPEN)
    assert verdicts((NOON, CLAIMED), at=SOON) == (Verdict.OPEN, Verdict.OPEN)


def test_an_extension_helps_on_the_second_count_only():
    found = judge(
        original=DUE,
        moves=[Moved(DUE + timedelta(days=2), CLAIMED), Moved(DUE + timedelta(days=3), VERIFIED)],
        extensions=[asked()],
        at=MUCH_LATER,
    )

    assert (found.original, found.extended) == (Verdict.LATE, Verdict.ON_TIME)
    assert (found.late_minutes, found.late_minutes_extended) == (2 * 24 * 60, 0)


def test_more_time_asked_for_after_the_day_is_no_excuse():
    done = [(DUE + timedelta(days=2), CLAIMED), (DUE + timedelta(days=2), VERIFIED)]

    assert verdicts(*done, asked=[asked(PAST)]) == (Verdict.LATE, Verdict.LATE)


def test_work_whose_extension_waits_for_an_answer_is_not_late_yet():
    waiting = [asked(decided=None)]

    assert verdicts(asked=waiting)[1] is Verdict.PENDING
    assert verdicts(asked=[asked(granted=False)])[1] is Verdict.LATE


def test_work_without_a_day_is_neither():
    assert judge(original=None, moves=[], at=NOON).original is Verdict.NO_DAY


hours = st.integers(0, 60).map(lambda n: NOON + timedelta(hours=n))
kinds = st.sampled_from([CLAIMED, TAKEN_BACK, VERIFIED, REJECTED, STOPPED, "EXTENDED", "NAMED"])
moves_told = st.lists(st.tuples(hours, kinds), max_size=6)
extensions_told = st.lists(st.tuples(hours, hours, st.none() | hours, st.booleans()), max_size=3)


@settings(max_examples=100, deadline=None)
@given(moves=moves_told, extensions=extensions_told, first=hours, second=hours)
def test_late_work_stays_late_whatever_is_written_afterwards(moves, extensions, first, second):
    early, later = sorted((first, second))
    history = [Moved(when, kind) for when, kind in sorted(moves, key=lambda one: one[0])]
    told = [
        Asked(when, to, max(when, decided) if decided else None, granted) for when, to, decided, granted in extensions
    ]

    then = judge(original=DUE, moves=history, extensions=told, at=early)
    now = judge(original=DUE, moves=history, extensions=told, at=later)

    if then.original is Verdict.LATE:
        assert now.original is Verdict.LATE
    if then.extended is Verdict.LATE:
        assert now.extended is Verdict.LATE
    assert now.due_at >= DUE
    if now.original is Verdict.ON_TIME:
        assert now.extended is Verdict.ON_TIME  # more time never hurts


@settings(max_examples=100, deadline=None)
@given(moves=moves_told, afterwards=moves_told, at=hours)
def test_moves_written_later_do_not_change_what_was_said_of_a_moment(moves, afterwards, at):
    told = sorted((one for one in moves if one[0] <= at), key=lambda one: one[0])
    later = sorted(((at + timedelta(minutes=1) + (when - NOON), kind) for when, kind in afterwards))

    assert verdicts(*told, at=at) == verdicts(*told, *later, at=at)
