"""Flows: who began and who ceased to meet a predicate in a period.

Beginnings and ends of spans are counted, and whatever merely went on (the same person, the next span, the predicate
still met, the same area) is taken off both. So an opening stock plus who came minus who went is the closing stock, in
every area and period, and as known at any moment: each pair of spans counts while both are believed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from scipy.sparse import csr_array

from binhyen_analytics.engines import Engine

from .cells import Asked, Cells, cells, key
from .counts import Came, Numbers, Went
from .happened import in_periods
from .known import together
from .periods import Period
from .plan import PLACES, Frame
from .rows import Rows

type Mask = np.ndarray[Any, np.dtype[np.bool_]]
type Column = np.ndarray[Any, np.dtype[np.int64]]
SPAN = ("person_id", "commune_code", "legal_from", "legal_to", "known_from", "known_to")
NOWHERE = -1  # outside what is asked for


def moved(engine: Engine, rows: Rows, counts: Sequence[Came | Went], frame: Frame) -> list[Numbers]:
    """Areas × periods for each count. One query, and three per layer."""
    answers = [np.zeros((len(frame.places.areas), len(frame.periods)), dtype=np.int64) for _ in counts]
    asked = ("moved", rows.source, tuple(counts))
    predicates = [*(count.where for count in counts), *(count.because for count in counts)]
    alike = cells(engine, rows, predicates, asked=asked, leading=len(counts))
    if not len(alike):
        return answers
    where, because = alike.masks[:, : len(counts)], alike.masks[:, len(counts) :]
    for layer in frame.layers:
        flows = _Flows(engine, _Spans(alike), layer.pieces, frame, asked)
        for n, count in enumerate(counts):
            answers[n] += layer.periods(flows.of(count, where[:, n], because[:, n]))
    return answers


@dataclass(frozen=True)
class _Spans:
    """Spans with their cells: all that a predicate wants, and those that are counted."""

    alike: Cells

    @cached_property
    def every(self) -> ibis.Table:
        rows = self.alike.rows.table
        return rows.select(*SPAN, key=key(rows, self.alike.columns)).join(self.alike.table, "key").drop("key")

    @cached_property
    def listed(self) -> ibis.Table:
        return self.every.filter(self.every.leading)

    @property
    def begun(self) -> ibis.Table:
        return self.listed.mutate(day=self.listed.legal_from)

    @property
    def ended(self) -> ibis.Table:
        ended = self.listed.filter(self.listed.legal_to.notnull())
        return ended.mutate(day=ended.legal_to)


class _Flows:
    """The beginnings, ends and continuations of one row of periods, by cell."""

    def __init__(self, engine: Engine, spans: _Spans, chain: Sequence[Period], frame: Frame, asked: Asked) -> None:
        self._engine, self._frame, self._chain, self._cells = engine, frame, chain, len(spans.alike)
        question = (*asked, frame.told(chain))
        self._begun = self._by_cell((*question, "begun"), lambda: spans.begun)
        self._ended = self._by_cell((*question, "ended"), lambda: spans.ended)
        pairs = engine.answer((*question, "pairs"), lambda: self._pairs(_following(spans.listed, spans.every)))
        self._on = _Continued(pairs, frame, len(chain))

    def of(self, count: Came | Went, where: Mask, because: Mask) -> Numbers:
        """Areas × periods."""
        if isinstance(count, Came):
            return self._sum(self._begun, where & because) - self._on.inside(where, where & because)
        if count.because is None:
            return self._sum(self._ended, where) - self._on.inside(where, where)
        return self._on.leaving(where, because) - self._on.inside(where, where & because)

    def _sum(self, found: csr_array, mask: Mask) -> Numbers:
        size = (len(self._frame.places.communes), len(self._chain))
        return np.asarray(self._frame.places.members @ (found @ mask.astype(np.int64)).reshape(size))

    def _by_cell(self, question: Hashable, dated: Callable[[], ibis.Table]) -> csr_array:
        """(communes × periods) × cells."""
        found = self._engine.answer(question, lambda: self._counted(dated()))
        at = found["place"].to_numpy().astype(np.int64) * len(self._chain) + found["period"].to_numpy()
        size = len(self._frame.places.communes) * len(self._chain)
        return csr_array((found["n"].to_numpy(), (at, found["cell"].to_numpy())), shape=(size, self._cells))

    def _counted(self, dated: ibis.Table) -> ibis.Table:
        rows = in_periods(dated, self._chain, self._frame).join(self._engine.table(PLACES), "commune_code")
        return rows.group_by("place", "period", "cell").aggregate(n=rows.count())

    def _pairs(self, following: ibis.Table) -> ibis.Table:
        rows = in_periods(following, self._chain, self._frame).join(self._engine.table(PLACES), "commune_code")
        there = self._engine.table(PLACES).rename(to_commune="commune_code", to_place="place")
        rows = rows.left_join(there, "to_commune")
        rows = rows.mutate(to_place=ibis.coalesce(rows.to_place, ibis.literal(NOWHERE)))
        by = ("place", "to_place", "period", "cell", "to_cell")
        return rows.group_by(*by).aggregate(n=rows.count())


def _following(listed: ibis.Table, spans: ibis.Table) -> ibis.Table:
    """Each span of ``listed`` with the one that follows it, on the day of the change, while both are believed."""
    after = spans.select(
        "person_id", day="legal_from", to_commune="commune_code", to_cell="cell", later_known="known_from",
        later_forgotten="known_to",
    )  # fmt: skip
    ended = listed.filter(listed.legal_to.notnull())
    both = ended.join(after, [ended.person_id == after.person_id, ended.legal_to == after.day])
    both = both.select(
        "commune_code", "cell", "day", "to_commune", "to_cell",
        known_from=ibis.greatest(both.known_from, both.later_known),
        known_to=together(both.known_to, both.later_forgotten),
    )  # fmt: skip
    return both.filter(both.known_to.isnull() | (both.known_from < both.known_to))


class _Continued:
    """Pairs of spans, one after the other: with them it is told who stayed from who came or went."""

    def __init__(self, pairs: pa.Table, frame: Frame, periods: int) -> None:
        self._frame, self._periods = frame, periods
        self._place, self._to, self._period, self._cell, self._to_cell, self._n = (
            pairs[name].to_numpy().astype(np.int64) for name in ("place", "to_place", "period", "cell", "to_cell", "n")
        )
        self._stayed = self._place == self._to
        self._moved = np.flatnonzero(~self._stayed & (self._to != NOWHERE))
        members = frame.places.members.tocsc()
        self._both = members[:, self._place[self._moved]].multiply(members[:, self._to[self._moved]]).tocsr()

    def leaving(self, before: Mask, after: Mask) -> Numbers:
        """Pairs from ``before`` to ``after``, in the areas of the first."""
        return self._areas(self._weights(before, after))

    def inside(self, before: Mask, after: Mask) -> Numbers:
        """The same, where both spans lie in the area: at one place, or a move within it."""
        weights = self._weights(before, after)
        moves = weights[self._moved]
        at = (np.arange(len(moves)), self._period[self._moved])
        across = self._both @ csr_array((moves, at), shape=(len(moves), self._periods))
        return self._areas(weights * self._stayed) + np.asarray(across.todense(), dtype=np.int64)

    def _weights(self, before: Mask, after: Mask) -> Column:
        return self._n * (before[self._cell] & after[self._to_cell])

    def _areas(self, weights: Column) -> Numbers:
        size = (len(self._frame.places.communes), self._periods)
        at = self._place * self._periods + self._period
        found = np.bincount(at, weights=weights, minlength=size[0] * size[1]).astype(np.int64).reshape(size)
        return np.asarray(self._frame.places.members @ found)
