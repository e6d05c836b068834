"""The batch on a Spark cluster, with the extra ``spark``. For jobs only; importing this loads the engine.

``BINHYEN_SPARK_MASTER`` names the cluster (spark://host:7077); without it two threads of this machine do the work,
which is slower than DuckDB and meant for tests.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from splink import SparkAPI

from binhyen_analytics.linkage.predict import predict
from binhyen_analytics.linkage.tables import Table, stacked

MASTER = "BINHYEN_SPARK_MASTER"
HERE = "local[2]"
PARTITIONS = 4  # of shuffles; a cluster sets its own in spark-defaults.conf
LOOPBACK = "127.0.0.1"


class Engine:
    def __init__(self, session: SparkSession) -> None:
        self._session = session
        # the model needs no functions beyond Spark's own: no jar is loaded
        self._api = SparkAPI(spark_session=session, register_udfs_automatically=False, break_lineage_method="persist")

    def load(self, tables: Sequence[Table], name: str) -> None:
        """Stacks lists under one name; Parquet is read where it lies."""
        frames = [self._session.read.parquet(str(table)) for table in tables if isinstance(table, Path)]
        held = stacked([table for table in tables if isinstance(table, pa.Table)])
        if held is not None:
            frames.append(self._session.createDataFrame(held))
        reduce(DataFrame.unionByName, frames).createOrReplaceTempView(name)

    def put(self, table: pa.Table, name: str) -> None:
        self._session.createDataFrame(table).createOrReplaceTempView(name)

    def run(self, sql: str) -> None:
        self._session.sql(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._session.sql(sql).collect()]

    def predict(self, table: str, wanted: dict[str, Any], shares: str, threshold: float) -> str:
        return predict(self._api, table, wanted, shares, threshold)


@contextmanager
def engine() -> Iterator[Engine]:
    """A session of its own, ended with the run."""
    master = os.environ.get(MASTER, HERE)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers take whichever python comes first
    builder = SparkSession.Builder().master(master).appName("binhyen-linkage").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", PARTITIONS)
    builder = builder.config("spark.sql.codegen.wholeStage", "false")  # the rules are too long for one compiled method
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", LOOPBACK).config("spark.driver.bindAddress", LOOPBACK)
    with TemporaryDirectory(prefix="binhyen-spark-") as folder:
        builder = builder.config("spark.sql.warehouse.dir", folder).config("spark.local.dir", folder)
        session = builder.getOrCreate()
        try:
            session.sparkContext.setLogLevel("ERROR")
            session.sparkContext.setCheckpointDir(folder)
            yield Engine(session)
        finally:
            session.stop()
