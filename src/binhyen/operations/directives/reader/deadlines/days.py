"""The day a deadline ends."""

from __future__ import annotations

from datetime import date

from binhyen.operations.directives.reader.values import Deadline, DeadlineType

from .words import quarter_end


def last_day(deadline: Deadline) -> date | None:
    """The day a one-off deadline ends (the first end of a compound); None for rhythms and for none."""
    head = deadline.value.split(";THEN=")[0]
    if deadline.type not in (DeadlineType.DATE, DeadlineType.QUARTER, DeadlineType.COMPOUND) or not head:
        return None
    return max(_day(part) for part in head.split("|"))


def _day(value: str) -> date:
    if "-Q" in value:
        return quarter_end(int(value[:4]), int(value[-1]))
    return date.fromisoformat(value)
