"""When given work falls due, and which stretches of time recurring work divides into. Plain Python, no clock.

Deadlines come as the register of duties keeps them (``directives.reader.values.Deadline``): a date or several, a
quarter, RRULE parts, a date and then a rule; beside them ``phase``, the last days of phases. The days are nominal: what
happens to one on a day off is the law's or the province's data (``law/work/time.toml``), by kind of rhythm.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from heapq import merge
from itertools import groupby
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from binhyen.kit.calendar import Calendar
from binhyen.operations.directives.occurrences import due_day, last_day_of, with_day

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
HOUR = ";AT="  # ends a stored rhythm whose hour is printed
LONGEST = 300  # letters of a stored rhythm
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


class Move(IntEnum):
    """What happens to a due day that falls on a day off. Numbers are stored in settings."""

    STAYS = 0
    FORWARD = 1  # the next working day
    BACK = 2  # the working day before


@dataclass(frozen=True, slots=True)
class Habits:
    """What holds on a day: the hour of a due day without one, and the move of each kind of rhythm.

    ``moves`` by kind: ONCE, QUARTER, PHASE, DAILY, WEEKLY, MONTHLY, YEARLY; a kind without an entry stays.
    """

    due_minute: int  # of the day
    moves: Mapping[str, Move]

    def hour(self) -> time:
        return time(*divmod(self.due_minute, 60))


@dataclass(frozen=True, slots=True)
class Deadline:
    """``kind``: date, quarter, phase, recurring, compound, continuous or none; ``at`` where an hour is printed."""

    kind: str
    value: str = ""
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch of work, both days included, and the moment it is due after the days off were minded."""

    start: date
    end: date
    due_at: datetime


@dataclass(frozen=True, slots=True, order=True)
class _Nominal:
    day: date
    at: time
    kind: str


def moved(day: date, *, kind: str, habits: Habits, calendar: Calendar) -> date:
    """Where a due day of this kind of rhythm lands."""
    move = habits.moves.get(kind, Move.STAYS)
    if move is Move.FORWARD:
        return calendar.next_working_day(day)
    if move is Move.BACK:
        return calendar.previous_working_day(day)
    return day


def due_moment(day: date, *, at: time | None, kind: str, habits: Habits, calendar: Calendar) -> datetime:
    """The moment work is due whose nominal day is ``day``; aware, in Vietnam's time."""
    return datetime.combine(moved(day, kind=kind, habits=habits, calendar=calendar), at or habits.hour(), tzinfo=LOCAL)


def stored(rhythm: str, *, at: time | None = None) -> Deadline:
    """The deadline behind a stored rhythm: rules, a date and then rules, several quarters, or the ends of phases."""
    rhythm, _, hour = rhythm.partition(HOUR)
    at = time(int(hour[:2]), int(hour[2:])) if hour else at
    if ";THEN=" in rhythm:
        return Deadline("compound", rhythm, at)
    if rhythm.startswith("FREQ="):
        return Deadline("recurring", rhythm, at)
    return Deadline("quarter" if "-Q" in rhythm else "phase", rhythm, at)


def as_stored(deadline: Deadline) -> str:
    """The rhythm to store, with the hour that is printed; ``stored`` reads it back."""
    return f"{deadline.value}{HOUR}{deadline.at:%H%M}" if deadline.at else deadline.value


def recurs(deadline: Deadline) -> bool:
    """Whether there is a day after the first."""
    return deadline.kind == "recurring" or "|" in deadline.value or ";THEN=FREQ=" in deadline.value


def last_due(deadline: Deadline, *, habits: Habits, calendar: Calendar) -> datetime | None:
    """The one moment of work that is done once, of several dates the last; None where there is no such moment."""
    days = list(_given(deadline, habits)) if deadline.kind in {"date", "quarter", "phase"} else []
    if not days:
        return None
    last = max(days)
    return due_moment(last.day, at=last.at, kind=last.kind, habits=habits, calendar=calendar)


def periods(
    deadline: Deadline,
    *,
    begins: date,
    through: date,
    habits: Habits,
    calendar: Calendar,
    until: date | None = None,
) -> Iterator[Period]:
    """The periods of work given on ``begins``, in order: every one that starts on or before ``through``.

    A period ends on a nominal day and the next starts on the day after, so they neither overlap nor leave a gap. Days
    before ``begins`` fall away. ``until`` is the last day of the work (a phase): what is then under way ends on it.
    """
    start = begins
    days = (one for one in _nominal(deadline, begins, habits) if one.day >= begins)
    for _, same in groupby(days, key=lambda one: one.day):
        one = next(same)  # of several hours on a day the first
        if start > through or (until is not None and one.day > until):
            break
        yield _period(start, one, habits, calendar)
        start = one.day + DAY
    else:
        return
    if until is not None and start <= min(until, through):
        yield _period(start, _Nominal(until, deadline.at or habits.hour(), "PHASE"), habits, calendar)


