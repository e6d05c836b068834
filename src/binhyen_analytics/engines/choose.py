"""DuckDB unless ``BINHYEN_SPARK_MASTER`` names a cluster or Spark is asked for by name."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from typing import Protocol, cast

import ibis
import pyarrow as pa

from binhyen_analytics.snapshot import Snapshot

MASTER = "BINHYEN_SPARK_MASTER"
DUCKDB, SPARK = "duckdb", "spark"
MODULES = {DUCKDB: "on_duckdb", SPARK: "on_spark"}


class Engine(Protocol):
    """Holds one snapshot. A table the snapshot lacks is there without rows."""

    def table(self, name: str) -> ibis.Table: ...

    def put(self, name: str, rows: pa.Table) -> None:
        """A table beside those of the snapshot, in the place of one of that name."""

    def rows(self, wanted: ibis.Table) -> pa.Table: ...

    def answer(self, question: Hashable, build: Callable[[], ibis.Table]) -> pa.Table:
        """The rows of what ``build`` makes. Equal questions make equal expressions over the names of tables alone."""


def engine(snapshot: Snapshot, *, name: str | None = None) -> AbstractContextManager[Engine]:
    """``name``: "duckdb", "spark", or None for what is configured."""
    chosen = name or (SPARK if os.environ.get(MASTER) else DUCKDB)
    if chosen not in MODULES:
        raise ValueError(f"{chosen!r} is no engine: {', '.join(MODULES)}")
    module = importlib.import_module(f"binhyen_analytics.engines.{MODULES[chosen]}")  # Spark is an extra
    return cast(AbstractContextManager[Engine], module.opened(snapshot))
