"""The yearly period areas are judged by, as far as a day. Its days are the law's: ``kit.assessment_periods``."""

from dataclasses import dataclass
from datetime import date

from binhyen.kit.assessment_periods import holding, of_year


@dataclass(frozen=True, slots=True)
class Period:
    """``year`` names it; ``on`` is the day it is looked at, its last day or before."""

    year: int
    start: date
    on: date


def first_day(year: int) -> date:
    """The first day of the period named by a year."""
    return of_year(year).first


def year_of(day: date) -> int:
    """The year whose period holds a day."""
    return holding(day).year


def period_of(*, year: int, on: date) -> Period:
    """The period of a year as far as ``on``, but not beyond its last day. Raises ValueError where it lies ahead."""
    whole = of_year(year)
    if on < whole.first:
        raise ValueError(f"the period of {year} begins on {whole.first}")
    return Period(year, whole.first, min(on, whole.last))
