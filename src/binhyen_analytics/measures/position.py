"""Where a day or a moment falls among many: one expression instead of a query per period or a join by range."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import ibis
from ibis.expr.types import Column, DateColumn

type Cut = date | datetime
LAST = 31  # the last day of any month


def position(column: Column, cuts: Sequence[Cut]) -> Any:
    """How many of the rising ``cuts`` lie before the value."""
    monthly = _monthly(cuts)
    if monthly is not None and isinstance(column, DateColumn):
        return _by_month(column, cuts[0], monthly, len(cuts))
    return _halving(column, cuts, 0, len(cuts))


def position_or_end(column: Column, cuts: Sequence[Cut]) -> Any:
    """The same for an end that may be open."""
    return ibis.ifelse(column.isnull(), ibis.literal(len(cuts), "int32"), position(column, cuts))


def _halving(column: Column, cuts: Sequence[Cut], low: int, high: int) -> Any:
    """60 cuts are six comparisons."""
    if low == high:
        return ibis.literal(low, "int32")
    if cuts[low] == cuts[high - 1]:  # one and the same: as many moments of knowing often are
        return ibis.ifelse(column > ibis.literal(cuts[low]), ibis.literal(high, "int32"), ibis.literal(low, "int32"))
    middle = (low + high) // 2
    return ibis.ifelse(
        column > ibis.literal(cuts[middle]),
        _halving(column, cuts, middle + 1, high),
        _halving(column, cuts, low, middle),
    )


def _monthly(cuts: Sequence[Cut]) -> int | None:
    """The day of the month all cuts lie on (31: its last), if there is one in each month; what periods mostly are."""
    if len(cuts) < 3 or any(isinstance(one, datetime) for one in cuts):
        return None
    months = [one.year * 12 + one.month for one in cuts]
    if months != list(range(months[0], months[0] + len(cuts))):
        return None
    if all((one + timedelta(days=1)).day == 1 for one in cuts):
        return LAST
    return cuts[0].day if len({one.day for one in cuts}) == 1 else None


def _by_month(column: DateColumn, first: Cut, on: int, count: int) -> Any:
    months = column.year().cast("int32") * 12 + column.month().cast("int32") - (first.year * 12 + first.month)
    passed = months + (column.day() > on).cast("int32")
    return ibis.least(ibis.greatest(passed, ibis.literal(0, "int32")), ibis.literal(count, "int32"))
