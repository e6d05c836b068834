"""What the receiving office does with reports: take them in, return, excuse, extend, lock; one or many at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.rules import states
from binhyen.monitoring.reporting.values.reports import HANDED_IN, Act, State

from . import telling
from .filling import act, locked
from .refusals import ReportRefused


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of one decision on many reports: a refused one stands with the reason."""

    done: Sequence[Report]
    refused: Sequence[tuple[Report, str]]


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
    telling.returned(report=report, by=by, at=at)
    return report


def excuse(*, report_id: int, reason: str, by: User, at: datetime) -> Report:
    """Accept why a report is late. The minutes stay; who granted it and why is kept. Raises ReportRefused."""
    return _alone(Act.EXCUSED, report_id, reason, by, at)


def extend(*, report_id: int, until: datetime, reason: str, by: User, at: datetime) -> Report:
    """A later due moment for one unit, given before it has sent; the first one stays to be read. ReportRefused."""
    return _alone(Act.EXTENDED, report_id, reason, by, at, until)


def lock(*, report_id: int, on: bool, reason: str, by: User, at: datetime) -> Report:
    """Nothing may be written or signed any more, or again. Raises ReportRefused without a reason."""
    return _alone(Act.LOCKED if on else Act.UNLOCKED, report_id, reason, by, at)


def decline(*, report_id: int, reason: str, by: User, at: datetime) -> Report:
    """What the unit asked about its clock is not granted. Raises ReportRefused where it asked nothing."""
    return _alone(Act.DECLINED, report_id, reason, by, at)


@transaction.atomic
def decide(
    *, report_ids: Iterable[int], what: Act, reason: str, until: datetime | None = None, by: User | None, at: datetime
) -> Decided:
    """One decision on many reports: EXCUSED, EXTENDED with ``until``, LOCKED, UNLOCKED or DECLINED.

    Each stands or falls alone; whoever works for several of the units is told once. ``by`` None is the clock: it tells
    those who have not sent.
    """
    done: list[Report] = []
    refused: list[tuple[Report, str]] = []
    for number in sorted(set(report_ids)):
        report = locked(number)
        try:
            with transaction.atomic():
                _decide(report, what, reason=reason, until=until, by=by, at=at)
        except ReportRefused as why:
            refused.append((report, str(why)))
        else:
            done.append(report)
    told = done if by is not None else [one for one in done if one.state not in HANDED_IN]
    telling.decided(reports=told, what=what, by=by, at=at)
    return Decided(done, refused)


def _alone(what: Act, report_id: int, reason: str, by: User, at: datetime, until: datetime | None = None) -> Report:
    made = decide(report_ids=[report_id], what=what, reason=reason, until=until, by=by, at=at)
    for _report, why in made.refused:
        raise ReportRefused(why)
    return made.done[0]


def _decide(report: Report, what: Act, *, reason: str, until: datetime | None, by: User | None, at: datetime) -> None:
    """The decision with its row. ``until`` stands in the row of an extension only."""
    _check(report, what)
    changed = _CHANGES[what](report, until, at)
    if not reason.strip():
        raise ReportRefused(_REASONS.get(what, "Hãy nêu lý do."))
    if what is not Act.LOCKED:
        report.asked_at = None
        changed = [*changed, "asked_at"]
    report.save(update_fields=changed)
    act(report, what=what, by=by, at=at, reason=reason.strip(), until=until if what is Act.EXTENDED else None)


def _excused(report: Report, _until: datetime | None, at: datetime) -> list[str]:
    if not states.lateness(due=report.due_at, sent=report.first_sent_at, now=at).late:
        raise ReportRefused("Báo cáo này không chậm.")
    report.excused = True
    return ["excused"]


def _extended(report: Report, until: datetime | None, at: datetime) -> list[str]:
    if report.first_sent_at is not None:
        raise ReportRefused("Báo cáo đã gửi lần đầu, hạn không đổi được nữa.")
    if at > report.due_at:
        raise ReportRefused("Đã quá hạn, không lùi hạn được nữa; nếu có lý do, hãy chấp nhận lý do chậm.")
    if until is None:
        raise ReportRefused("Hãy ghi hạn mới, ví dụ 16:00 23/11/2026.")
    if until <= report.due_at:
        raise ReportRefused("Hạn mới phải sau hạn đang có.")
    told_enough = until - at <= telling.ahead_of(report.round)  # of a clock so near, this very decision
    report.due_at, report.reminded_at = until, at if told_enough else None
    return ["due_at", "reminded_at"]


def _locked(report: Report, _until: datetime | None, _at: datetime) -> list[str]:
    if report.locked:
        raise ReportRefused("Báo cáo đã khóa.")
    report.locked = True
    return ["locked"]


def _unlocked(report: Report, _until: datetime | None, _at: datetime) -> list[str]:
    if not report.locked:
        raise ReportRefused("Báo cáo không khóa.")
    report.locked = False
    return ["locked"]


def _declined(report: Report, _until: datetime | None, _at: datetime) -> list[str]:
    if report.asked_at is None:
        raise ReportRefused("Đơn vị không có đề nghị nào đang chờ.")
    return []


_CHANGES: dict[Act, Callable[[Report, datetime | None, datetime], list[str]]] = {
    Act.EXCUSED: _excused, Act.EXTENDED: _extended, Act.LOCKED: _locked, Act.UNLOCKED: _unlocked,
    Act.DECLINED: _declined,
}  # fmt: skip
_REASONS = {Act.EXCUSED: "Hãy nêu lý do chậm được chấp nhận.", Act.EXTENDED: "Hãy nêu lý do lùi hạn."}


def _for(report_id: int, what: Act) -> Report:
    report = locked(report_id)
    _check(report, what)
    return report


def _check(report: Report, what: Act) -> None:
    try:
        states.check(what, State(report.state), locked=report.locked)
    except states.NotPossible as refused:
        raise ReportRefused(str(refused)) from refused
