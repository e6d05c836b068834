"""Taking a snapshot for the analytics: tables of one moment, to Parquet, by ADBC; unchanged parts are taken over."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
from adbc_driver_postgresql import dbapi
from django.conf import settings
from django.db import connection

from binhyen.foundation.access.rls import settings_of
from binhyen.foundation.access.values import Scope
from binhyen.monitoring.indicators.queries import export
from binhyen.monitoring.indicators.rules.spans import ends
from binhyen.operations.cases.rules.time import day_of
from binhyen_analytics.snapshot import TABLES, Snapshot, Writer, latest

from . import made

MARKS = "marks.json"
STAMP = "stamp"
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
    last snapshot are not read again. ``told`` hears of each table. One at a time: a second waits for the first.
    """
    with alone():
        return _take(scope, at, told)


@contextmanager
def alone() -> Iterator[None]:
    """No other process takes a snapshot meanwhile; who holds it may take it again inside."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('indicators.refresh'))")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('indicators.refresh'))")


def _take(scope: Scope, at: datetime, told: Told) -> Taken:
    place = folder()
    before, known = latest(place), _marks(place)
    names = [name for name in TABLES if name in export.tables()]
    with dbapi.connect(_address()) as source, source.cursor() as cursor:
        _begin(cursor, scope)
        held = _touched(cursor)
        exported = _exported(cursor)
        marks: dict[str, dict[str, str]] = {}
        with Writer(place, moment=at, previous=before) as writer:
            for number, name in enumerate(names):
                told(number, len(names), f"Đang chụp bảng {name}")
                if name in export.PARTED:
                    marks[name] = _parts(cursor, writer, name, known.get(name, {}) if before else {})
                else:
                    writer.write(name, _batches(cursor, export.tables()[name]))
            with made.seen_as(exported, scope=scope):
                marks |= _make(cursor, writer, at, before, known, held, told)
        source.rollback()
    (place / MARKS).write_text(json.dumps(marks), encoding="utf-8")
    _forget(place)
    return Taken(Snapshot.open(writer.path), [mark.number for mark in held])


def of_communes(*, scope: Scope, communes: Sequence[str], tables: Collection[str], at: datetime) -> Snapshot:
    """What a snapshot of now would hold of some communes, in memory; of one moment too.

    Of the tables the product makes only those among ``tables``: what is not asked for need not be made.
    """
    makers = {name: maker for name, maker in export.made().items() if name in tables}
    with dbapi.connect(_address()) as source, source.cursor() as cursor:
        _begin(cursor, scope)
        found = {}
        for name in export.tables():
            cursor.execute(export.of_communes(name, communes))
            found[name] = cursor.fetch_arrow_table()
        if makers:
            with made.seen_as(_exported(cursor), scope=scope):
                for name, maker in makers.items():
                    found[name] = maker.rows(days=ends(day_of(at)), communes=communes, at=at)
        source.rollback()
    return Snapshot.of(found, moment=at, current=True)


def areas(snapshot: Snapshot) -> list[str]:
    """The communes of a snapshot and their provinces: what figures are computed of."""
    found = [snapshot.table("communes", column).to_pylist() for column in ("commune_code", "province_code")]
    return sorted({*found[0], *found[1]})


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


@dataclass(frozen=True, slots=True)
class Mark:
    """A commune, and the table of the snapshot something was written of."""

    number: int
    commune: str
    written: str


def _touched(cursor: Any) -> list[Mark]:
    cursor.execute("SELECT id, commune_code, written FROM indicators_touched")
    return [Mark(*row) for row in cursor.fetchall()]


def _exported(cursor: Any) -> str:
    """The name under which another connection can see the same moment."""
    cursor.execute("SELECT pg_export_snapshot()")
    return str(cursor.fetchone()[0])


def _communes(cursor: Any) -> list[str]:
    cursor.execute(f"SELECT commune_code FROM ({export.tables()['communes']}) whole ORDER BY 1")  # noqa: S608 - ours
    return [code for (code,) in cursor.fetchall()]


def _make(
    cursor: Any, writer: Writer, at: datetime, before: Snapshot | None, known: dict[str, dict[str, str]],
    held: Sequence[Mark], told: Told,
) -> dict[str, dict[str, str]]:  # fmt: skip
    """Tables the product makes. A stamp that has changed has all of them made anew."""
    stamps: dict[str, dict[str, str]] = {}
    communes = _communes(cursor) if export.made() else []
    for name, maker in export.made().items():
        told(0, 0, f"Đang tính bảng {name}")
        stamp = maker.stamp()
        same = known.get(name) == {STAMP: stamp}
        touched = {mark.commune for mark in held if mark.written in maker.reads}
        rows = made.anew(
            name=name, maker=maker, days=ends(day_of(at)), communes=communes, touched=touched, at=at,
            before=before if same else None,
        )  # fmt: skip
        writer.write(name, rows)
        stamps[name] = {STAMP: stamp}
    return stamps


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
