"""Numbers as a table: indicator after indicator, each with the same areas and periods, which are stored once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from .counts import Count, Indicator, Numbers, YearBefore
from .evaluate import Answer, Answers
from .periods import Period
from .plan import Frame

OK, UNKNOWN, NO_SOURCE = 0, 1, 2
STATUSES = pa.array(["OK", "UNKNOWN", "NO_SOURCE"])
SCHEMA = pa.schema(
    [
        ("code", pa.dictionary(pa.int32(), pa.string())),
        ("area", pa.dictionary(pa.int32(), pa.string())),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("known_at", pa.timestamp("us", tz="UTC")),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
        ("status", pa.dictionary(pa.int8(), pa.string())),
    ]
)
type Flags = np.ndarray[Any, np.dtype[np.bool_]]


def table_of(answers: Answers, wanted: Sequence[Indicator], frame: Frame, asked: Sequence[Period]) -> pa.Table:
    """One chunk per indicator; areas and periods are the same memory in all of them."""
    at = {one: n for n, one in enumerate(frame.periods)}
    here = [at[one] for one in asked]
    before = [at.get(one.year_before(), -1) for one in asked]
    codes = pa.array([one.code for one in wanted], pa.string())
    labels = _labels(frame, asked)
    batches = []
    for n, one in enumerate(wanted):
        code = pa.DictionaryArray.from_arrays(np.full(len(labels[0]), n, dtype=np.int32), codes)
        columns = [code, *labels, *_figures(answers, one, here, before, len(frame.places.areas))]
        batches.append(pa.RecordBatch.from_arrays(columns, schema=SCHEMA))
    return pa.Table.from_batches(batches, SCHEMA)


def _labels(frame: Frame, asked: Sequence[Period]) -> list[pa.Array]:
    """area, period_start, period_end, known_at: areas one after the other, each with all periods."""
    areas, count = frame.places.areas, len(asked)
    numbers = np.repeat(np.arange(len(areas), dtype=np.int32), count)
    turn = pa.array(np.tile(np.arange(count), len(areas)))
    return [
        pa.DictionaryArray.from_arrays(numbers, pa.array(areas, pa.string())),
        pa.array([one.start for one in asked], pa.date32()).take(turn),
        pa.array([one.end for one in asked], pa.date32()).take(turn),
        pa.array([one.known_at for one in asked], SCHEMA.field("known_at").type).take(turn),
    ]


def _figures(
    answers: Answers, one: Indicator, here: Sequence[int], before: Sequence[int], areas: int
) -> list[pa.Array]:
    """numerator, denominator, status."""
    size = areas * len(here)
    numerator = _of(answers, one.numerator, here, before)
    denominator = None if one.denominator is None else _of(answers, one.denominator, here, before)
    if numerator is None or (one.denominator is not None and denominator is None):
        nothing = pa.nulls(size, pa.int64())
        return [nothing, nothing, _status(np.full(size, NO_SOURCE, dtype=np.int8))]
    status = np.zeros(size, dtype=np.int8)
    columns = []
    for found in (numerator, denominator):
        if found is None:
            columns.append(pa.nulls(size, pa.int64()))
            continue
        unknown = None if found.unknown is None else found.unknown.reshape(-1)
        columns.append(pa.array(found.numbers.reshape(-1), pa.int64(), mask=unknown))
        if unknown is not None:
            status[unknown] = UNKNOWN
    return [*columns, _status(status)]


def _of(answers: Answers, count: Count, here: Sequence[int], before: Sequence[int]) -> Answer | None:
    columns, asked = (before, count.of) if isinstance(count, YearBefore) else (here, count)
    found = answers.get(id(asked))
    if found is None:
        return None
    whole = list(columns) == list(range(found.numbers.shape[1]))
    numbers: Numbers = found.numbers if whole else np.ascontiguousarray(found.numbers[:, columns])
    unknown: Flags | None = None if found.unknown is None else found.unknown[:, columns]
    return Answer(numbers, unknown)


def _status(numbers: np.ndarray[Any, np.dtype[np.int8]]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(numbers, STATUSES)
