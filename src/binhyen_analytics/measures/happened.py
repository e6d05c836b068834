"""Events of periods: counted, summed, or as different persons. One scan for all predicates over the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import ibis
import numpy as np
from ibis.common.deferred import Deferred
from scipy.sparse import csr_array

from binhyen_analytics.engines import Engine

from .cells import Asked, Cells, cells, key
from .counts import Distinct, Happened, Numbers
from .known import knowing
from .periods import Period
from .plan import AREAS, PLACES, Frame
from .position import position
from .rows import Rows


def in_periods(rows: ibis.Table, chain: Sequence[Period], frame: Frame) -> ibis.Table:
    """Rows dated in one of the periods of a chain and known to it, with its number as ``period``."""
    number = position(rows.day, [one.end for one in chain])
    begun = position(rows.day, [one.eve for one in chain])  # a day after the eve is in the period or past it
    moments = [frame.known(one) for one in chain]
    if frame.one_moment is not None:  # of which the rows are already
        placed = rows.mutate(period=number, begun=begun)
        return placed.filter((placed.period < len(chain)) & (placed.begun == placed.period + 1))
    learnt, forgotten = knowing(rows, moments)
    placed = rows.mutate(period=number, begun=begun, learnt=learnt, forgotten=forgotten)
    here = (placed.period < len(chain)) & (placed.begun == placed.period + 1)
    return placed.filter(here & (placed.learnt <= placed.period) & (placed.period < placed.forgotten))


def happened(engine: Engine, rows: Rows, counts: Sequence[Happened], frame: Frame) -> list[Numbers]:
    """Communes × periods for each count. One query, and one per layer and amount."""
    answers = [frame.empty() for _ in counts]
    asked = ("happened", rows.source, tuple(counts))
    alike = cells(engine, rows, [count.where for count in counts], asked=asked)
    if not len(alike) or not frame.places.communes:
        return answers
    by_amount: dict[str, list[int]] = {}
    for n, count in enumerate(counts):
        by_amount.setdefault(repr(count.amount), []).append(n)
    for layer in frame.layers:
        for numbers in by_amount.values():
            sums = _sums(engine, counts[numbers[0]], alike, layer.pieces, frame, asked)
            for n in numbers:
                found = (sums @ alike.masks[:, n].astype(np.int64)).reshape(-1, len(layer.pieces))
                answers[n] += layer.periods(found)
    return answers


def _sums(
    engine: Engine, count: Happened, alike: Cells, pieces: Sequence[Period], frame: Frame, asked: Asked
) -> csr_array:
    """(communes × periods) × cells."""
    found = engine.answer(
        (*asked, count, frame.told(pieces)),
        lambda: _weighed(engine, in_periods(alike.rows.table, pieces, frame), count.amount, alike),
    )
    at = found["place"].to_numpy().astype(np.int64) * len(pieces) + found["period"].to_numpy()
    shape = (len(frame.places.communes) * len(pieces), len(alike))
    return csr_array((found["n"].to_numpy(), (at, found["cell"].to_numpy())), shape=shape)


def _weighed(engine: Engine, dated: ibis.Table, amount: Deferred | None, alike: Cells) -> ibis.Table:
    """place, period, cell, n."""
    weight = ibis.literal(1, "int64") if amount is None else dated.bind(amount)[0].fill_null(0).cast("int64")
    keyed = dated.select("commune_code", "period", key=key(dated, alike.columns), weight=weight)
    keyed = keyed.join(alike.table, "key").join(engine.table(PLACES), "commune_code")
    return keyed.group_by("place", "period", "cell").aggregate(n=keyed.weight.sum().cast("int64"))


def distinct(engine: Engine, rows: Rows, counts: Sequence[Distinct], frame: Frame) -> list[Numbers]:
    """Areas × periods for each count: a person counts once in an area, however many of its communes saw them."""
    size = (len(frame.places.areas), len(frame.periods))
    answers = [np.zeros(size, dtype=np.int64) for _ in counts]
    for chain in frame.chains:
        columns, pieces = [frame.periods.index(one) for one in chain.pieces], chain.pieces
        question = ("distinct", rows.source, tuple(counts), frame.told(pieces))
        found = engine.answer(question, partial(_different, engine, rows, counts, pieces, frame))
        area, number = found["area"].to_numpy(), np.asarray(columns)[found["period"].to_numpy()]
        for n, answer in enumerate(answers):
            answer[area, number] = found[f"n{n}"].to_numpy()
    return answers


def _different(
    engine: Engine, rows: Rows, counts: Sequence[Distinct], pieces: Sequence[Period], frame: Frame
) -> ibis.Table:
    """area, period, and n0, n1 … for the counts."""
    dated = in_periods(rows.table, pieces, frame).join(engine.table(AREAS), "commune_code")
    wanted = {
        f"n{n}": dated[count.who].nunique(where=None if count.where is None else dated.bind(count.where)[0])
        for n, count in enumerate(counts)
    }
    return dated.group_by("area", "period").aggregate(**wanted)
