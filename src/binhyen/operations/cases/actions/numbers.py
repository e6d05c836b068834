"""What a commune keeps of its files beside the law: the number of the file, and who helps directly. Cell by cell."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.grid.changes import CellAnswer, CellChange, by_row, conflict, refused, saved
from binhyen.operations.cases import events
from binhyen.operations.cases.models import Case, CaseHelper
from binhyen.operations.cases.queries.visible import visible_cases

from .helpers import name_helper

NUMBER, HELPER = "number", "helper"
LONGEST = 30
ROLE = "người trực tiếp giúp đỡ"


@transaction.atomic
def mend_cases(*, changes: Sequence[CellChange], scope: Scope, today: date, by: User, at: datetime) -> list[CellAnswer]:
    """Write changed cells of the grid of files: columns ``number`` and ``helper``. One answer for each cell.

    A row somebody else changed meanwhile is answered with their value; a number another file of the commune has is
    refused; a row out of reach too. Nothing is half done: each cell stands for itself.
    """
    rows = by_row(changes)
    ids = [int(key) for key in rows if key.isdecimal()]
    seen = set(visible_cases(scope=scope).filter(pk__in=ids).values_list("pk", flat=True))
    locked = Case.objects.select_for_update().filter(pk__in=seen).order_by("pk")
    cases = {str(case.pk): case for case in locked}
    return [answer for key, cells in rows.items() for answer in _mend(cases.get(key), cells, today, by, at)]


def _mend(case: Case | None, cells: Iterable[CellChange], today: date, by: User, at: datetime) -> Iterable[CellAnswer]:
    for change in cells:
        if case is None:
            yield refused(change, "Không tìm thấy hồ sơ này trong phạm vi của anh/chị.")
        elif change.field == NUMBER:
            yield _number(case, change, by, at)
        else:
            yield _helper(case, change, today, by, at)


def _number(case: Case, change: CellChange, by: User, at: datetime) -> CellAnswer:
    if change.version != case.version:
        return conflict(change, version=case.version, theirs=case.file_number, message="Hồ sơ vừa có người sửa.")
    if len(change.value) > LONGEST:
        return refused(change, f"Số hồ sơ dài nhất {LONGEST} ký tự.")
    same = Case.objects.filter(commune_code=case.commune_code, file_number=change.value).exclude(pk=case.pk)
    if change.value and same.exists():
        return refused(change, "Số này đã dùng cho một hồ sơ khác của xã.")
    Case.objects.filter(pk=case.pk).update(file_number=change.value, version=case.version + 1)
    case.version += 1
    record(events.CaseNumbered(subject_id=str(case.pk), area=case.commune_code), by=by, at=at)
    return saved(change, version=case.version)


def _helper(case: Case, change: CellChange, today: date, by: User, at: datetime) -> CellAnswer:
    held = CaseHelper.objects.filter(person_id=case.pk, direct=True, until__isnull=True).first()
    if held and held.name == change.value:
        return saved(change, version=case.version)
    if not change.value:
        return refused(change, "Muốn thôi phân công, hãy mở hồ sơ và bấm dấu × cạnh tên.")
    name_helper(person_id=case.pk, name=change.value[:120], role=ROLE, direct=True, since=today, by=by, at=at)
    return saved(change, version=case.version)
