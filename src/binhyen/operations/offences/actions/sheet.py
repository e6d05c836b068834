"""Cells of a grid: rows that stand are corrected, new rows are kept as typed until somebody states them all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.kit.grid.changes import CellAnswer, CellChange, by_row, conflict, refused, saved
from binhyen.kit.grid.columns import Column, UnreadableCell, Value, read
from binhyen.operations.offences.models import EntryDraft, PlantFind, UsePoint, UsePointFact, WantedHiding
from binhyen.operations.offences.permissions import may_record_in
from binhyen.operations.offences.queries.rows import MODELS, values
from binhyen.operations.offences.rules import entries
from binhyen.operations.offences.rules.problems import OffenceRefused, Problem
from binhyen.operations.offences.values import PointStep, StatedRow, Table

from .bulk import state_row
from .finds import correct_plants, correct_wanted
from .offences import correct_offence
from .points import add_step, correct_point, correct_step

REASON = "Sửa trên bảng"
OUT_OF_REACH = "Không tìm thấy dòng này trong phạm vi của anh/chị."
ON_THE_PAGE = frozenset({"here", "elsewhere", "unknown", "substance", "amount", "unit"})
OPEN_PAGE = "Mở vụ việc để thêm, sửa, rút từng người và tang vật."


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a grid is saved with."""

    table: Table
    columns: Mapping[str, Column]
    scope: Scope
    today: date
    by: User
    at: datetime
    only: str = ""  # the one commune the reader may choose


@transaction.atomic
def save_cells(*, changes: Sequence[CellChange], sheet: Sheet) -> list[CellAnswer]:
    """Write changed cells; one answer for each. What is refused of one row leaves the others."""
    return [answer for key, cells in by_row(changes).items() for answer in _row(key, cells, sheet)]


def _row(key: str, cells: Sequence[CellChange], sheet: Sheet) -> Iterable[CellAnswer]:
    record_id = _record(key, sheet)
    if record_id is None:
        return _draft(UUID(key), cells, sheet) if _is_key(key) else [refused(one, OUT_OF_REACH) for one in cells]
    model: Any = MODELS[sheet.table]
    row = model.objects.filter(record_id=record_id, known_to__isnull=True).first()
    if row is None or not may_record_in(sheet.scope, row.commune_code):
        return [refused(one, OUT_OF_REACH) for one in cells]
    before = values(sheet.table, [row])[record_id]
    if cells[0].version not in (0, row.pk):
        words = "Có người vừa sửa dòng này."
        return [conflict(one, version=row.pk, theirs=before.get(one.field), message=words) for one in cells]
    return _correct(row, before, cells, sheet)


def _record(key: str, sheet: Sheet) -> int | None:
    """The record a row of the grid stands for; None for one that is still typed."""
    if key.isdecimal():
        return int(key)
    if not _is_key(key):
        return None
    draft = EntryDraft.objects.filter(key=key, user=sheet.by).first()
    return draft.record if draft else None


def _is_key(key: str) -> bool:
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False


def _correct(row: Any, before: dict[str, Any], cells: Sequence[CellChange], sheet: Sheet) -> list[CellAnswer]:
    """All cells of a row as one correction; where some cannot be, the others alone."""
    good, answers = _readable(cells, sheet, standing=True)
    for _ in range(2):
        if not good:
            return answers
        try:
            with transaction.atomic():
                version = _written(row, {**before, **{one.field: value for one, value in good}}, good, sheet)
        except OffenceRefused as refusal:
            words = _by_field(refusal.problems)
            wrong = [one for one, _ in good if one.field in words] or [one for one, _ in good]
            answers += [refused(one, words.get(one.field) or str(refusal)) for one in wrong]
            good = [(one, value) for one, value in good if one not in wrong]
        else:
            return [*answers, *(saved(one, version=version) for one, _ in good)]
    return [*answers, *(refused(one, "Hãy sửa các ô khác của dòng trước.") for one, _ in good)]


def _readable(
    cells: Sequence[CellChange], sheet: Sheet, *, standing: bool
) -> tuple[list[tuple[CellChange, Value]], list[CellAnswer]]:
    good: list[tuple[CellChange, Value]] = []
    wrong: list[CellAnswer] = []
    for one in cells:
        if standing and sheet.table is Table.OFFENCES and one.field in ON_THE_PAGE:
            wrong.append(refused(one, OPEN_PAGE))
            continue
        try:
            good.append((one, read(sheet.columns[one.field], one.value)))
        except UnreadableCell as unreadable:
            wrong.append(refused(one, str(unreadable)))
    return good, wrong


