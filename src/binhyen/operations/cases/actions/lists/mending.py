"""Mending a list before it is written: its cells, its columns, and who a row is."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.grid.changes import CellAnswer, CellChange, by_row, conflict, refused, saved
from binhyen.operations.cases import events
from binhyen.operations.cases.models import ColumnMapping, ListImport, ListRow
from binhyen.operations.cases.queries.lists.answers import answers
from binhyen.operations.cases.queries.lists.grid import ACCEPTED, place_of
from binhyen.operations.cases.queries.lists.rows import read_again, readers_of, tables_of
from binhyen.operations.cases.reader.mapping import Mapping
from binhyen.operations.cases.reader.values import Field
from binhyen.operations.cases.values import Fate, ListCode, ListState
from binhyen.registers.people.queries.matching import Known

from .reading import fill
from .refusals import ListRefused

CLOSED = "Danh sách đã ghi hoặc đang ghi: không sửa ô được nữa."
CHOSEN = "anh/chị đã chọn"


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
def choose(*, import_id: int, row_id: int, person_id: int | None, by: User, at: datetime) -> ListRow:
    """Say who a row is: this person of the register, or (None) somebody the register does not have."""
    source = ListImport.objects.select_for_update().get(pk=import_id)
    row = source.rows.select_for_update().get(pk=row_id)
    if not _may_change(source, row):
        raise ListRefused(CLOSED)
    row.match = Known.SAME if person_id else Known.NEW
    row.person_id, row.match_reasons = person_id, [CHOSEN]
    row.values = {**row.values, "chosen": True}
    _back_from_basket(row)
    row.version += 1
    row.save()
    record(events.ListRowMended(subject_id=str(import_id), area=source.commune_code, row_id=row_id), by=by, at=at)
    return row


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
    reads = [read_again(row, readers[row.cells["table"]], changes=texts) for row, texts in touched]
    compared = bool(source.roster_kind)
    judged = answers(reads, scope=scope, commune_code=source.commune_code, on=source.as_of, compared=compared)
    for (row, _), answer in zip(touched, judged, strict=True):
        chosen = (row.match, row.person_id, row.match_reasons) if row.values.get("chosen") else None
        fill(row=row, answer=answer)
        if chosen:
            row.match, row.person_id, row.match_reasons = chosen
            row.values = {**row.values, "chosen": True}
        _back_from_basket(row)
        row.version += 1
        row.save()


def _back_from_basket(row: ListRow) -> None:
    """A mended row of the basket waits to be written again."""
    row.fate, row.reason = Fate.WAITING, ""
