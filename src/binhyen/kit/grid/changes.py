"""Changed cells: what the grid posts, and what it is answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext

from binhyen.kit.vietnamese.text import clean, collapse

from .columns import Column, Value, as_text
from .rows import Row, page

MOST_CHANGES = 2_000  # cells of one POST; the grid sends more in several
_LONGEST_ID = 64  # characters


class Outcome(StrEnum):
    SAVED = "saved"
    REFUSED = "refused"
    CONFLICT = "conflict"


class MalformedChanges(ValueError):
    """What was posted is no list of changed cells. Its words may be shown."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One changed cell as posted. ``version`` is that of the row the person saw; ``value`` as it travels."""

    id: str
    version: int
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """What became of one changed cell. ``version`` and ``value`` are those of the row as it stands now."""

    id: str
    field: str
    outcome: Outcome
    version: int
    value: str = ""
    message: str = ""


def saved(change: CellChange, *, version: int, value: Value = None, warning: str = "") -> CellAnswer:
    """The cell is written; ``value`` where it was written differently from what was posted."""
    kept = change.value if value is None else as_text(value)
    return CellAnswer(change.id, change.field, Outcome.SAVED, version, kept, warning)


def refused(change: CellChange, message: str) -> CellAnswer:
    """The cell is not written; ``message`` is one plain sentence. The typed value stays in the grid."""
    return CellAnswer(change.id, change.field, Outcome.REFUSED, change.version, change.value, message)


def conflict(change: CellChange, *, version: int, theirs: Value, message: str = "") -> CellAnswer:
    """Somebody else changed the cell meanwhile to ``theirs``; the person chooses between the two."""
    return CellAnswer(change.id, change.field, Outcome.CONFLICT, version, as_text(theirs), message)


def parse_changes(body: bytes, columns: Sequence[Column]) -> tuple[CellChange, ...]:
    """The changed cells of a posted body, in the order they came.

    ``value`` of each is NFC with single blanks, not yet read: see ``columns.read``. All cells of
    one row carry the same version.
    Raises ``MalformedChanges`` for anything that is no list of changes of columns that may be edited.
    """
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise MalformedChanges(gettext("Dữ liệu gửi lên không đọc được. Tải lại trang rồi thử lại.")) from None
    if not isinstance(given, list):
        raise MalformedChanges(gettext("Dữ liệu gửi lên không phải danh sách ô đã sửa."))
    if len(given) > MOST_CHANGES:
        raise MalformedChanges(gettext("Mỗi lần lưu được nhiều nhất %(n)d ô.") % {"n": MOST_CHANGES})
    known = {column.name: column for column in columns}
    changes = tuple(_change(one, known) for one in given)
    _refuse_contradictions(changes)
    return changes


def _change(given: object, known: Mapping[str, Column]) -> CellChange:
    if not isinstance(given, dict) or set(given) != {"id", "version", "field", "value"}:
        raise MalformedChanges(gettext("Một ô gửi lên thiếu hoặc thừa phần. Tải lại trang rồi thử lại."))
    row, version, name, value = given["id"], given["version"], given["field"], given["value"]
    if not isinstance(row, str) or not row or len(row) > _LONGEST_ID or not _is_text(row):
        raise MalformedChanges(gettext("Một ô gửi lên không nói rõ thuộc dòng nào. Tải lại trang rồi thử lại."))
    if not isinstance(version, int) or isinstance(version, bool) or not 0 <= version < 2**31:
        raise MalformedChanges(gettext("Một ô gửi lên không nói rõ phiên bản của dòng. Tải lại trang rồi thử lại."))
    column = known.get(name) if isinstance(name, str) else None
    if column is None:
        raise MalformedChanges(gettext("Một ô gửi lên thuộc cột không có trong bảng. Tải lại trang rồi thử lại."))
    if not column.may_edit:
        raise MalformedChanges(gettext("Cột “%(column)s” chỉ để xem, không sửa được.") % {"column": column.label})
    if not isinstance(value, str) or not _is_text(value):
        raise MalformedChanges(gettext("Giá trị của cột “%(column)s” phải là chữ.") % {"column": column.label})
    return CellChange(row, version, name, collapse(clean(value)))


def _is_text(given: str) -> bool:
    """No NUL, no half of a surrogate pair: what a database can hold."""
    return "\x00" not in given and not any("\ud800" <= letter <= "\udfff" for letter in given)


def _refuse_contradictions(changes: Sequence[CellChange]) -> None:
    versions: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for one in changes:
        if (one.id, one.field) in seen or versions.setdefault(one.id, one.version) != one.version:
            raise MalformedChanges(gettext("Một dòng gửi lên hai lần khác nhau. Tải lại trang rồi thử lại."))
        seen.add((one.id, one.field))


def by_row(changes: Iterable[CellChange]) -> dict[str, list[CellChange]]:
    """The changes of each row together, rows in the order they came."""
    rows: dict[str, list[CellChange]] = {}
    for one in changes:
        rows.setdefault(one.id, []).append(one)
    return rows


def answered(
    request: HttpRequest,
    columns: Sequence[Column],
    save: Callable[[tuple[CellChange, ...]], Iterable[CellAnswer]],
    *,
    renew: Callable[[tuple[str, ...]], Iterable[Row]] | None = None,
) -> JsonResponse:
    """The whole of a view that saves a grid: reads what was posted, calls ``save`` once, answers every cell.

    ``renew`` gives the rows of these ids anew where a change of one cell says something about others.
    """
    try:
        changes = parse_changes(request.body, columns)
    except MalformedChanges as refusal:
        return JsonResponse({"message": str(refusal)}, status=400)
    answers = {(one.id, one.field): one for one in save(changes)}
    left = [one for one in changes if (one.id, one.field) not in answers]
    if left:
        raise ValueError(f"{len(left)} changed cells got no answer, the first of row {left[0].id}")
    rows = page(columns, renew(tuple(by_row(changes))))["rows"] if renew else []
    return JsonResponse({"cells": [_answer_shape(one) for one in answers.values()], "rows": rows})


def _answer_shape(one: CellAnswer) -> dict[str, Any]:
    return {
        "id": one.id,
        "field": one.field,
        "outcome": one.outcome.value,
        "version": one.version,
        "value": one.value,
        "message": str(one.message),
    }