def _written(row: Any, given: Mapping[str, Any], good: Sequence[tuple[CellChange, Value]], sheet: Sheet) -> int:
    """Correct the record; the number of the version that stands now."""
    said = {name: value for name, value in given.items() if value not in (None, "")}
    who: dict[str, Any] = {"reason": REASON, "by": sheet.by, "at": sheet.at}
    number = row.record_id
    if sheet.table is Table.OFFENCES:
        return correct_offence(record_id=number, details=entries.offence_details(said), **who).pk
    if isinstance(row, UsePoint):
        return _point(row, said, good, sheet)
    stated: Any = entries.row_of(sheet.table, {**said, **_kept(row)}, today=sheet.today)
    if isinstance(row, PlantFind):
        return correct_plants(record_id=number, details=stated, **who).pk
    return correct_wanted(record_id=number, details=stated, **who).pk


def _kept(row: Any) -> dict[str, Any]:
    """What a row holds that no column shows."""
    return {"person_id": row.person_id} if isinstance(row, WantedHiding) else {}


def _point(row: UsePoint, said: Mapping[str, Any], good: Sequence[tuple[CellChange, Value]], sheet: Sheet) -> int:
    """A point's own cells, and the days of its steps: a day that stood is corrected, a new one is a step."""
    who: dict[str, Any] = {"by": sheet.by, "at": sheet.at}
    for one, value in good:
        if one.field not in entries.STEPS:
            continue
        status = entries.STEPS[one.field]
        steps = UsePointFact.objects.filter(point=row.record_id, known_to__isnull=True, status=status)
        last = steps.order_by("on").last()
        if not isinstance(value, date):
            raise OffenceRefused(Problem(one.field, "Muốn rút một lần ghi, hãy mở điểm và rút ở đó."))
        step = PointStep(status=status, on=value, reference=last.reference if last else "")
        try:
            if last:
                correct_step(record_id=last.record_id, step=step, reason=REASON, **who)
            else:
                add_step(point_id=row.record_id, step=step, **who)
        except OffenceRefused as refusal:
            raise OffenceRefused(Problem(one.field, str(refusal))) from refusal
    details = entries.point_details(said)
    return correct_point(record_id=row.record_id, details=details, reason=REASON, **who).pk


def _draft(key: UUID, cells: Sequence[CellChange], sheet: Sheet) -> list[CellAnswer]:
    """Keep what was typed, and say what is wrong with it or missing."""
    draft = EntryDraft.objects.select_for_update().filter(key=key).first()
    if draft is None:
        draft = EntryDraft(key=key, user=sheet.by, table=sheet.table, changed_at=sheet.at)
    if draft.user_id != sheet.by.pk:
        return [refused(one, OUT_OF_REACH) for one in cells]
    good, answers = _readable(cells, sheet, standing=False)
    draft.values = {**draft.values, **{one.field: one.value for one, _ in good}}
    draft.changed_at = sheet.at
    draft.save()
    words: dict[str, str] = {}
    try:
        _read_draft(draft, sheet)
    except OffenceRefused as refusal:
        words = _by_field(one for one in refusal.problems if one.message != entries.MISSING)
    return [*answers, *(saved(one, version=0, warning=words.get(one.field, "")) for one, _ in good)]


@transaction.atomic
def state_drafts(*, sheet: Sheet) -> tuple[int, list[str]]:
    """State every row this reader has typed in a table. Returns how many, and why the others wait."""
    drafts = EntryDraft.objects.select_for_update().filter(user=sheet.by, table=sheet.table, record=None)
    written, waiting = 0, []
    for draft in drafts.order_by("changed_at"):
        if not any(draft.values.values()):
            continue
        try:
            with transaction.atomic():
                row = _read_draft(draft, sheet)
                draft.record = state_row(row=row, key=draft.key, by=sheet.by, at=sheet.at)
        except OffenceRefused as refusal:
            waiting.append("; ".join(_said(sheet, one) for one in refusal.problems))
            continue
        draft.save(update_fields=["record"])
        written += 1
    return written, waiting


def _read_draft(draft: EntryDraft, sheet: Sheet) -> StatedRow:
    texts = {"commune": sheet.only, **draft.values}
    said = {name: read(sheet.columns[name], text) for name, text in texts.items() if text}
    if said.get("commune") and not may_record_in(sheet.scope, str(said["commune"])):
        raise OffenceRefused(Problem("commune", "Anh/chị không ghi được cho xã này."))
    return entries.row_of(sheet.table, said, today=sheet.today)


def _by_field(problems: Iterable[Problem]) -> dict[str, str]:
    words: dict[str, str] = {}
    names = {"commune_code": "commune"}
    for one in problems:
        name = names.get(one.field, one.field)
        words[name] = f"{words[name]} {one.message}" if name in words else one.message
    return words


def _said(sheet: Sheet, problem: Problem) -> str:
    column = sheet.columns.get(problem.field)
    return f"{column.label}: {problem.message}" if column else problem.message
