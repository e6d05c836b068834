"""When a deadline falls: from its stored value to days. Plain Python: no database, no clock.

Values are those of the reader (``reader.values.Deadline.value``). Working days are not this module's business: the
law of the duty decides whether a day moves, the calendar page only tells that it is a day off.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

QUARTER_MONTHS = 3
SERIES = date(2024, 1, 1)  # a Monday: where a series begins of which nobody knows the day
LONGEST_SPAN_DAYS = 800  # a page shows at most two years; keeps a hostile rule from being expanded for ever
MOST_OCCURRENCES = 1000


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def due_day(deadline_type: str, value: str) -> date | None:
    """The one last day of a date, quarter or compound deadline; None where there is no single day.

    A quarter ends on its last day; a compound deadline is due at its first part.
    """
    if deadline_type == "compound":
        first = value.split(";THEN=", 1)[0]
        return due_day("quarter" if "-Q" in first else "date", first)
    if deadline_type == "quarter":
        year, quarter = value.split("|")[-1].split("-Q")  # "quý II, quý IV" ends with the last
        return last_day(int(year), int(quarter) * QUARTER_MONTHS)
    if deadline_type == "date":
        try:
            return date.fromisoformat(value.split("|")[0])
        except ValueError:
            return None
    return None


def occurrences(deadline_type: str, value: str, start: date, end: date, *, since: date | None = None) -> list[date]:
    """Days within ``start``..``end`` (both included) on which the deadline falls, in order, without doubles.

    ``since`` is the day the directive was issued: recurring work does not fall due before it, and every second week
    or third day counts from it. Continuous work and work without a deadline have no days. A rhythm without a printed
    day falls on the last day of its period.
    """
    if end < start or (end - start).days > LONGEST_SPAN_DAYS:
        raise ValueError("span of days is empty or longer than two years")
    days: set[date] = set()
    if deadline_type in {"date", "quarter"}:
        days.update(day for part in value.split("|") if (day := due_day(deadline_type, part)))
    elif deadline_type == "compound" and (day := due_day(deadline_type, value)):
        days.add(day)
    if deadline_type == "recurring":
        days.update(_recurring(value, start, end, since))
    elif deadline_type == "compound" and ";THEN=FREQ=" in value:
        first, begins = due_day(deadline_type, value), since
        if first:
            begins = max(since or date.min, first + timedelta(days=1))
        days.update(_recurring(value.split(";THEN=", 1)[1], start, end, begins))
    return sorted(day for day in days if start <= day <= end)


def _recurring(value: str, start: date, end: date, since: date | None) -> Iterator[date]:
    """Days of the rules from ``start`` to ``end``, none before ``since``, where their series begins."""
    begin = max(start, since) if since else start
    for rule in value.split("|"):
        parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
        if parts.get("FREQ") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
            continue  # "định kỳ" without a period: there is no day to show
        kept = with_day(parts)
        first, last = _first(kept, begin, since or SERIES), min(end, last_day_of(parts) or end)
        text = ";".join(f"{key}={given}" for key, given in kept.items())
        found = rrulestr(text, dtstart=datetime(first.year, first.month, first.day))  # noqa: DTZ001 - whole days, no zone
        for count, moment in enumerate(found.xafter(datetime(begin.year, begin.month, begin.day), inc=True)):  # noqa: DTZ001
            if moment.date() > last or count > MOST_OCCURRENCES:
                break
            yield moment.date()


def _first(parts: dict[str, str], begin: date, since: date) -> date:
    """The last day at or before ``begin`` from which the intervals of a series begun on ``since`` may be counted.

    Days and weeks count from the day it began; months and years from the start of its year, so that quarters and
    half-years are those of the calendar. So what a page shows does not depend on the span it asks for.
    """
    every = max(1, int(parts.get("INTERVAL", "1")))
    if parts["FREQ"] == "DAILY":
        return begin - timedelta(days=(begin - since).days % every)
    if parts["FREQ"] == "WEEKLY":
        monday, first = begin - timedelta(days=begin.weekday()), since - timedelta(days=since.weekday())
        return monday - timedelta(weeks=(monday - first).days // 7 % every)
    if parts["FREQ"] == "YEARLY":
        return date(begin.year - (begin.year - since.year) % every, 1, 1)
    months = (begin.year - since.year) * 12 + begin.month - 1
    year, month = divmod(begin.year * 12 + begin.month - 1 - months % every, 12)
    return date(year, month + 1, 1)


def last_day_of(parts: Mapping[str, str]) -> date | None:
    """The last day of a rule that ends (UNTIL of RFC 5545); None where it does not."""
    given = parts.get("UNTIL", "")[:8]
    return datetime.strptime(given, "%Y%m%d").date() if given.isdecimal() else None  # noqa: DTZ007 - a day


def with_day(parts: dict[str, str]) -> dict[str, str]:
    """The rule with a day where none is printed: Friday of a week, the last day of a month, quarter or year."""
    kept = {key: given for key, given in parts.items() if key in {"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY"}}
    frequency = kept["FREQ"]
    if frequency == "WEEKLY" and "BYDAY" not in kept:
        kept["BYDAY"] = "FR"
    if frequency in {"MONTHLY", "YEARLY"} and not {"BYMONTHDAY", "BYDAY"} & kept.keys():
        kept["BYMONTHDAY"] = "-1"
    if kept.get("BYMONTHDAY") in {"29", "30", "31"}:  # a short month has its last day instead
        kept |= {"BYMONTHDAY": ",".join(str(day) for day in range(28, int(kept["BYMONTHDAY"]) + 1)), "BYSETPOS": "-1"}
    if frequency == "YEARLY" and "BYMONTH" not in kept:
        kept["BYMONTH"] = "12"
    interval = kept.get("INTERVAL", "1")
    if frequency == "MONTHLY" and interval in {"2", "3", "4", "6"} and "BYMONTH" not in kept:
        step = int(interval)
        kept["BYMONTH"] = ",".join(str(month) for month in range(step, 13, step))
        kept["INTERVAL"] = "1"
    return kept
