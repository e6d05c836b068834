"""Rows alike to every predicate are one cell: predicates run on a few hundred cells, not on a million rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.operations as ops
import numpy as np
import pyarrow as pa
from ibis.common.deferred import Deferred

from binhyen_analytics.engines import Engine

BAR = "\x1f"  # stands in no code
NULL = "\x1e"


@dataclass(frozen=True, slots=True)
class Cells:
    """``masks``: cells × predicates. ``table`` gives each key its number, without cells that no predicate wants."""

    columns: tuple[str, ...]
    masks: np.ndarray[Any, np.dtype[np.bool_]]
    table: ibis.Table

    def __len__(self) -> int:
        return len(self.masks)


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


def cells(engine: Engine, rows: ibis.Table, predicates: Sequence[Deferred | None]) -> Cells:
    """The cells of ``rows`` under ``predicates`` (None: every row). One query."""
    columns = columns_of(rows, predicates)
    alike = rows.group_by(*columns).aggregate(rows=rows.count()) if columns else rows.aggregate(rows=rows.count())
    truths = {f"p{n}": True if one is None else alike.bind(one)[0].fill_null(False) for n, one in enumerate(predicates)}
    found = engine.rows(alike.select(key=key(alike, columns), **truths))
    masks = np.column_stack([found[f"p{n}"].to_numpy(zero_copy_only=False) for n in range(len(predicates))]).astype(
        bool
    )
    wanted = masks.any(axis=1)
    keys = found["key"].combine_chunks().filter(pa.array(wanted))
    numbers = pa.array(np.arange(len(keys), dtype=np.int32))
    table = ibis.memtable(pa.table({"key": keys.cast(pa.string()), "cell": numbers}))
    return Cells(columns, masks[wanted], table)
