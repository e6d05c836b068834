"""Whether work was done on time, from its append-only moves alone. Plain Python, no clock.

Counted twice: on the original day, and on the day as extended. Work is done at the moment of the claim that was
verified; a claim that was rejected is none. Late is final: nothing that is written afterwards makes late work punctual.
That holds because an extension counts only where it was asked for before the day ran out, and while one that was asked
in time waits for its answer the work is pending, not late. Work that was stopped and is given again keeps its first
day; the later day it is given with is an extension of that moment, and counts also where the first day is gone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CLAIMED, TAKEN_BACK, VERIFIED, REJECTED, STOPPED = "CLAIMED", "TAKEN_BACK", "VERIFIED", "REJECTED", "STOPPED"
TELLING = frozenset({CLAIMED, TAKEN_BACK, VERIFIED, REJECTED, STOPPED})  # kinds of moves a verdict looks at


class Verdict(StrEnum):
    OPEN = "OPEN"  # not done, not due
    PENDING = "PENDING"  # past the day, but claimed or an extension asked for in time: somebody else's answer decides
    ON_TIME = "ON_TIME"
    LATE = "LATE"
    STOPPED = "STOPPED"  # stopped before the day: counts neither way
    NO_DAY = "NO_DAY"


@dataclass(frozen=True, slots=True)
class Moved:
    """A move as written: when, and its kind (``values.MoveKind``)."""

    at: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An extension: asked for when, until when; ``decided_at`` None while nobody answered."""

    asked_at: datetime
    to: datetime
    decided_at: datetime | None = None
    granted: bool = False
    with_giving: bool = False  # work stopped before was given again with this day


@dataclass(frozen=True, slots=True)
class Judgement:
    original: Verdict
    extended: Verdict
    due_at: datetime | None  # as extended
    done_at: datetime | None  # the claim that stands
    late_minutes: int = 0  # behind the original day; of work not done yet, until now
    late_minutes_extended: int = 0


def due_as_extended(original: datetime, extensions: Iterable[Asked], *, at: datetime) -> tuple[datetime, bool]:
    """The day with the extensions that count at moment ``at``, and whether one asked in time waits for its answer."""
    due, waiting = original, False
    for one in sorted(extensions, key=lambda each: each.asked_at):
        if one.asked_at > at or (one.asked_at > due and not one.with_giving):
            continue
        if one.decided_at is None or one.decided_at > at:
            waiting = True
        elif one.granted and one.to > due:
            due = one.to
    return due, waiting


def judge(
    *, original: datetime | None, moves: Sequence[Moved], extensions: Sequence[Asked] = (), at: datetime
) -> Judgement:
    """The two verdicts at moment ``at``. ``moves`` in the order they were written; those after ``at`` do not count."""
    told = [move for move in moves if move.at <= at and move.kind in TELLING]
    done_at, verified = _claim(told)
    if original is None:
        return Judgement(Verdict.NO_DAY, Verdict.NO_DAY, None, done_at)
    due, waiting = due_as_extended(original, extensions, at=at)
    stopped = told[-1].at if told and told[-1].kind == STOPPED else None  # work taken up again is not stopped
    reached = done_at or stopped or at
    return Judgement(
        _verdict(original, done_at, verified, stopped, at),
        _verdict(due, done_at, verified, stopped, at, waiting=waiting),
        due,
        done_at,
        _minutes(reached - original),
        _minutes(reached - due),
    )


def _claim(told: Sequence[Moved]) -> tuple[datetime | None, bool]:
    """The moment of the claim that stands, and whether it was verified."""
    claimed: datetime | None = None
    verified = False
    for move in told:
        if move.kind == CLAIMED and not verified:
            claimed = move.at
        elif move.kind == VERIFIED:
            claimed, verified = claimed or move.at, True
        elif move.kind in {REJECTED, TAKEN_BACK}:
            claimed, verified = None, False
    return claimed, verified


def _verdict(
    due: datetime,
    done_at: datetime | None,
    verified: bool,
    stopped: datetime | None,
    at: datetime,
    *,
    waiting: bool = False,
) -> Verdict:
    if done_at is not None and done_at <= due:
        return Verdict.ON_TIME if verified else Verdict.OPEN if at <= due else Verdict.PENDING
    if stopped is not None and stopped <= due:
        return Verdict.STOPPED
    if done_at is None and at <= due:
        return Verdict.OPEN
    return Verdict.PENDING if waiting else Verdict.LATE


def _minutes(over: timedelta) -> int:
    """Whole minutes late, one begun counting whole; 0 in time."""
    return max(0, -(-over // timedelta(minutes=1)))
