"""Days a deadline falls on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from dateutil.rrule import rrulestr

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


def occurrences(deadline: Deadline, *, start: date, end: date, limit: int = 400) -> tuple[date, ...]:
    """Days from ``start`` to ``end`` on which something is due, in order; a period without a day is due at its end."""
    days: set[date] = set()
    head, _, then = deadline.value.partition(";THEN=")
    if deadline.type in (DeadlineType.DATE, DeadlineType.QUARTER, DeadlineType.COMPOUND) and head:
        days |= {_day(part) for part in head.split("|")}
    rules = deadline.value if deadline.type is DeadlineType.RECURRING else then
    for part in rules.split("|"):
        if part.startswith("FREQ=") and "UNSPECIFIED" not in part:
            days |= set(islice(_rule(part, start, end), limit))
    return tuple(sorted(day for day in days if start <= day <= end))[:limit]


def _rule(part: str, start: date, end: date) -> Iterator[date]:
    options = dict(piece.split("=", 1) for piece in part.split(";"))
    options = {k: v for k, v in options.items() if k not in ("BYHOUR", "BYMINUTE")}
    interval = int(options.get("INTERVAL", 1))
    if options["FREQ"] == "MONTHLY" and 12 % interval == 0 and interval > 1:
        del options["INTERVAL"]
        options["BYMONTH"] = ",".join(str(m) for m in range(interval, 13, interval))
    if options["FREQ"] == "YEARLY":
        options.setdefault("BYMONTH", "12")
    if options["FREQ"] in ("YEARLY", "MONTHLY") and "BYDAY" not in options:
        options.setdefault("BYMONTHDAY", "-1")
    if options["FREQ"] == "WEEKLY":
        options.setdefault("BYDAY", "FR")
    text = ";".join(f"{k}={v}" for k, v in options.items())
    first = datetime(start.year, 1, 1)
    for moment in rrulestr(text, dtstart=first):
        if moment.date() > end:
            return
        if moment.date() >= start:
            yield moment.date()
