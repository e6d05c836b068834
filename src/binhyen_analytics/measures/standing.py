"""Stocks: each stretch is +1 where it begins to count and −1 where it no longer does; sums of these are all stocks.

One scan for any number of predicates, places and points of time, in legal days and in what was known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import ibis
import numpy as np
from scipy.sparse import coo_array

from binhyen_analytics.engines import Engine

from .cells import Asked, Cells, cells, key
from .counts import Numbers, Standing
from .known import knowing
from .plan import PLACES, Frame, Point
from .position import position, position_or_end
from .rows import Rows


def standing(engine: Engine, rows: Rows, counts: Sequence[Standing], frame: Frame) -> list[Numbers]:
    """Communes × periods for each count. One query, and one per row of points."""
    answers = [frame.empty() for _ in counts]
    asked = ("standing", rows.source, tuple(counts))
    alike = cells(engine, rows, [count.where for count in counts], asked=asked)
    if not len(alike) or not frame.places.communes:
        return answers
    for points in frame.stairs:
        stocks = _stocks(engine, alike, points, frame, asked)
        columns = {opening: _columns(points, frame, opening=opening) for opening in (False, True)}
        for answer, count, stock in zip(answers, counts, stocks, strict=True):
            periods, at = columns[count.opening]
            answer[:, periods] = stock[:, at]
    return answers


def _columns(points: Sequence[Point], frame: Frame, *, opening: bool) -> tuple[list[int], list[int]]:
    """Which periods close (or open) on one of these points, and on which."""
    number = {point: n for n, point in enumerate(points)}
    wanted = frame.opening() if opening else frame.closing()
    found = [(n, number[point]) for n, point in enumerate(wanted) if point in number]
    return [n for n, _at in found], [at for _n, at in found]


def _stocks(engine: Engine, alike: Cells, points: Sequence[Point], frame: Frame, asked: Asked) -> Iterator[Numbers]:
    """Communes × points, predicate after predicate."""
    found = engine.answer(
        (*asked, frame.told(points)),
        lambda: _changes(engine, _stretches(alike.rows.table, points, frame), alike, len(points)),
    )
    size = (len(frame.places.communes), len(points))
    at = found["place"].to_numpy().astype(np.int64) * size[1] + found["point"].to_numpy()
    changes = coo_array((found["n"].to_numpy(), (at, found["cell"].to_numpy())), shape=(size[0] * size[1], len(alike)))
    by_count = np.asarray(changes.tocsr() @ alike.masks.astype(np.int64)).T  # counts × (places × points)
    return (np.cumsum(changed.reshape(size), axis=1) for changed in by_count)


def _stretches(rows: ibis.Table, points: Sequence[Point], frame: Frame) -> ibis.Table:
    """Rows with the points between which they count."""
    days = [on for on, _known in points]
    first, after = position(rows.legal_from, days), position_or_end(rows.legal_to, days)
    if frame.one_moment is None:  # else the rows are those known then already
        learnt, forgotten = knowing(rows, [known for _on, known in points])
        first, after = ibis.greatest(first, learnt), ibis.least(after, forgotten)
    placed = rows.mutate(first=first, after=after)
    return placed.filter(placed["first"] < placed["after"])


def _changes(engine: Engine, stretches: ibis.Table, alike: Cells, points: int) -> ibis.Table:
    """place, point, cell, n: how many more than at the point before."""
    keyed = stretches.select("commune_code", "first", "after", key=key(stretches, alike.columns))
    keyed = keyed.join(alike.table, "key").join(engine.table(PLACES), "commune_code")
    begun = keyed.select("place", "cell", point=keyed["first"], sign=ibis.literal(1, "int64"))
    ended = keyed.filter(keyed["after"] < points)
    ended = ended.select("place", "cell", point=ended["after"], sign=ibis.literal(-1, "int64"))
    both = begun.union(ended)
    return both.group_by("place", "point", "cell").aggregate(n=both.sign.sum())
