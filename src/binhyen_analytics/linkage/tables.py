"""Records as Arrow tables: what is handed to an engine, or written to Parquet by whoever holds the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa

from binhyen_analytics.linkage.columns import COLUMNS, FLAGS, NUMBERS, Record, columns_of

type Table = pa.Table | Path  # Path: a Parquet file with the columns of the contract


def _type(column: str) -> pa.DataType:
    return pa.int32() if column in NUMBERS else pa.bool_() if column in FLAGS else pa.string()


SCHEMA = pa.schema([(name, _type(name)) for name in COLUMNS])


def table_of(records: Iterable[Record]) -> pa.Table:
    """One list as a table."""
    return pa.table(columns_of(records), schema=SCHEMA)


def stacked(tables: Sequence[pa.Table]) -> pa.Table | None:
    """Lists one under the other; None for none."""
    return pa.concat_tables([table.select(COLUMNS).cast(SCHEMA) for table in tables]) if tables else None
