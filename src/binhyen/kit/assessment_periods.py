"""The yearly period areas are judged by: named by the year it ends in, with its first day from the law's data.

Decision 28/2025/QĐ-TTg, article 7.1: 15 December of the year before to 14 December.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .paths import LAW

type MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AssessmentPeriod:
    """Both days are in it."""

    first: date
    last: date

    @property
    def year(self) -> int:
        return self.last.year


@cache
def begins() -> MonthDay:
    """Month and day the period begins on, by the newest decision (law/classification)."""
    found = [
        tomllib.loads(file.read_text(encoding="utf-8")) for file in (LAW / "classification").glob("decision_*.toml")
    ]
    first = max(found, key=lambda one: one["valid_from"])["period"]["first"]
    return first["month"], first["day"]


def of_year(year: int, on: MonthDay | None = None) -> AssessmentPeriod:
    """The period named by a year; ``on`` is the month and day it begins on, where not the newest decision's."""
    month, day = on or begins()
    return AssessmentPeriod(date(year - 1, month, day), date(year, month, day) - timedelta(days=1))


def holding(day: date, on: MonthDay | None = None) -> AssessmentPeriod:
    """The period a day lies in."""
    month, first = on or begins()
    return of_year(day.year + (day >= date(day.year, month, first)), on)
