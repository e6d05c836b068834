"""What the receiving office does with reports: take them in, return, excuse, extend, lock."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.rules import states
from binhyen.monitoring.reporting.values.reports import Act, State

from .filling import act, locked
from .refusals import ReportRefused


@transaction.atomic
def accept(*, report_id: int, by: User, at: datetime) -> Report:
    """The report is in order. Raises ReportRefused where a comment is not settled, or it was not sent."""
    report = _for(report_id, Act.ACCEPTED)
    if report.comments.filter(settled_at__isnull=True).exists():
        raise ReportRefused("Còn góp ý chưa xong. Hãy đánh dấu đã xong hoặc trả lại để sửa.")
    report.state, report.accepted_at = State.ACCEPTED, at
    report.save(update_fields=["state", "accepted_at"])
    act(report, what=Act.ACCEPTED, by=by, at=at, version_id=report.latest_id)
    return report


@transaction.atomic
def give_back(*, report_id: int, reason: str, by: User, at: datetime) -> Report:
    """Back to the unit for correction: comments on cells say where, ``reason`` what in all. Raises ReportRefused."""
    report = _for(report_id, Act.RETURNED)
    marked = report.comments.filter(settled_at__isnull=True).exists()
    if not reason.strip() and not marked:
        raise ReportRefused("Hãy nêu điều phải sửa: góp ý vào ô, hoặc ghi lý do trả lại.")
    report.state, report.signed_steps, report.accepted_at = State.RETURNED, 0, None
    report.save(update_fields=["state", "signed_steps", "accepted_at"])
    said = reason.strip() or "Sửa theo góp ý ở từng ô."
    act(report, what=Act.RETURNED, by=by, at=at, reason=said, version_id=report.latest_id)
    return report


@transaction.atomic
def excuse(*, report_id: int, reason: str, by: User, at: datetime) -> Report:
    """Accept why a report is late. The minutes stay; who granted it and why is kept. Raises ReportRefused."""
    report = locked(report_id)
    late = states.lateness(due=report.due_at, sent=report.first_sent_at, now=at)
    if not late.late:
        raise ReportRefused("Báo cáo này không chậm.")
    if not reason.strip():
        raise ReportRefused("Hãy nêu lý do chậm được chấp nhận.")
    report.excused = True
    report.save(update_fields=["excused"])
    act(report, what=Act.EXCUSED, by=by, at=at, reason=reason.strip())
    return report


@transaction.atomic
def extend(*, report_id: int, until: datetime, reason: str, by: User, at: datetime) -> Report:
    """A later due moment for one unit, given before it has sent; the first one stays to be read. ReportRefused."""
    report = _for(report_id, Act.EXTENDED)
    if report.first_sent_at is not None:
        raise ReportRefused("Báo cáo đã gửi lần đầu, hạn không đổi được nữa.")
    if at > report.due_at:
        raise ReportRefused("Đã quá hạn, không lùi hạn được nữa; nếu có lý do, hãy chấp nhận lý do chậm.")
    if until <= report.due_at:
        raise ReportRefused("Hạn mới phải sau hạn đang có.")
    if not reason.strip():
        raise ReportRefused("Hãy nêu lý do lùi hạn.")
    report.due_at = until
    report.save(update_fields=["due_at"])
    act(report, what=Act.EXTENDED, by=by, at=at, reason=reason.strip(), until=until)
    return report


@transaction.atomic
def lock(*, report_id: int, on: bool, reason: str, by: User, at: datetime) -> Report:
    """Nothing may be written or signed any more, or again. Raises ReportRefused without a reason."""
    report = locked(report_id)
    if report.locked == on:
        raise ReportRefused("Báo cáo đã khóa." if on else "Báo cáo không khóa.")
    if not reason.strip():
        raise ReportRefused("Hãy nêu lý do.")
    report.locked = on
    report.save(update_fields=["locked"])
    act(report, what=Act.LOCKED if on else Act.UNLOCKED, by=by, at=at, reason=reason.strip())
    return report


def _for(report_id: int, what: Act) -> Report:
    report = locked(report_id)
    try:
        states.check(what, State(report.state), locked=report.locked)
    except states.NotPossible as refused:
        raise ReportRefused(str(refused)) from refused
    return report
