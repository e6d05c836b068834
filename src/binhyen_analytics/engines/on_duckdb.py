"""A snapshot in DuckDB: bounded memory and threads, what exceeds them goes to a folder of this user alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import pyarrow as pa

from binhyen_analytics.snapshot import TABLES, Snapshot

MEMORY_MB = 2_000
THREADS = 2


class DuckEngine:
    def __init__(self, backend: Any, snapshot: Snapshot) -> None:
        self._backend, self._snapshot = backend, snapshot
        self._there: set[str] = set()

    def table(self, name: str) -> ibis.Table:
        if name not in self._there:
            self._put(name)
            self._there.add(name)
        found: ibis.Table = self._backend.table(name)
        return found

    def _put(self, name: str) -> None:
        files = [] if name in self._snapshot.held else self._snapshot.files(name)
        if files:
            self._backend.con.read_parquet(files).create_view(name)
        else:
            self._backend.con.register(name, self._snapshot.held.get(name, TABLES[name].arrow.empty_table()))

    def rows(self, wanted: ibis.Table) -> pa.Table:
        found: pa.Table = self._backend.to_pyarrow(wanted)
        return found


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[DuckEngine]:
    """An engine of its own in memory, gone with the run."""
    with TemporaryDirectory(prefix="binhyen-duckdb-") as folder:
        backend = ibis.duckdb.connect(
            threads=THREADS, memory_limit=f"{MEMORY_MB}MB", temp_directory=folder, preserve_insertion_order=False,
        )  # fmt: skip
        try:
            backend.raw_sql("SET TimeZone = 'UTC'")
            yield DuckEngine(backend, snapshot)
        finally:
            backend.disconnect()
