"""A snapshot in DuckDB: bounded memory and threads, what exceeds them goes to a folder of this user alone.

Expressions over a snapshot of what is known now (a commune after an act) are put into SQL once for each question and
kept as text: there, saying it in SQL takes far longer than answering it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from binhyen_analytics.snapshot import TABLES, Snapshot

MEMORY_MB = 2_000
THREADS = 2
MOST_TEXTS = 2_000  # some 200 a day: its periods are in them


@dataclass(frozen=True, slots=True)
class Text:
    """An expression in SQL, and the types of what it answers."""

    sql: str
    schema: pa.Schema


_texts: dict[Hashable, Text] = {}


class DuckEngine:
    def __init__(self, connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
        self._connection, self._snapshot = connection, snapshot
        self._there: set[str] = set()
        if snapshot.current:
            for name in TABLES:
                self._put(name)

    @cached_property
    def _backend(self) -> Any:
        return ibis.duckdb.from_connection(self._connection)

    def table(self, name: str) -> ibis.Table:
        if name not in self._there:
            self._put(name)
        found: ibis.Table = self._backend.table(name)
        return found

    def put(self, name: str, rows: pa.Table) -> None:
        self._connection.register(name, rows)
        self._there.add(name)

    def _put(self, name: str) -> None:
        files = [] if name in self._snapshot.held else self._snapshot.files(name)
        if files:
            self._connection.read_parquet(files).create_view(name)
            self._there.add(name)
        else:
            self.put(name, self._snapshot.held.get(name, TABLES[name].arrow.empty_table()))

    def rows(self, wanted: ibis.Table) -> pa.Table:
        found: pa.Table = self._backend.to_pyarrow(wanted)
        return found

    def answer(self, question: Hashable, build: Callable[[], ibis.Table]) -> pa.Table:
        if not self._snapshot.current:
            return self.rows(build())
        text = _texts.get(question)
        if text is None:
            text = _texts[question] = self._text(build())
            while len(_texts) > MOST_TEXTS:
                _texts.pop(next(iter(_texts)), None)
        return self._connection.sql(text.sql).to_arrow_table().cast(text.schema)

    def _text(self, wanted: ibis.Table) -> Text:
        return Text(self._backend.compile(wanted), wanted.schema().to_pyarrow())


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[DuckEngine]:
    """An engine of its own in memory, gone with the run."""
    with TemporaryDirectory(prefix="binhyen-duckdb-") as folder:
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1 if snapshot.current else THREADS, "memory_limit": f"{MEMORY_MB}MB", "temp_directory": folder,
            "preserve_insertion_order": False,
        }  # fmt: skip
        with duckdb.connect(config=config) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            yield DuckEngine(connection, snapshot)
