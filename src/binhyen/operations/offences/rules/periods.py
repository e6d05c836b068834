"""The yearly period areas are judged by: 15 December of the year before to 14 December."""

from dataclasses import dataclass
from datetime import date, timedelta

FIRST_MONTH, FIRST_DAY = 12, 15


@dataclass(frozen=True, slots=True)
class Period:
    """``year`` names it; ``on`` is the day it is looked at, its last day or before."""

    year: int
    start: date
    on: date


def first_day(year: int) -> date:
    """Source: Decision 28/2025/QĐ-TTg, article 7.1."""
    return date(year - 1, FIRST_MONTH, FIRST_DAY)


def year_of(day: date) -> int:
    """The year whose period holds a day."""
    return day.year + (day >= date(day.year, FIRST_MONTH, FIRST_DAY))


def period_of(*, year: int, on: date) -> Period:
    """The period of a year as far as ``on``, but not beyond its last day. Raises ValueError where it lies ahead."""
    start, last = first_day(year), first_day(year + 1) - timedelta(days=1)
    if on < start:
        raise ValueError(f"the period of {year} begins on {start}")
    return Period(year, start, min(on, last))
