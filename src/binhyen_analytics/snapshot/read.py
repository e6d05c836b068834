"""Opening a snapshot: from its folder, or from tables in memory (a commune after an act, the worlds of tests)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import manifest
from .checks import Broken, check, conforming
from .manifest import Manifest, Part
from .schema import TABLES, VERSION

__all__ = ["Broken", "Snapshot", "latest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Tables of one moment. ``path`` is None where they are held in memory.

    ``current``: rows that were known once and no longer are have been left out; only now can be asked about.
    """

    manifest: Manifest
    path: Path | None = None
    held: Mapping[str, pa.Table] = field(default_factory=dict)
    current: bool = False

    @property
    def moment(self) -> datetime:
        return self.manifest.moment

    def has(self, table: str) -> bool:
        return table in self.manifest.tables

    def lacks(self, table: str, column: str) -> bool:
        """An optional column that is missing everywhere, or its whole table."""
        parts = self.manifest.tables.get(table, {}).values()
        return all(column in part.absent for part in parts) if any(part.rows for part in parts) else not self.has(table)

    def files(self, table: str) -> list[str]:
        """Parquet files of a table; sorted."""
        if self.path is None:
            return []
        return [str(self.path / table / f"{part}.parquet") for part in sorted(self.manifest.tables.get(table, {}))]

    def table(self, name: str, column: str) -> pa.ChunkedArray:
        """One column of a table, for who needs no engine for it."""
        if name in self.held:
            return self.held[name][column]
        return pq.read_table(self.files(name), columns=[column])[column]

    @classmethod
    def open(cls, path: Path, *, whole: bool = False) -> Snapshot:
        """Checks version, tables and columns; with ``whole`` also the hash of every file. Raises ``Broken``."""
        if not (path / manifest.NAME).is_file():
            raise Broken(f"{path.name} không phải bản chụp: thiếu {manifest.NAME}")
        found = manifest.load(path)
        if found.version != VERSION:
            raise Broken(
                f"bản chụp {path.name} theo hợp đồng dữ liệu số {found.version}, chương trình cần số {VERSION}"
            )
        for name, table in TABLES.items():
            if name not in found.tables and not table.optional:
                raise Broken(f"bản chụp {path.name} thiếu bảng {name}")
        for name, parts in found.tables.items():
            for partition, part in parts.items():
                _check_file(path / name / f"{partition}.parquet", name, part, whole=whole)
        return cls(manifest=found, path=path)

    @classmethod
    def of(cls, tables: Mapping[str, pa.Table], *, moment: datetime, current: bool = False) -> Snapshot:
        """From tables in memory; those not given are empty if required, without a source if optional."""
        held, parts = {}, {}
        for name, schema in TABLES.items():
            if name not in tables and schema.optional:
                continue
            given = tables.get(name, schema.arrow.empty_table()).combine_chunks()
            batch = (
                pa.RecordBatch.from_struct_array(given.to_struct_array().combine_chunks()) if given.num_rows else None
            )
            ready, absent = conforming(schema, batch) if batch else (None, check(schema, given.schema))
            whole = pa.Table.from_batches([ready] if ready else [], schema.arrow)
            held[name] = _known(whole, moment) if current else whole
            parts[name] = {"all": Part(given.num_rows, "", absent)}
        return cls(manifest=Manifest(version=VERSION, moment=moment, tables=parts), held=held, current=current)


def _known(rows: pa.Table, moment: datetime) -> pa.Table:
    if "known_from" not in rows.column_names:
        return rows
    at = pa.scalar(moment, rows.schema.field("known_from").type)
    forgotten = pc.fill_null(pc.less_equal(rows["known_to"], at), fill_value=False)
    return rows.filter(pc.and_(pc.less_equal(rows["known_from"], at), pc.invert(forgotten)))


def _check_file(file: Path, table: str, part: Part, *, whole: bool) -> None:
    if not file.is_file():
        raise Broken(f"thiếu tệp {table}/{file.name}")
    if table not in TABLES:
        raise Broken(f"bảng {table} không có trong hợp đồng dữ liệu")
    check(TABLES[table], pq.read_schema(file))
    if whole and manifest.hash_of(file) != part.sha256:
        raise Broken(f"tệp {table}/{file.name} đã bị thay đổi sau khi chụp")


def latest(folder: Path) -> Snapshot | None:
    """The newest complete snapshot of a folder, None where there is none."""
    found = (
        sorted(path for path in folder.glob("[0-9]*Z") if (path / manifest.NAME).is_file()) if folder.is_dir() else []
    )
    return Snapshot.open(found[-1]) if found else None
