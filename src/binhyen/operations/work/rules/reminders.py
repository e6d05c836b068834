"""Which clocks of a due day ring at a moment, and whom each is for. Plain Python, no clock of its own.

Before the day the tightest clock reached rings, so a server that was off for a week reminds once, not three times.
After the day the line is climbed step by step, each step once: who does it, the head of the body, the province.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from binhyen.kit.calendar import Calendar

from .recurrence import LOCAL
from .terms import value

REMINDERS = ("REMIND_FIRST", "REMIND_SECOND", "REMIND_LAST")
TODAY, LATE, AMBER, HEAD, PROVINCE = "TODAY", "LATE", "AMBER", "HEAD", "PROVINCE"
NOBODY = "NOBODY"  # of what waits for an answer: nobody can give it
FROM_HOUR = 7  # nobody is reminded before, in Vietnam's time


@dataclass(frozen=True, slots=True)
class Clocks:
    """``before``: code and days before the due day, those that are on; graces in working days."""

    before: Sequence[tuple[str, int]]
    head: int
    province: int

    @property
    def furthest(self) -> int:
        return max((days for _, days in self.before), default=0)


def clocks(chosen: Mapping[str, int]) -> Clocks:
    """The clocks in force; ``chosen``: what the province set, by code."""
    before = [(code, value(code, chosen)) for code in REMINDERS]
    return Clocks(
        tuple((code, days) for code, days in before if days),
        value("GRACE_HEAD", chosen),
        value("GRACE_PROVINCE", chosen),
    )


def open_now(at: datetime) -> bool:
    return at.astimezone(LOCAL).hour >= FROM_HOUR


def ringing(
    *,
    due_at: datetime,
    at: datetime,
    told: Collection[str],
    clocks: Clocks,
    calendar: Calendar,
    beat: bool = False,
    helps: bool = False,
) -> list[str]:
    """Codes that ring now and have not rung for this due day.

    ``beat``: continuous work, which only turns amber. ``helps``: the part of a co-lead, which climbs no further than
    the head of its own body: for the task the lead answers.
    """
    due, today = due_at.astimezone(LOCAL).date(), at.astimezone(LOCAL).date()
    if at > due_at:
        gone = calendar.working_days_between(due, today)
        rungs = [(AMBER if beat else LATE, 0), (HEAD, clocks.head)]
        rungs += [] if beat or helps else [(PROVINCE, clocks.province)]
        return [code for code, grace in rungs if gone >= grace and code not in told]
    if beat:
        return []
    if due == today:
        return [] if TODAY in told else [TODAY]
    reached = [(days, code) for code, days in clocks.before if (due - today).days <= days]
    if not reached:
        return []
    tightest = min(reached)[1]
    return [] if tightest in told else [tightest]


def answering(
    *, due_at: datetime, at: datetime, told: Collection[str], clocks: Clocks, calendar: Calendar, anybody: bool
) -> list[str]:
    """Codes that ring now of something that waits for an answer, and have not rung for it.

    On the last day, once it is over, then up the line. Where nobody can answer (``anybody``) those above hear at once.
    """
    late = Clocks((), clocks.head, clocks.province)
    rung = ringing(due_at=due_at, at=at, told=told, clocks=late, calendar=calendar)
    if anybody:
        return rung
    return [one for one in (NOBODY, *rung) if one in {NOBODY, PROVINCE} and one not in told]
