"""Mending a list before it is written: its cells, its columns, and who a row is."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import batched

from django.db import connection, transaction
from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.grid.changes import CellAnswer, CellChange, by_row, conflict, refused, saved
from binhyen.operations.cases import events
from binhyen.operations.cases.models import ColumnMapping, ListImport, ListRow
from binhyen.operations.cases.queries.lists.answers import answers
from binhyen.operations.cases.queries.lists.grid import ACCEPTED, place_of
from binhyen.operations.cases.queries.lists.offers.values import Said, counted
from binhyen.operations.cases.queries.lists.rows import read_again, readers_of, tables_of
from binhyen.operations.cases.reader.mapping import Mapping
from binhyen.operations.cases.reader.values import Field
from binhyen.operations.cases.values import Fate, ListCode, ListState
from binhyen.registers.people.queries.matching import Known, Match

from .reading import fill
from .refusals import ListRefused

_KEEP = """
    UPDATE cases_listrow r
    SET offers = k.offers::jsonb, asks = k.asks, gives = k.gives, fate = k.fate, reason = k.reason,
        version = r.version + 1
    FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::int[], %s::text[], %s::text[])
         AS k (id, offers, asks, gives, fate, reason)
    WHERE r.id = k.id"""
CLOSED = "Danh sách đã ghi hoặc đang ghi: không sửa ô được nữa."
OVERTAKEN = "Dòng này vừa có người sửa. Hãy xem lại rồi chọn lần nữa."
CHOSEN = "anh/chị đã chọn"
AT_ONCE = 500


@transaction.atomic
def mend_cells(
    *, import_id: int, changes: Sequence[CellChange], scope: Scope, by: User, at: datetime
) -> list[CellAnswer]:
    """Put changed cells into their rows, read those rows again by the same rules, and match them anew."""
    source = ListImport.objects.select_for_update().get(pk=import_id)
    wanted = by_row(changes)
    rows = {str(row.pk): row for row in source.rows.filter(pk__in=_numbers(wanted)).select_for_update()}
    done: list[CellAnswer] = []
    touched: list[tuple[ListRow, dict[int, str]]] = []
    for key, cells in wanted.items():
        row = rows.get(key)
        if row is None or not _may_change(source, row):
            done += [refused(cell, CLOSED if row else "Không thấy dòng này trong danh sách.") for cell in cells]
        elif cells[0].version != row.version:
            done += [conflict(cell, version=row.version, theirs=_now(row, cell.field)) for cell in cells]
        else:
            touched.append((row, _apply(row, cells)))
            done += [saved(cell, version=row.version + 1) for cell in cells]
    _judge(source, touched, scope, at)
    for row, _ in touched:
        record(events.ListRowMended(subject_id=str(import_id), area=source.commune_code, row_id=row.pk), by=by, at=at)
    return done


@transaction.atomic
def choose(*, import_id: int, row_id: int, person_id: int | None, scope: Scope, by: User, at: datetime) -> ListRow:
    """Say who a row is: this person of the register, or (None) somebody the register does not have."""
    source = ListImport.objects.select_for_update().get(pk=import_id)
    row = source.rows.select_for_update().get(pk=row_id)
    if not _may_change(source, row):
        raise ListRefused(CLOSED)
    others = [one for one in (row.person_id, *row.values.get("others", [])) if one and one != person_id]
    row.match = Known.SAME if person_id else Known.NEW
    row.person_id, row.match_reasons, row.offers = person_id, [CHOSEN], []
    row.values = {**row.values, "chosen": True, "others": list(dict.fromkeys(others))}
    _judge(source, [(row, {})], scope, at)
    record(events.ListRowMended(subject_id=str(import_id), area=source.commune_code, row_id=row_id), by=by, at=at)
    return row


@transaction.atomic
def take_cells(*, import_id: int, row_id: int, version: int, takes: dict[int, bool], by: User, at: datetime) -> ListRow:
    """Say of cells of a row whether the list is taken or the register kept (place among the offers: taken).

    Raises ListRefused where the row was written or changed since it was shown.
    """
    source = ListImport.objects.select_for_update().get(pk=import_id)
    row = source.rows.select_for_update().get(pk=row_id)
    if not _may_change(source, row):
        raise ListRefused(CLOSED)
    if row.version != version:
        raise ListRefused(OVERTAKEN)
    _say(row, takes)
    _keep([row])
    record(events.ListRowMended(subject_id=str(import_id), area=source.commune_code, row_id=row_id), by=by, at=at)
    return row


@transaction.atomic
def take_all(*, import_id: int, row_ids: Sequence[int] | None, take: bool, by: User, at: datetime) -> tuple[int, int]:
    """The same for every cell that still waits for a choice, of some rows or (None) of the whole list.

    A cell both sides changed is never taken together with others: somebody looks at it. Returns how many cells were
    decided and how many were left for that.
    """
    source = ListImport.objects.select_for_update().get(pk=import_id)
    if source.state not in {ListState.PREVIEW, ListState.WRITTEN}:
        raise ListRefused(CLOSED)
    rows = source.rows.filter(asks__gt=0, fate__in=_OPEN)
    if row_ids is not None:
        rows = rows.filter(pk__in=row_ids)
    decided = left = 0
    for part in batched(rows.select_for_update().order_by("pk").iterator(AT_ONCE), AT_ONCE):
        for row in part:
            waiting = [place for place, one in enumerate(row.offers) if one["open"] and one["take"] is None]
            clear = [place for place in waiting if not (take and row.offers[place]["said"] == Said.BOTH)]
            _say(row, dict.fromkeys(clear, take))
            decided, left = decided + len(clear), left + len(waiting) - len(clear)
        _keep(part)
    if decided:
        record(events.ListRowMended(subject_id=str(import_id), area=source.commune_code, row_id=0), by=by, at=at)
    return decided, left


def _say(row: ListRow, takes: dict[int, bool]) -> None:
    """Put choices on the row; a row of the basket waits to be written again."""
    row.offers = [
        {**one, "take": takes.get(place, one["take"])} if one["open"] else one for place, one in enumerate(row.offers)
    ]
    row.asks, row.gives = counted(row.offers)
    if row.fate == Fate.BASKET:
        _back_from_basket(row)


def _keep(rows: Sequence[ListRow]) -> None:
    """Choices of rows, as columns: thousands of rows in one statement."""
    columns = zip(*((r.pk, json.dumps(r.offers), r.asks, r.gives, r.fate, r.reason) for r in rows), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [list(column) for column in columns])


@transaction.atomic
def accept(*, import_id: int, row_ids: Sequence[int], accepted: bool, by: User, at: datetime) -> int:
    """Take rows in or leave them out. Returns how many changed."""
    source = ListImport.objects.select_for_update().get(pk=import_id)
    rows = source.rows.filter(pk__in=row_ids, fate__in=_OPEN).exclude(accepted=accepted)
    number = rows.update(accepted=accepted, fate=Fate.WAITING)
    if number:
        record(events.ListRowMended(subject_id=str(import_id), area=source.commune_code, row_id=0), by=by, at=at)
    return number


@transaction.atomic
def mend_columns(
    *,
    import_id: int,
    columns: dict[int, dict[int, tuple[Field, str]]],
    lists: dict[int, ListCode],
    by: User,
    at: datetime,
) -> None:
    """Say what columns hold (table: column: field and option) and which list a table is; remembered for the unit."""
    source = ListImport.objects.select_for_update().get(pk=import_id)
    if source.state != ListState.PREVIEW:
        raise ListRefused(CLOSED)
    for index, table in tables_of(source).items():
        mended = table.mapping.mended(columns.get(index, {}), list=lists.get(index))
        ColumnMapping.objects.update_or_create(
            body_key=source.body_key,
            fingerprint=mended.fingerprint,
            defaults={"mapping": json.loads(Mapping((mended,)).to_json()), "saved_at": at, "saved_by": by},
        )
    record(events.ColumnsMended(subject_id=str(import_id), area=source.commune_code), by=by, at=at)


_OPEN = (Fate.WAITING, Fate.BASKET, Fate.LEFT_OUT)


def _may_change(source: ListImport, row: ListRow) -> bool:
    return source.state in {ListState.PREVIEW, ListState.WRITTEN} and row.fate in _OPEN


def _numbers(keys: dict[str, list[CellChange]]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal()]


def _now(row: ListRow, name: str) -> str:
    if name == ACCEPTED:
        return "1" if row.accepted else ""
    place = place_of(name)
    texts = row.cells["texts"]
    return texts[place] if place is not None and place < len(texts) else ""


def _apply(row: ListRow, cells: Sequence[CellChange]) -> dict[int, str]:
    """The texts that change; ticking a row in or out is put on the row at once."""
    texts: dict[int, str] = {}
    for cell in cells:
        place = place_of(cell.field)
        if cell.field == ACCEPTED:
            row.accepted = bool(cell.value)
        elif place is not None:
            texts[place] = cell.value
    return texts


def _judge(source: ListImport, touched: Sequence[tuple[ListRow, dict[int, str]]], scope: Scope, at: datetime) -> None:
    if not touched:
        return
    readers = readers_of(source, today=timezone.localdate(at))
    tables = {index: reader.table for index, reader in readers.items()}
    reads = [read_again(row, readers[row.cells["table"]], changes=texts) for row, texts in touched]
    compared = bool(source.roster_kind)
    said = {place: _said(row) for place, (row, _) in enumerate(touched) if row.values.get("chosen")}
    judged = answers(
        reads, tables=tables, scope=scope, commune_code=source.commune_code, on=source.as_of, compared=compared,
        said=said,
    )  # fmt: skip
    for place, ((row, _), answer) in enumerate(zip(touched, judged, strict=True)):
        others = row.values.get("others", [])
        fill(row=row, answer=answer)
        if place in said:
            row.values = {**row.values, "chosen": True, "others": others}
        _back_from_basket(row)
        row.version += 1
        row.save()


def _said(row: ListRow) -> Match:
    """Whom the officer said the row to be."""
    return Match(Known(row.match), row.person_id, 1.0, tuple(row.match_reasons))


def _back_from_basket(row: ListRow) -> None:
    """A mended row of the basket waits to be written again."""
    row.fate, row.reason = Fate.WAITING, ""
