"""Figures of a report: of which days each column is, and what a stored pair of numbers says in a cell."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache

from binhyen.monitoring.indicators.rules.dictionary import dictionary
from binhyen.monitoring.reporting.values.forms import Cell, FormDefinition, Part, Source, Span
from binhyen.monitoring.reporting.values.periods import Rhythm

from . import calendar

type Pair = tuple[int | None, int | None]
type Days = tuple[date, date]


def key(indicator: str, span: Span) -> str:
    """Under which a pair is stored."""
    return f"{indicator}|{span}"


def wanted(form: FormDefinition) -> dict[Span, list[str]]:
    """The indicators a form's cells hold, by the days they are of."""
    found: dict[Span, list[str]] = {}
    for cell in form.cells():
        if cell.indicator and cell.source is Source.FIGURE:
            codes = found.setdefault(cell.span, [])
            if cell.indicator not in codes:
                codes.append(cell.indicator)
    return found


def days_of(span: Span, rhythm: Rhythm, first: date, last: date) -> Days:
    """The days a column of a report of ``first`` to ``last`` is of."""
    if span is Span.BEFORE:
        return calendar.before(rhythm, first, last)
    if span is Span.YEAR_BEFORE:
        return calendar.year_before(rhythm, first, last)
    if span is Span.YEAR:
        return calendar.year_to(rhythm, last), last
    return first, last


def counted_days(span: Span, rhythm: Rhythm, first: date, last: date, today: date) -> Days:
    """The days a column is counted over by ``today``: of what still runs, until then."""
    start, end = days_of(span, rhythm, first, last)
    return start, max(start, min(end, today))


def number(cell: Cell, figures: Mapping[str, list[int | None]]) -> Fraction | None:
    """What the figures of an area say in a cell; None where that is not known. Never nought for not known."""
    pair = figures.get(key(cell.indicator, cell.span))
    if pair is None:
        return None
    above, below = pair
    if cell.part is Part.DENOMINATOR:
        return None if below is None else Fraction(below)
    entry = dictionary().entries.get(cell.indicator)
    return None if above is None else Fraction(above, entry.scale if entry else 1)


def stored(found: Fraction | None) -> str | None:
    """A number as text that reads back exactly: "12", "2.5", "1/3"."""
    if found is None:
        return None
    if found.denominator == 1:
        return str(found.numerator)
    scaled = found * 10**6
    if scaled.denominator == 1:
        whole, rest = divmod(abs(scaled.numerator), 10**6)
        return f"{'-' if found < 0 else ''}{whole}.{rest:06}".rstrip("0")
    return f"{found.numerator}/{found.denominator}"


@lru_cache(maxsize=65_536)  # small counts come again and again: thousands of reports are read at once
def read(text: str | None) -> Fraction | None:
    """The number ``stored`` wrote; None for nothing and for words."""
    try:
        return Fraction(text) if text else None
    except (ValueError, ZeroDivisionError):
        return None
