"""Periods of figures. Administrative ones run from the 15th to the 14th (Decree 09/2019), statistical ones by calendar.

The same event lies in different months of the two; figures are computed from the days, never from one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

ADMINISTRATIVE_DAY = 15


class Calendar(StrEnum):
    ADMINISTRATIVE = "ADMINISTRATIVE"
    STATISTICAL = "STATISTICAL"


class Length(StrEnum):
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF = "HALF"
    YEAR = "YEAR"


MONTHS = {Length.MONTH: 1, Length.QUARTER: 3, Length.HALF: 6, Length.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Both days belong to it. ``known_at`` is set where the figure is wanted as it was reported then."""

    start: date
    end: date
    known_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period from {self.start} cannot end on {self.end}")

    @property
    def eve(self) -> date:
        """The day whose stock is the opening one."""
        return self.start - timedelta(days=1)

    def year_before(self) -> Period:
        return replace(self, start=_years(self.start, -1), end=_years(self.end, -1))


def day(on: date, *, known_at: datetime | None = None) -> Period:
    """A stock as of one day."""
    return Period(on, on, known_at)


def period(length: Length, year: int, number: int = 1, *, calendar: Calendar = Calendar.ADMINISTRATIVE) -> Period:
    """The ``number``-th month, quarter, half or the year: administrative year 2026 is 15/12/2025 to 14/12/2026."""
    months = MONTHS[length]
    if not 1 <= number <= 12 // months:
        raise ValueError(f"there is no {length} {number}")
    first = months * (number - 1)  # months after the year began
    start, after = _month(year, first), _month(year, first + months)
    if calendar is Calendar.ADMINISTRATIVE:  # half a month earlier
        start = _month(year, first - 1).replace(day=ADMINISTRATIVE_DAY)
        after = _month(year, first + months - 1).replace(day=ADMINISTRATIVE_DAY)
    return Period(start, after - timedelta(days=1))


def of_day(on: date, length: Length, *, calendar: Calendar = Calendar.ADMINISTRATIVE) -> Period:
    """The period a day lies in."""
    late = calendar is Calendar.ADMINISTRATIVE and on.day >= ADMINISTRATIVE_DAY
    month = _month(on.year, on.month if late else on.month - 1)
    return period(length, month.year, (month.month - 1) // MONTHS[length] + 1, calendar=calendar)


def last(
    count: int, length: Length, until: date, *, calendar: Calendar = Calendar.ADMINISTRATIVE
) -> tuple[Period, ...]:
    """``count`` periods in order, the last one the one ``until`` lies in."""
    found = [of_day(until, length, calendar=calendar)]
    while len(found) < count:
        found.append(of_day(found[-1].eve, length, calendar=calendar))
    return tuple(reversed(found))


def chains(periods: Iterable[Period]) -> list[list[Period]]:
    """Periods sorted into rows in which none overlaps another: months, quarters and years asked for at once."""
    rows: list[list[Period]] = []
    for one in sorted(set(periods), key=lambda p: (p.start, p.end, p.known_at is not None, p.known_at or 0)):
        for row in rows:
            if row[-1].end < one.start and _later(row[-1].known_at, one.known_at):
                row.append(one)
                break
        else:
            rows.append([one])
    return rows


def pieces(periods: Iterable[Period], known_at: datetime) -> list[Period]:
    """The days of periods cut wherever one begins or ends: every period is whole pieces, none of which overlap."""
    asked = list(periods)
    begins = sorted({one.start for one in asked} | {one.end + timedelta(days=1) for one in asked})
    found = [Period(start, after - timedelta(days=1), known_at) for start, after in pairwise(begins)]
    return [one for one in found if any(other.start <= one.start and one.end <= other.end for other in asked)]


def _later(before: datetime | None, after: datetime | None) -> bool:
    return before == after or (before is not None and after is not None and before <= after)


def _month(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1)


def _years(on: date, years: int) -> date:
    """The same day of another year; the last day of a month stays one."""
    last_day = (_month(on.year + years, on.month) - timedelta(days=1)).day
    ends_month = (on + timedelta(days=1)).day == 1
    return on.replace(year=on.year + years, day=last_day if ends_month else min(on.day, last_day))
