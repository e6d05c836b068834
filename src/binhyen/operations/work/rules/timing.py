"""From the deadline of a duty to the clock of a task. Plain Python, no clock of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from binhyen.kit.calendar import Calendar
from binhyen.operations.directives.occurrences import due_day

from .recurrence import LOCAL, Deadline, Habits, as_stored, beat, last_due, periods, recurs

ONCE, RHYTHM, BEAT = "ONCE", "RHYTHM", "BEAT"
LOOK_AHEAD = timedelta(days=800)  # the first period of a yearly rhythm lies within


@dataclass(frozen=True, slots=True)
class Timing:
    """``due_at``: when the first thing is due. ``before``: the day lies before the directive was issued."""

    cadence: str
    due_at: datetime | None
    rhythm: str = ""
    beat_days: int | None = None
    before: bool = False


def timing(
    *,
    kind: str,
    value: str,
    at: time | None,
    begins: date,
    issued: date | None,
    beat_days: int | None,
    habits: Habits,
    calendar: Calendar,
) -> Timing | None:
    """None where the deadline names neither a day nor a rhythm. ``beat_days``: for continuous work, None refuses it."""
    if kind == "continuous":
        if not beat_days:
            return None
        first = beat(begins=begins, shown=(), every=beat_days, at=_moment(begins), habits=habits, calendar=calendar)
        return Timing(BEAT, first.due_at, beat_days=beat_days)
    if kind == "none" or not value:
        return None
    deadline = Deadline("phase" if kind == "date" and "|" in value else kind, value, at)  # as it is stored
    if recurs(deadline):
        found = periods(deadline, begins=begins, through=begins + LOOK_AHEAD, habits=habits, calendar=calendar)
        first_period = next(found, None)
        return Timing(RHYTHM, first_period.due_at, rhythm=as_stored(deadline)) if first_period else None
    return _once(deadline, issued, lambda one: last_due(one, habits=habits, calendar=calendar))


def _once(deadline: Deadline, issued: date | None, last: Callable[[Deadline], datetime | None]) -> Timing | None:
    day = due_day(deadline.kind, deadline.value)
    if day is None:
        return None
    due = last(deadline if deadline.kind != "compound" else Deadline("date", day.isoformat(), deadline.at))
    return Timing(ONCE, due, before=bool(issued and day < issued)) if due else None


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)
