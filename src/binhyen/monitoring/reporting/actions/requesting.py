"""A unit asks about the clock of its report: for a later day, to have a late one excused, to have it unlocked."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.rules import states
from binhyen.monitoring.reporting.rules.states import Wish
from binhyen.monitoring.reporting.values.reports import Act

from . import telling
from .filling import act, locked
from .refusals import ReportRefused


@transaction.atomic
def request(*, report_id: int, reason: str, until: datetime | None = None, by: User, at: datetime) -> Report:
    """Ask the receiving office, with the reason; ``until`` is the day wished for, where there is time left.

    Raises ReportRefused: nothing to ask for, an earlier request waits, no reason, a day that is no later one.
    """
    report = locked(report_id)
    wish = states.wish_of(report, at)
    if wish is None:
        raise ReportRefused("Báo cáo đã gửi đúng hạn hoặc lý do chậm đã được chấp nhận, không có gì phải đề nghị.")
    if report.asked_at is not None:
        raise ReportRefused("Đề nghị trước đang chờ nơi nhận trả lời.")
    if not reason.strip():
        raise ReportRefused("Hãy nêu lý do.")
    if wish is Wish.LATER and (until is None or until <= report.due_at):
        raise ReportRefused(f"Hãy ghi hạn mới xin được, sau {states.moment(report.due_at)}.")
    report.asked_at = at
    report.save(update_fields=["asked_at"])
    asked = until if wish is Wish.LATER else None
    act(report, what=Act.ASKED, by=by, at=at, reason=reason.strip(), until=asked)
    telling.requested(report=report, at=at)
    return report
