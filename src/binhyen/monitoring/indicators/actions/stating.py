"""Entering a figure a unit reported in a document, of what the product cannot count; correcting it; taking it back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.monitoring.indicators.events import FigureStated, FigureWithdrawn
from binhyen.monitoring.indicators.models import StatedFigure
from binhyen.monitoring.indicators.queries.boards import latest_run
from binhyen.monitoring.indicators.queries.stated import counted, held
from binhyen.monitoring.indicators.rules.dictionary import RATE, Entry, entry
from binhyen.monitoring.indicators.rules.periods import Period


class NotStated(Exception):
    """The figure was not taken; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """``numerator`` in the unit of the indicator; ``denominator`` where it is a rate; the document that says so."""

    numerator: int
    denominator: int | None
    document_id: int
    note: str = ""


@transaction.atomic
def state(
    *, code: str, area: str, period: Period, given: Reported, by: User, at: datetime, today: date
) -> StatedFigure:
    """Enter a figure of a period, of one that still runs up to today.

    Raises NotStated: counted by the product, a period to come, numbers that cannot be, entered already.
    """
    _alone()
    if period.start > today:
        raise NotStated("Kỳ này chưa bắt đầu.")
    row = _row(code, area, period.start, min(period.end, today), given, by, at)
    if held().filter(code=code, area=area, start=row.start, on=row.on).exists():
        raise NotStated("Đã có số của địa bàn và kỳ này. Hãy sửa số đã nhập.")
    return _kept(row)


@transaction.atomic
def correct(*, pk: int, given: Reported, reason: str, by: User, at: datetime) -> StatedFigure:
    """Enter it anew in the place of one that holds, of the same place and days. Raises NotStated, as ``state``."""
    before = _current(pk)
    if not reason.strip():
        raise NotStated("Hãy nêu lý do sửa.")
    row = _row(before.code, before.area, before.start, before.on, given, by, at)
    row.supersedes, row.reason = before, collapse(clean(reason))[:300]
    return _kept(row)


@transaction.atomic
def withdraw(*, pk: int, reason: str, by: User, at: datetime) -> None:
    """Say that it should not have been entered. Raises NotStated: no reason, or another was faster."""
    before = _current(pk)
    if not reason.strip():
        raise NotStated("Hãy nêu lý do rút.")
    row = StatedFigure.objects.create(
        code=before.code, area=before.area, start=before.start, on=before.on, numerator=before.numerator,
        denominator=before.denominator, document_id=before.document_id, supersedes=before, withdrawn=True,
        reason=collapse(clean(reason))[:300], entered_at=at, entered_by=by,
    )  # fmt: skip
    told = FigureWithdrawn(subject_id=str(row.pk), code=row.code, area=row.area, supersedes=before.pk)
    record(told, by=by, at=at, reason=row.reason)


def _alone() -> None:
    """One at a time: the same figure is not entered twice at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('indicators.stated'))")


def _current(pk: int) -> StatedFigure:
    _alone()
    found = held().filter(pk=pk).first()
    if found is None:
        raise NotStated("Số này vừa được người khác sửa hoặc rút. Hãy mở lại trang.")
    return found


def _row(code: str, area: str, start: date, on: date, given: Reported, by: User, at: datetime) -> StatedFigure:
    of, run = entry(code), latest_run()
    if of is None:
        raise NotStated("Không có chỉ tiêu này.")
    if run is not None and counted(run=run, code=code):
        raise NotStated("Hệ thống đếm chỉ tiêu này từ sổ, không nhập tay được.")
    _check(of, given)
    return StatedFigure(
        code=code, area=area, start=start, on=on, numerator=given.numerator * of.scale, denominator=given.denominator,
        document_id=given.document_id, note=collapse(clean(given.note))[:300], entered_at=at, entered_by=by,
    )  # fmt: skip


def _check(of: Entry, given: Reported) -> None:
    above, below = given.numerator, given.denominator
    if above < 0 or (below is not None and below < 0):
        raise NotStated("Số không thể âm.")
    if bool(of.denominator) != (below is not None):
        raise NotStated("Chỉ tiêu này cần cả tử số và mẫu số." if of.denominator else "Chỉ tiêu này không có mẫu số.")
    if of.show == RATE and below is not None and above > below:
        raise NotStated("Tử số lớn hơn mẫu số.")


def _kept(row: StatedFigure) -> StatedFigure:
    row.save(force_insert=True)
    told = FigureStated(subject_id=str(row.pk), code=row.code, area=row.area, supersedes=row.supersedes_id or 0)
    record(told, by=row.entered_by, at=row.entered_at, reason=row.reason)
    return row
