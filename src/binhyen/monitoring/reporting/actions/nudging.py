"""A coordinator reminds the units that have not sent: one message to each person, no more often than it helps."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import RoundReminded
from binhyen.monitoring.reporting.models import Report, Round
from binhyen.monitoring.reporting.queries.cockpit import board
from binhyen.monitoring.reporting.rules.states import moment

from .refusals import ReportRefused
from .telling import tell, whose_turn

NOT_SOONER = timedelta(minutes=15)


@transaction.atomic
def nudge(*, round_id: int, scope: Scope, by: User, at: datetime) -> tuple[int, int]:
    """Tell the people of all units that have not sent and have no accepted reason. How many units, how many people.

    Each is told of its own clock. Raises ReportRefused where all have sent, where they were told a quarter of an hour
    ago, or where the round is not open yet.
    """
    held = Round.objects.select_for_update(of=("self",)).select_related("duty").get(pk=round_id)
    if at < held.opens_at:
        raise ReportRefused(f"Kỳ báo cáo này mở từ {moment(held.opens_at)}; trước lúc ấy chưa ai làm được.")
    if held.nudged_at is not None and at - held.nudged_at < NOT_SOONER:
        raise ReportRefused("Vừa nhắc cách đây ít phút. Hãy để các đơn vị làm; 15 phút sau nhắc lại được.")
    lines = board(held=held, scope=scope, at=at).lines
    waiting = [one.report for one in lines if one.silent and not one.report.locked]
    if not waiting:
        raise ReportRefused("Các đơn vị đã gửi hoặc có lý do được chấp nhận, không còn ai phải nhắc.")

    def words(mine: Sequence[Report]) -> str:
        over = "đã quá hạn" if at > mine[0].due_at else "hạn"
        return f"{held}: chưa nhận được báo cáo của đơn vị, {over} {moment(mine[0].due_at)}"

    told = tell(reports=waiting, words=words, kind="reporting.due", at=at, roles=whose_turn)
    over = [one.pk for one in waiting if at > one.due_at]
    Report.objects.filter(pk__in=over, late_told_at__isnull=True).update(late_told_at=at)
    held.nudged_at = at
    held.save(update_fields=["nudged_at"])
    record(RoundReminded(subject_id=str(held.pk), people=len(told)), by=by, at=at)
    return len(waiting), len(told)
