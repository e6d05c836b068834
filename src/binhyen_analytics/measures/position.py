"""Where a day or a moment falls among many: one expression instead of a query per period or a join by range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import add
from typing import Any

import ibis
from ibis.expr.types import Column, DateColumn

type Cut = date | datetime
LAST = 31  # the last day of any month
SHORT = 4  # months: fewer are compared one by one


def position(column: Column, cuts: Sequence[Cut]) -> Any:
    """How many of the rising ``cuts`` lie before the value.

    Ends of months, which periods mostly have, are reckoned from year and month; the rest is found by halving.
    """
    runs, rest = _runs(cuts) if isinstance(column, DateColumn) else ([], list(cuts))
    found = [_by_month(column, run) for run in runs]
    if rest or not found:
        found.append(_halving(column, rest, 0, len(rest)))
    return reduce(add, found)


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


@dataclass(frozen=True, slots=True)
class Run:
    """One cut in each of ``count`` months after another, all on the same day (31: the last of the month)."""

    first: date
    on: int
    count: int


def _runs(cuts: Sequence[Cut]) -> tuple[list[Run], list[Cut]]:
    """Runs, and the cuts that are in none."""
    by_day: dict[int, list[date]] = {}
    rest: list[Cut] = []
    for one in dict.fromkeys(cuts):
        by_day.setdefault(_day(one), []).append(one)
    rest += [one for n, one in enumerate(cuts) if n and one == cuts[n - 1]]  # the same day twice, known differently
    runs = []
    for on, days in by_day.items():
        for run in _consecutive(days):
            if len(run) < SHORT:
                rest += run
            else:
                runs.append(Run(run[0], on, len(run)))
    return runs, sorted(rest)


def _day(one: date) -> int:
    return LAST if (one + timedelta(days=1)).day == 1 else one.day


def _consecutive(days: Sequence[date]) -> Iterator[list[date]]:
    """Cut where a month has none."""
    run: list[date] = []
    for one in days:
        if run and (one.year - run[-1].year) * 12 + one.month - run[-1].month != 1:
            yield run
            run = []
        run.append(one)
    yield run


def _by_month(column: DateColumn, run: Run) -> Any:
    first = run.first.year * 12 + run.first.month
    months = column.year().cast("int32") * 12 + column.month().cast("int32") - first
    passed = months + (column.day() > run.on).cast("int32")
    return ibis.least(ibis.greatest(passed, ibis.literal(0, "int32")), ibis.literal(run.count, "int32"))
