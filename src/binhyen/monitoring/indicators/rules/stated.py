"""Which figure a unit reported holds for a period. The product does not guess: no part is taken for a whole."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .dictionary import Entry
from .periods import FOLDER, Period


@cache
def lasts() -> timedelta:
    """How long a stock is known after the day it is of."""
    given = tomllib.loads((FOLDER / "stated.toml").read_text(encoding="utf-8"))
    return timedelta(days=given["lasts"]["days"])


@dataclass(frozen=True, slots=True)
class Stated:
    """Of the days from ``start`` to ``on``; a stock is of ``on``."""

    start: date
    on: date
    numerator: int
    denominator: int | None


def of_days(entry: Entry, rows: Iterable[Stated], *, start: date, end: date, over: bool) -> Stated | None:
    """The figure of [``start``, ``end``]: of a flow just these days, while they still run the last to date.

    Of a stock the last one reported by then, while it lasts.
    """
    if entry.period == "STOCK":
        fit = [one for one in rows if one.on <= end and end - one.on < lasts()]
    else:
        fit = [one for one in rows if one.start == start and (one.on == end if over else one.on <= end)]
    return max(fit, key=lambda one: one.on, default=None)


def line(
    entry: Entry, rows: Iterable[Stated], periods: Iterable[Period], *, today: date
) -> tuple[list[int | None], list[int | None] | None]:
    """Numerators and denominators of ``periods``; None where nobody reported."""
    known = list(rows)
    found = [of_days(entry, known, start=one.start, end=one.end, over=one.end < today) for one in periods]
    above = [one.numerator if one else None for one in found]
    return above, [one.denominator if one else None for one in found] if entry.denominator else None
