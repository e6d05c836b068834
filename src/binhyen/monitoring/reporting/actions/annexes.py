"""Attaching files to a report under their titles, and saying why one its duty names is not there."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files.actions import FileRefused
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.files.taking import take
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.monitoring.reporting.events import ReportAttached, ReportDetached
from binhyen.monitoring.reporting.models import Report, ReportAnnex
from binhyen.monitoring.reporting.queries import annexes as queries
from binhyen.monitoring.reporting.rules import annexes as rules
from binhyen.monitoring.reporting.values.reports import State

from .filling import area_of, open_report, writable
from .refusals import ReportRefused

MOST = 20  # of one report
TITLE, WHY = 300, 500


@transaction.atomic
def attach(
    *, report_id: int, title: str, file: tuple[BinaryIO, str] | None, why_not: str, by: User, at: datetime
) -> ReportAnnex:
    """Attach a file (its content and name) under a title, or state why there is none: one of the two.

    A file takes the place of a reason under the same title. Raises ReportRefused with what to mend.
    """
    report = writable(report_id, at=at)
    named, why = collapse(clean(title))[:TITLE], collapse(clean(why_not))[:WHY]
    _stands(named, file is not None, why)
    rows = queries.rows(report=report)
    if len(rows) >= MOST:
        raise ReportRefused(f"Một báo cáo kèm nhiều nhất {MOST} tài liệu. Hãy gộp lại, hoặc bỏ tài liệu không cần.")
    alike = [one for one in rows if rules.same(one.title, named)]
    if why and any(one.file_id for one in alike):
        raise ReportRefused("Tài liệu này đã có tệp. Muốn ghi lý do không kèm, hãy bỏ tệp trước.")
    if report.state == State.OPEN:
        report = open_report(report_id=report_id, by=by, at=at)
    for one in alike:
        if one.why_not:
            _drop(report, one, by=by, at=at)
    kept = _kept(file, by, at) if file else None
    row = ReportAnnex.objects.create(report=report, title=named, file=kept, why_not=why, at=at, by=by)
    _touched(report, by=by, at=at)
    fact = ReportAttached(
        subject_id=str(report.pk), area=area_of(report), annex=row.pk, sha256=kept.sha256 if kept else ""
    )  # fmt: skip
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def drop(*, report_id: int, annex_id: int, by: User, at: datetime) -> None:
    """It is no longer attached; versions that were signed with it keep it. Raises ReportRefused."""
    report = writable(report_id, at=at)
    row = report.annexes.filter(pk=annex_id, dropped_at__isnull=True).first()
    if row is None:
        return
    _drop(report, row, by=by, at=at)
    _touched(report, by=by, at=at)


def _stands(title: str, file: bool, why: str) -> None:
    if not title:
        raise ReportRefused("Hãy ghi tên tài liệu.")
    if file == bool(why):
        raise ReportRefused(
            "Đã chọn tệp thì không ghi lý do không kèm." if file else "Hãy chọn tệp, hoặc ghi vì sao kỳ này không có."
        )


def _kept(file: tuple[BinaryIO, str], by: User, at: datetime) -> StoredFile:
    """The file as it is sealed: of a picture without what the camera wrote into it."""
    try:
        return take(content=file[0], name=file[1], by=by, at=at, searched=False).file
    except FileRefused as refused:
        raise ReportRefused(str(refused)) from refused


def _drop(report: Report, row: ReportAnnex, *, by: User, at: datetime) -> None:
    row.dropped_at, row.dropped_by = at, by
    row.save(update_fields=["dropped_at", "dropped_by"])
    record(ReportDetached(subject_id=str(report.pk), area=area_of(report), annex=row.pk), by=by, at=at)


def _touched(report: Report, *, by: User, at: datetime) -> None:
    report.edited_at, report.edited_by = at, by
    report.save(update_fields=["edited_at", "edited_by"])
