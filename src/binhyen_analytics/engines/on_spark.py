"""A snapshot on a Spark cluster, with the extra ``spark``. Workers read the Parquet files where they lie.

``BINHYEN_SPARK_MASTER`` names the cluster (spark://host:7077); its workers must see the folder of the snapshots.
Without it two threads of this machine do the work, slower than DuckDB: meant for tests.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import pyarrow as pa
from pyspark.sql import SparkSession

from binhyen_analytics.snapshot import TABLES, Snapshot

MASTER = "BINHYEN_SPARK_MASTER"
HERE = "local[2]"
PARTITIONS = 4  # of shuffles; a cluster sets its own in spark-defaults.conf
LOOPBACK = "127.0.0.1"


class SparkEngine:
    def __init__(self, session: SparkSession, backend: Any, snapshot: Snapshot) -> None:
        self._session, self._backend, self._snapshot = session, backend, snapshot
        self._there: set[str] = set()
        self._beside: dict[str, ibis.Table] = {}

    def put(self, name: str, rows: pa.Table) -> None:
        self._beside[name] = ibis.memtable(rows)

    def table(self, name: str) -> ibis.Table:
        if name in self._beside:
            return self._beside[name]
        if name not in self._there:
            self._put(name)
            self._there.add(name)
        found: ibis.Table = self._backend.table(name)
        return found

    def _put(self, name: str) -> None:
        files = [] if name in self._snapshot.held else self._snapshot.files(name)
        if files:
            frame = self._session.read.parquet(*files)
        else:
            frame = self._session.createDataFrame(self._snapshot.held.get(name, TABLES[name].arrow.empty_table()))
        frame.createOrReplaceTempView(name)

    def rows(self, wanted: ibis.Table) -> pa.Table:
        found: pa.Table = self._backend.to_pyarrow(wanted)
        return found

    def answer(self, question: Hashable, build: Callable[[], ibis.Table]) -> pa.Table:
        return self.rows(build())


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[SparkEngine]:
    """A session of its own, ended with the run."""
    master = os.environ.get(MASTER) or HERE
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers take whichever python comes first
    builder = SparkSession.Builder().master(master).appName("binhyen-indicators").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", PARTITIONS).config("spark.sql.session.timeZone", "UTC")
    builder = builder.config("spark.sql.ansi.enabled", "true")
    if master.startswith("local") or LOOPBACK in master:
        builder = builder.config("spark.driver.host", LOOPBACK).config("spark.driver.bindAddress", LOOPBACK)
    with TemporaryDirectory(prefix="binhyen-spark-") as folder:
        builder = builder.config("spark.sql.warehouse.dir", folder).config("spark.local.dir", folder)
        session = builder.getOrCreate()
        try:
            session.sparkContext.setLogLevel("ERROR")
            yield SparkEngine(session, ibis.pyspark.connect(session), snapshot)
        finally:
            session.stop()
