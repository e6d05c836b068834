"""Which rows are known: at one moment by a plain filter, period by period by the span of periods that know them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import ibis

from .position import position, position_or_end


def known_at(rows: ibis.Table, moment: datetime) -> ibis.Table:
    """Rows believed at one moment."""
    at = ibis.literal(moment)
    return rows.filter((rows.known_from <= at) & (rows.known_to.isnull() | (rows.known_to > at)))


def knowing(rows: ibis.Table, moments: Sequence[datetime]) -> tuple[Any, Any]:
    """First of the rising moments that knows a row, and the first that no longer does."""
    return position(rows.known_from, moments), position_or_end(rows.known_to, moments)


def together(known_to: Any, also_to: Any) -> Any:
    """When the belief in a pair of rows ends: with the first of the two; null while both are believed."""
    return ibis.ifelse(
        known_to.isnull() | also_to.isnull(), ibis.coalesce(known_to, also_to), ibis.least(known_to, also_to)
    )
