"""Rows alike to every predicate are one cell: predicates run on a few hundred cells, not on a million rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.operations as ops
import numpy as np
import pyarrow as pa
from ibis.common.deferred import Deferred

from binhyen_analytics.engines import Engine

from .rows import Rows

type Asked = tuple[str, str, tuple[Any, ...]]  # the pass, the source, the counts
BAR = "\x1f"  # stands in no code
NULL = "\x1e"


@dataclass(frozen=True)
class Cells:
    """``masks``: cells × predicates. Cells that no predicate wants are not among them."""

    rows: Rows
    predicates: tuple[Deferred | None, ...]
    masks: np.ndarray[Any, np.dtype[np.bool_]]
    engine: Engine
    name: str  # of the table in the engine

    def __len__(self) -> int:
        return len(self.masks)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return columns_of(self.rows.table, self.predicates)

    @property
    def table(self) -> ibis.Table:
        """Each ``key`` with the number of its ``cell``, and whether one of the ``leading`` predicates wants it."""
        return self.engine.table(self.name)


def columns_of(rows: ibis.Table, predicates: Sequence[Deferred | None]) -> tuple[str, ...]:
    """The columns predicates look at."""
    bound = [rows.bind(one)[0].op() for one in predicates if one is not None]
    table = rows.op()
    return tuple(sorted({field.name for one in bound for field in one.find(ops.Field) if field.rel == table}))


def key(rows: ibis.Table, columns: Sequence[str]) -> Any:
    """What a row looks like to the predicates, as one text."""
    texts = [ibis.coalesce(rows[name].cast("string"), ibis.literal(NULL)) for name in columns]
    if not texts:
        return ibis.literal("")
    return texts[0] if len(texts) == 1 else ibis.literal(BAR).join(texts)


def cells(
    engine: Engine, rows: Rows, predicates: Sequence[Deferred | None], *, asked: Asked, leading: int | None = None
) -> Cells:
    """The cells of ``rows`` under ``predicates`` (None: every row), which ``asked`` stands for. One query."""
    found = engine.answer(("cells", *asked), lambda: _alike(rows.table, predicates))
    masks = np.column_stack([found[f"p{n}"].to_numpy(zero_copy_only=False) for n in range(len(predicates))]).astype(
        bool
    )
    wanted = masks.any(axis=1)
    keys = found["key"].combine_chunks().filter(pa.array(wanted))
    masks = masks[wanted]
    numbered = {
        "key": keys.cast(pa.string()), "cell": np.arange(len(keys), dtype=np.int32),
        "leading": masks[:, :leading].any(axis=1),
    }  # fmt: skip
    name = f"cells_{asked[0]}_{rows.source}"
    engine.put(name, pa.table(numbered))
    return Cells(rows, tuple(predicates), masks, engine, name)


def _alike(rows: ibis.Table, predicates: Sequence[Deferred | None]) -> ibis.Table:
    columns = columns_of(rows, predicates)
    alike = rows.group_by(*columns).aggregate(rows=rows.count()) if columns else rows.aggregate(rows=rows.count())
    truths = {f"p{n}": True if one is None else alike.bind(one)[0].fill_null(False) for n, one in enumerate(predicates)}
    return alike.select(key=key(alike, columns), **truths)