def _period(start: date, one: _Nominal, habits: Habits, calendar: Calendar) -> Period:
    due = due_moment(one.day, at=one.at, kind=one.kind, habits=habits, calendar=calendar)
    return Period(start, one.day, due)


def _nominal(deadline: Deadline, begins: date, habits: Habits) -> Iterator[_Nominal]:
    if deadline.kind in {"date", "quarter", "phase"}:
        yield from _given(deadline, habits)
    elif deadline.kind == "recurring":
        yield from _ruled(deadline.value, begins, deadline, habits)
    elif deadline.kind == "compound":
        first = due_day("compound", deadline.value)
        if first is not None:
            yield _Nominal(first, deadline.at or habits.hour(), "ONCE")
        _, _, rules = deadline.value.partition(";THEN=")
        if rules.startswith("FREQ="):
            yield from _ruled(rules, max(begins, first + DAY) if first else begins, deadline, habits)


def _given(deadline: Deadline, habits: Habits) -> Iterator[_Nominal]:
    kind = {"date": "ONCE", "quarter": "QUARTER", "phase": "PHASE"}[deadline.kind]
    word = "quarter" if deadline.kind == "quarter" else "date"
    days = (due_day(word, part) for part in deadline.value.split("|") if part)
    yield from sorted(_Nominal(day, deadline.at or habits.hour(), kind) for day in set(days) if day)


def _ruled(rules: str, begins: date, deadline: Deadline, habits: Habits) -> Iterator[_Nominal]:
    """Nominal days of all rules together, from ``begins`` on."""
    yield from merge(*(_of_rule(rule, begins, deadline.at or habits.hour()) for rule in rules.split("|")))


def _of_rule(rule: str, begins: date, hour: time) -> Iterator[_Nominal]:
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        return  # "định kỳ" without a period: there is no day
    text = ";".join(f"{key}={given}" for key, given in with_day(parts).items())
    # weeks and days at an interval count from the day the work was given; months and years are those of the calendar
    counted = frequency in {"DAILY", "WEEKLY"}
    first = begins if counted else date(begins.year, 1, 1)
    at = time(int(parts["BYHOUR"]), int(parts.get("BYMINUTE", "0"))) if parts.get("BYHOUR", "").isdecimal() else hour
    last = last_day_of(parts)
    for moment in rrulestr(text, dtstart=datetime(first.year, first.month, first.day)):  # noqa: DTZ001 - whole days
        if last is not None and moment.date() > last:
            return
        if moment.date() >= begins:
            yield _Nominal(moment.date(), at, frequency)


def stretches(
    *, begins: date, every: int, through: date, habits: Habits, calendar: Calendar, until: date | None = None
) -> Iterator[Period]:
    """Continuous work in stretches of ``every`` days, in order: every one that starts on or before ``through``.

    They neither overlap nor leave a gap, and each is due when its beat would turn amber: on the day after it, moved
    forward over days off. ``until`` is the last day of the work.
    """
    start, last = begins, min(through, until or through)
    while start <= last:
        end = start + timedelta(days=every - 1)
        end = min(end, until) if until else end
        due = calendar.next_working_day(end + DAY)
        yield Period(start, end, datetime.combine(due, habits.hour(), tzinfo=LOCAL))
        start = end + DAY


@dataclass(frozen=True, slots=True)
class Beat:
    """How continuous work stands: ``silent`` days since something was shown, ``amber`` once that was due."""

    since: date
    silent: int
    due_at: datetime
    amber: bool


def beat(
    *, begins: date, shown: Sequence[datetime], every: int, at: datetime, habits: Habits, calendar: Calendar
) -> Beat:
    """Continuous work given on ``begins`` of which something must be shown every ``every`` days.

    ``shown``: when evidence was put in, in any order; the future does not count. A day it is due that is off moves
    forward: nobody is asked to show work on the first day of Tết.
    """
    days = [moment.astimezone(LOCAL).date() for moment in shown if moment <= at]
    since = max([begins, *days])
    due = calendar.next_working_day(since + timedelta(days=every))
    due_at = datetime.combine(due, habits.hour(), tzinfo=LOCAL)
    return Beat(since, (at.astimezone(LOCAL).date() - since).days, due_at, at > due_at)
