"""What counts of a body in a period, as values: work with a day, remedies, answers it owed. No tables, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from binhyen.operations.work.rules.ontime import Verdict

COUNTED = frozenset({Verdict.ON_TIME, Verdict.LATE})


class About(StrEnum):
    WORK = "WORK"
    REMEDY = "REMEDY"  # of a finding
    ANSWER = "ANSWER"  # to a difficulty of another body


@dataclass(frozen=True, slots=True)
class Excuse:
    """What speaks for the body beside a fact against it. ``weighs``: that fact counts towards no proposal."""

    words: str
    weighs: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of work, one remedy, one answer owed, judged on its first day and on the day as extended."""

    about: About
    ref: str  # "task:12", "period:40", "finding:3", "difficulty:9"
    opens: int  # id of the task, finding or difficulty whose page shows it
    title: str
    due_at: datetime  # the first day; it never moves
    original: Verdict
    extended: Verdict
    verified: bool = False
    claimed: bool = False  # said to be done, and nobody verified it
    late_minutes: int = 0  # behind the day as extended
    rejected: int = 0  # claims that were sent back
    excuses: tuple[Excuse, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether its outcome is final: verified in time, or late."""
        return self.extended in COUNTED

    @property
    def excused(self) -> bool:
        return any(one.weighs for one in self.excuses)


@dataclass(frozen=True, slots=True)
class Hardship:
    """A stretch of days in which a body's place was struck by something nobody could help, as a document states."""

    first: date
    last: date
    words: str


def of(items: Sequence[Item], about: About) -> list[Item]:
    return [one for one in items if one.about is about]
