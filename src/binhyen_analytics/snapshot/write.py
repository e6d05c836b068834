"""Making a snapshot: files by table and partition, unchanged ones taken over, visible only when complete.

    with Writer(folder, moment=moment, previous=latest(folder)) as writer:
        writer.write("case_spans", batches, partition="0007")  # changed since the last
        writer.keep("case_spans", partition="0008")  # not changed: the file of the previous snapshot

All rows must come from one transaction (REPEATABLE READ), so that they are of one moment.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from . import manifest
from .checks import Broken, conforming
from .manifest import Manifest, Part
from .read import Snapshot
from .schema import TABLES, VERSION

WHOLE = "all"  # the partition of a table that is not cut
ROW_GROUP = 122_880  # what DuckDB works on at once


def name_of(moment: datetime) -> str:
    """Sorts by time: 20261214T165959.000000Z."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


class Writer:
    """Writes beside the folder's snapshots and renames at the end; after an error nothing is left."""

    def __init__(self, folder: Path, *, moment: datetime, previous: Snapshot | None = None) -> None:
        if moment.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / name_of(moment)
        if self.path.exists():
            raise FileExistsError(self.path)
        self._moment, self._previous = moment, previous
        self._parts: dict[str, dict[str, Part]] = {}
        self._draft = Path(mkdtemp(prefix=".draft-", dir=folder))  # only its owner may read it

    def write(self, table: str, data: pa.Table | Iterable[pa.RecordBatch], *, partition: str = WHOLE) -> Part:
        """One partition of a table; optional columns may be left out of all its batches. Returns what was written."""
        batches = data.to_batches() if isinstance(data, pa.Table) else data
        schema, file, rows = TABLES[table], self._file(table, partition), 0
        absent: tuple[str, ...] | None = None
        with pq.ParquetWriter(file, schema.arrow, compression="zstd", compression_level=1) as writer:
            for batch in batches:
                ready, missing = conforming(schema, batch)
                absent = missing if absent is None else absent
                rows += batch.num_rows
                writer.write_batch(ready, row_group_size=ROW_GROUP)
        return self._add(table, partition, Part(rows, manifest.hash_of(file), absent or ()))

    def keep(self, table: str, *, partition: str = WHOLE) -> Part:
        """The file of the previous snapshot as it is: nothing in this partition has changed since."""
        if self._previous is None or self._previous.path is None:
            raise Broken(f"không có bản chụp trước để giữ lại phần {partition} của bảng {table}")
        part = self._previous.manifest.tables.get(table, {}).get(partition)
        if part is None:
            raise Broken(f"bản chụp trước không có phần {partition} của bảng {table}")
        source, file = self._previous.path / table / f"{partition}.parquet", self._file(table, partition)
        try:
            os.link(source, file)
        except OSError:  # a file system without links
            shutil.copyfile(source, file)
        return self._add(table, partition, part)

    def _file(self, table: str, partition: str) -> Path:
        if partition in self._parts.get(table, {}):
            raise ValueError(f"{table}/{partition} was written already")
        if not partition.replace("-", "").replace("_", "").isalnum():
            raise ValueError(f"{partition!r} is no name of a partition")
        (self._draft / table).mkdir(exist_ok=True)
        return self._draft / table / f"{partition}.parquet"

    def _add(self, table: str, partition: str, part: Part) -> Part:
        self._parts.setdefault(table, {})[partition] = part
        return part

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            shutil.rmtree(self._draft, ignore_errors=True)

    def _finish(self) -> None:
        missing = [name for name, table in TABLES.items() if not table.optional and name not in self._parts]
        if missing:
            raise Broken(f"bản chụp thiếu bảng: {', '.join(missing)}")
        Manifest(version=VERSION, moment=self._moment, tables=self._parts).save(self._draft)
        for file in [*self._draft.rglob("*.parquet"), self._draft / manifest.NAME]:
            _settle(file)
        self._draft.rename(self.path)
        _settle(self.path.parent)


def _settle(path: Path) -> None:
    """On the disk before it is visible."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
