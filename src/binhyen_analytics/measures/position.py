"""Where a day or a moment falls among many: one expression instead of a query per period or a join by range."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import ibis
from ibis.expr.types import Column, IntegerValue

type Cut = date | datetime


def position(column: Column, cuts: Sequence[Cut], low: int = 0, high: int | None = None) -> IntegerValue:
    """How many of the rising ``cuts`` lie before the value; by halving, so 60 months are six comparisons."""
    top = len(cuts) if high is None else high
    if low == top:
        return ibis.literal(low, "int16")
    if cuts[low] == cuts[top - 1]:  # one and the same: as many moments of knowing often are
        return ibis.ifelse(column > ibis.literal(cuts[low]), ibis.literal(top, "int16"), ibis.literal(low, "int16"))
    middle = (low + top) // 2
    return ibis.ifelse(
        column > ibis.literal(cuts[middle]),
        position(column, cuts, middle + 1, top),
        position(column, cuts, low, middle),
    )


def position_or_end(column: Column, cuts: Sequence[Cut]) -> IntegerValue:
    """The same for an end that may be open."""
    return ibis.ifelse(column.isnull(), ibis.literal(len(cuts), "int16"), position(column, cuts))
