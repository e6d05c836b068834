"""The moves of a person as the facts tell them: who left when, and how the place of arrival answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from binhyen.kit.calendar import Calendar
from binhyen.operations.cases.values import Fact, FactKind

from .clocks import clock_rules, due
from .fold import ordered, standing
from .parameters import version
from .time import day_of

CLOCK = "TRANSFER_ACCEPTED"
_ENDS = frozenset({FactKind.MOVED_IN, FactKind.MOVE_REFUSED})


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody left by ``out`` and the answer was ``end``."""

    out: Fact
    end: Fact

    @property
    def refused(self) -> bool:
        return self.end.kind is FactKind.MOVE_REFUSED


def passages(facts: Iterable[Fact]) -> list[Passage]:
    """Every move that was answered, in the order of the law. One that waits, or was overtaken, is none."""
    found: list[Passage] = []
    out: Fact | None = None
    for _, fact in ordered(standing(facts)):
        if fact.kind is FactKind.MOVED_OUT:
            out = fact
        elif fact.kind in _ENDS and out is not None:
            found.append(Passage(out, fact))
            out = None
    return found


def answer_due(left: datetime, holidays: Calendar) -> datetime:
    """Until when the place of arrival had to answer somebody who left at a moment, by the law of that day."""
    return due(version(clock_rules()[CLOCK], day_of(left)), left, holidays) or left
