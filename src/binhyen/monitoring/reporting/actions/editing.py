"""The province's own forms: begun from one in force, changed, published from a day on. Old reports keep theirs."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import FormEdited
from binhyen.monitoring.reporting.models import FormVersion
from binhyen.monitoring.reporting.rules import editing, forms
from binhyen.monitoring.reporting.rules.written import written

from .refusals import ReportRefused


class StaleForm(Exception):
    """Somebody else changed the form meanwhile; nothing is overwritten."""


@transaction.atomic
def begin(*, key: str, province: str, code: str, title: str, by: User, at: datetime, on: date) -> FormVersion:
    """A draft from the version ``key``: of the same form, or of a new one where ``code`` is another.

    Raises ReportRefused where a draft of that form is open already, or the code cannot be one.
    """
    source = _of_key(key, province)
    if FormVersion.objects.filter(code=code, province_code=province, published_at__isnull=True).exists():
        raise ReportRefused("Mẫu này đang có một bản nháp. Hãy sửa tiếp bản nháp ấy, hoặc bỏ nó đi.")
    last = FormVersion.objects.filter(code=code, province_code=province).aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    data = dict(source) | {"code": code, "province": province, "version": number, "valid_from": on.isoformat()}
    data.pop("valid_to", None)
    if code != source["code"]:
        data |= {
            "title": title,
            "short": title[:60],
            "source": "Mẫu do tỉnh đặt",
            "confidence": "directive",
            "remark": "",
        }
    try:
        forms.parsed(data)
    except forms.FormError as refused:
        raise ReportRefused(str(refused)) from refused
    row = FormVersion.objects.create(
        code=code, province_code=province, number=number, data=data, valid_from=on, made_at=at, made_by=by
    )
    _record(row, "BEGUN", by, at)
    return row


def _of_key(key: str, province: str) -> Mapping[str, Any]:
    """What is written of a version: shipped, or one the province published."""
    shipped = forms.shipped().get(key)
    if shipped is not None:
        return written(shipped)
    name, _, number = key.partition("/")
    found = FormVersion.objects.filter(
        code=name.partition("@")[0], province_code=province, number=int(number) if number.isdigit() else 0,
        published_at__isnull=False,
    ).first()  # fmt: skip
    if found is None:
        raise ReportRefused("Không có mẫu này.")
    data: Mapping[str, Any] = found.data
    return data


@transaction.atomic
def change(*, row_id: int, revision: int, edit: editing.Edit, by: User, at: datetime) -> FormVersion:
    """One change of a draft. Raises ReportRefused with what would be wrong, StaleForm where it is not the newest."""
    row = _draft(row_id)
    if row.revision != revision:
        raise StaleForm
    try:
        data = editing.changed(row.data, edit)
        form = forms.parsed(data)
    except (editing.NotEdited, forms.FormError) as refused:
        raise ReportRefused(str(refused)) from refused
    row.data, row.valid_from, row.valid_to = data, form.valid_from, form.valid_to
    row.revision += 1
    row.save(update_fields=["data", "valid_from", "valid_to", "revision"])
    _record(row, "SAVED", by, at)
    return row


@transaction.atomic
def publish(*, row_id: int, revision: int, by: User, at: datetime, today: date) -> FormVersion:
    """From its first day on rounds open with this version; those that are open keep theirs. Raises as ``change``.

    Not from a day gone by: nobody's report changes under them.
    """
    row = _draft(row_id)
    if row.revision != revision:
        raise StaleForm
    if row.valid_from < today:
        raise ReportRefused(f"Ngày áp dụng {row.valid_from:%d/%m/%Y} đã qua. Hãy chọn từ hôm nay trở đi.")
    row.published_at, row.published_by = at, by
    row.save(update_fields=["published_at", "published_by"])
    _record(row, "PUBLISHED", by, at)
    return row


@transaction.atomic
def drop(*, row_id: int, by: User, at: datetime) -> None:
    """Give up a draft."""
    row = _draft(row_id)
    _record(row, "DROPPED", by, at)
    row.delete()


def _draft(row_id: int) -> FormVersion:
    row = FormVersion.objects.select_for_update().filter(pk=row_id).first()
    if row is None or row.published_at is not None:
        raise ReportRefused("Bản này đã ban hành hoặc không còn. Muốn sửa, hãy lập bản nháp mới từ nó.")
    return row


def _record(row: FormVersion, act: str, by: User, at: datetime) -> None:
    key = f"{row.code}@{row.province_code}/{row.number}"
    record(FormEdited(subject_id=key, act=act, revision=row.revision), by=by, at=at)
