"""Stocks: each stretch is +1 where it begins to count and −1 where it no longer does; sums of these are all stocks.

One scan for any number of predicates, places and points of time, in legal days and in what was known.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import numpy as np
from scipy.sparse import coo_array

from binhyen_analytics.engines import Engine

from .cells import cells, key
from .counts import Numbers, Standing
from .known import knowing
from .plan import Frame
from .position import position, position_or_end


def standing(engine: Engine, rows: ibis.Table, counts: Sequence[Standing], frame: Frame) -> list[Numbers]:
    """Communes × periods for each count. Two queries."""
    alike = cells(engine, rows, [count.where for count in counts])
    size = (len(frame.places.communes), len(frame.points))
    if not len(alike) or not size[0]:
        return [frame.empty() for _ in counts]
    found = engine.rows(_changes(_stretches(rows, frame), alike.columns, alike.table, frame))
    at = found["place"].to_numpy().astype(np.int64) * size[1] + found["point"].to_numpy()
    changes = coo_array((found["n"].to_numpy(), (at, found["cell"].to_numpy())), shape=(size[0] * size[1], len(alike)))
    by_count = np.asarray(changes.tocsr() @ alike.masks.astype(np.int64)).T  # counts × (places × points)
    closing, opening = frame.closing(), frame.opening()
    answers = []
    for count, changed in zip(counts, by_count, strict=True):
        stock = np.cumsum(changed.reshape(size), axis=1)
        answers.append(np.ascontiguousarray(stock[:, opening if count.opening else closing]))
    return answers


def _stretches(rows: ibis.Table, frame: Frame) -> ibis.Table:
    """Rows with the points of time between which they count."""
    days = [on for on, _ in frame.points]
    if frame.one_moment is not None:  # of which the rows are already
        placed = rows.mutate(first=position(rows.legal_from, days), after=position_or_end(rows.legal_to, days))
    else:
        learnt, forgotten = knowing(rows, [known for _, known in frame.points])
        placed = rows.mutate(
            first=ibis.greatest(position(rows.legal_from, days), learnt),
            after=ibis.least(position_or_end(rows.legal_to, days), forgotten),
        )
    return placed.filter(placed["first"] < placed["after"])


def _changes(stretches: ibis.Table, columns: Sequence[str], alike: ibis.Table, frame: Frame) -> ibis.Table:
    """place, point, cell, n: how many more than at the point before."""
    keyed = stretches.select("commune_code", "first", "after", key=key(stretches, columns))
    keyed = keyed.join(alike, "key").join(frame.places.table(), "commune_code")
    begun = keyed.select("place", "cell", point=keyed["first"], sign=ibis.literal(1, "int64"))
    ended = keyed.filter(keyed["after"] < len(frame.points))
    ended = ended.select("place", "cell", point=ended["after"], sign=ibis.literal(-1, "int64"))
    both = begun.union(ended)
    return both.group_by("place", "point", "cell").aggregate(n=both.sign.sum())
