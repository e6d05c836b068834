"""Taking a snapshot for the analytics: tables of one moment, to Parquet, by ADBC; unchanged parts are taken over."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
from adbc_driver_postgresql import dbapi
from django.conf import settings
from django.db import connection

from binhyen.foundation.access.rls import settings_of
from binhyen.foundation.access.values import Scope
from binhyen.monitoring.indicators.queries import export
from binhyen_analytics.snapshot import TABLES, Snapshot, Writer, latest

MARKS = "marks.json"
KEPT = 3  # snapshots; older ones go, files they share stay
Told = Callable[[int, int, str], None]


def folder() -> Path:
    """Where snapshots lie."""
    return Path(settings.VAR) / "snapshots"


@dataclass(frozen=True, slots=True)
class Taken:
    """A snapshot, and the marks of communes written about since the one before that it holds."""

    snapshot: Snapshot
    touched: list[int]


def take(*, scope: Scope, at: datetime, told: Told = lambda done, total, words: None) -> Snapshot:
    """A snapshot of now, as ``take_with_marks`` writes it."""
    return take_with_marks(scope=scope, at=at, told=told).snapshot


def take_with_marks(*, scope: Scope, at: datetime, told: Told) -> Taken:
    """Write a snapshot of now. All rows come from one transaction that sees one moment.

    Only from a door without a reader: ``scope`` opens everything. Parts of people nothing was written about since the
    last snapshot are not read again. ``told`` hears of each table.
    """
    place = folder()
    before, known = latest(place), _marks(place)
    names = [name for name in TABLES if name in export.tables()]
    with dbapi.connect(_address()) as source, source.cursor() as cursor:
        _begin(cursor, scope)
        held = _touched(cursor)
        marks: dict[str, dict[str, str]] = {}
        with Writer(place, moment=at, previous=before) as writer:
            for number, name in enumerate(names):
                told(number, len(names), f"Đang chụp bảng {name}")
                if name in export.PARTED:
                    marks[name] = _parts(cursor, writer, name, known.get(name, {}) if before else {})
                else:
                    writer.write(name, _batches(cursor, export.tables()[name]))
        source.rollback()
    (place / MARKS).write_text(json.dumps(marks), encoding="utf-8")
    _forget(place)
    return Taken(Snapshot.open(writer.path), held)


def of_communes(*, scope: Scope, communes: Sequence[str], at: datetime) -> Snapshot:
    """What a snapshot of now would hold of some communes, in memory; of one moment too."""
    with dbapi.connect(_address()) as source, source.cursor() as cursor:
        _begin(cursor, scope)
        tables = {}
        for name in export.tables():
            cursor.execute(export.of_communes(name, communes))
            tables[name] = cursor.fetch_arrow_table()
        source.rollback()
    return Snapshot.of(tables, moment=at)


def areas(snapshot: Snapshot) -> list[str]:
    """The communes of a snapshot and their provinces: what figures are computed of."""
    found = pq.read_table(snapshot.files("communes"), columns=["commune_code", "province_code"])
    return sorted({*found["commune_code"].to_pylist(), *found["province_code"].to_pylist()})


def _address() -> str:
    given = connection.settings_dict
    secret = f"{quote(str(given['USER']), safe='')}:{quote(str(given['PASSWORD']), safe='')}"
    where = f"host={quote(str(given['HOST']), safe='')}&port={given['PORT'] or 5432}"
    return f"postgresql://{secret}@/{quote(str(given['NAME']), safe='')}?{where}"


def _begin(cursor: Any, scope: Scope) -> None:
    """One moment for all that follows, as the scope reads; nothing of it outlives the transaction."""
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    for name, value in settings_of(scope).items():
        cursor.execute("SELECT set_config($1, $2, true)", (name, value))
        cursor.fetchall()
    cursor.execute("SET LOCAL TimeZone = 'UTC'")


def _touched(cursor: Any) -> list[int]:
    cursor.execute("SELECT id FROM indicators_touched")
    return [number for (number,) in cursor.fetchall()]


def _parts(cursor: Any, writer: Writer, name: str, known: dict[str, str]) -> dict[str, str]:
    cursor.execute(export.marks(name))
    marks = {f"{part:04}": mark for part, mark in cursor.fetchall()}
    for part, mark in marks.items():
        if known.get(part) == mark:
            writer.keep(name, partition=part)
        else:
            writer.write(
                name, _batches(cursor, export.tables()[name].format(part=export.part_of(int(part)))), partition=part
            )
    if not marks:
        writer.write(name, TABLES[name].arrow.empty_table())
    return marks


def _batches(cursor: Any, sql: str) -> Iterator[pa.RecordBatch]:
    cursor.execute(sql)
    reader = cursor.fetch_record_batch()
    empty = True
    for batch in reader:
        empty = False
        yield batch
    if empty:
        yield pa.RecordBatch.from_pylist([], schema=reader.schema)


def _marks(place: Path) -> dict[str, dict[str, str]]:
    try:
        found: dict[str, dict[str, str]] = json.loads((place / MARKS).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found


def _forget(place: Path) -> None:
    for old in sorted(place.glob("[0-9]*Z"))[:-KEPT]:
        for file in sorted(old.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        old.rmdir()
