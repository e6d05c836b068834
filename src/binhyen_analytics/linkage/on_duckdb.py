"""The batch on one machine: DuckDB. For jobs only; importing this loads the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI

from binhyen_analytics.linkage.predict import predict
from binhyen_analytics.linkage.tables import Table, stacked

MEMORY_MB = 1_500
THREADS = 2


class Engine:
    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._api = DuckDBAPI(connection=connection)

    def load(self, tables: Sequence[Table], name: str) -> None:
        """Stacks lists under one name; Parquet is read where it lies."""
        parts = []
        files = [str(table) for table in tables if isinstance(table, Path)]
        if files:
            self._connection.read_parquet(files).create_view(f"{name}_files")
            parts.append(f"select * from {name}_files")
        held = stacked([table for table in tables if isinstance(table, pa.Table)])
        if held is not None:
            self.put(held, f"{name}_held")
            parts.append(f"select * from {name}_held")
        self.run(f"create or replace view {name} as {' union all by name '.join(parts)}")

    def put(self, table: pa.Table, name: str) -> None:
        self._connection.register(name, table)

    def run(self, sql: str) -> None:
        self._connection.execute(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def predict(self, table: str, wanted: dict[str, Any], shares: str, threshold: float) -> str:
        return predict(self._api, table, wanted, shares, threshold)


@contextmanager
def engine() -> Iterator[Engine]:
    """An engine of its own in memory; what exceeds MEMORY_MB goes to a folder of this user alone, gone with the run."""
    with TemporaryDirectory(prefix="binhyen-duckdb-") as folder:
        options: dict[str, str | bool | int | float | list[str]] = {
            "threads": THREADS,
            "memory_limit": f"{MEMORY_MB}MB",
            "temp_directory": folder,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(config=options) as connection:
            yield Engine(connection)
