"""Locks of a duty as dated data: how long after its clock a report takes no change any more; the clock that locks."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import DutyLockSet
from binhyen.monitoring.reporting.models import DutyLock, Report, ReportAct, ReportDuty
from binhyen.monitoring.reporting.rules.duties import lock_days
from binhyen.monitoring.reporting.values.reports import Act
from binhyen.operations.cases.rules.time import day_of

from . import receiving
from .refusals import ReportRefused

LONGEST = 365  # days
_BY_HAND = (Act.LOCKED, Act.UNLOCKED)


@transaction.atomic
def set_lock(
    *, key: str, days: int | None, valid_from: date, reason: str, by: User, at: datetime
) -> DutyLock:  # fmt: skip
    """From a day on: reports of rounds due from then are locked ``days`` after their own clock; None: not by itself.

    Raises ReportRefused: the duty ended, days out of bounds, a day gone by, no reason, or it says what holds already.
    """
    duty = ReportDuty.objects.select_for_update().get(key=key)
    if duty.ended_at is not None:
        raise ReportRefused("Chế độ báo cáo này đã thôi.")
    if days is not None and not 1 <= days <= LONGEST:
        raise ReportRefused(f"Số ngày phải từ 1 đến {LONGEST}.")
    if valid_from < day_of(at):
        raise ReportRefused("Không đặt ngược về trước: kỳ đã đến hạn giữ cách khóa của nó.")
    if not reason.strip():
        raise ReportRefused("Hãy nêu lý do, ví dụ văn bản quy định.")
    if days == lock_days(duty.locks.all(), valid_from):
        raise ReportRefused("Từ ngày ấy chế độ này vốn đã khóa như vậy.")
    record(
        DutyLockSet(subject_id=duty.key, days=days or 0, valid_from=valid_from.isoformat()), by=by, at=at, reason=reason
    )
    return DutyLock.objects.create(
        duty=duty, days=days, valid_from=valid_from, reason=reason.strip()[:500], made_at=at, made_by=by
    )  # fmt: skip


def lock_due(*, at: datetime) -> int:
    """Lock what its duty says is to be locked by now. What somebody locked or unlocked by hand stays as they left it.

    Returns how many were locked. Safe to run twice, and to run late.
    """
    rules: dict[int, list[DutyLock]] = defaultdict(list)
    for rule in DutyLock.objects.order_by("valid_from", "pk"):
        rules[rule.duty_id].append(rule)
    by_hand = ReportAct.objects.filter(act__in=_BY_HAND, report__round__duty__in=rules).values("report")
    open_ = Report.objects.filter(locked=False, round__duty__in=rules, due_at__lt=at).exclude(pk__in=by_hand)
    found: dict[int, list[int]] = defaultdict(list)
    for one in open_.select_related("round"):
        days = lock_days(rules[one.round.duty_id], day_of(one.round.due_at))
        if days is not None and at >= one.due_at + timedelta(days=days):
            found[days].append(one.pk)
    return sum(
        len(receiving.decide(report_ids=ids, what=Act.LOCKED, reason=_said(days), by=None, at=at).done)
        for days, ids in found.items()
    )


def _said(days: int) -> str:
    return f"Khóa theo chế độ báo cáo, {days} ngày sau hạn."
