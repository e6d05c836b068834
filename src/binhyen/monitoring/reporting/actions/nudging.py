"""A coordinator reminds the units that have not sent: one message to each person, no more often than it helps."""

from datetime import datetime, timedelta

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import RoundReminded
from binhyen.monitoring.reporting.models import Round
from binhyen.monitoring.reporting.queries.cockpit import board
from binhyen.monitoring.reporting.rules.states import moment

from .refusals import ReportRefused
from .telling import tell

NOT_SOONER = timedelta(minutes=15)


@transaction.atomic
def nudge(*, round_id: int, scope: Scope, by: User, at: datetime) -> tuple[int, int]:
    """Tell the people of all units that have not sent and have no accepted reason. How many units, how many people.

    Raises ReportRefused where all have sent, or where they were told a quarter of an hour ago.
    """
    held = Round.objects.select_for_update(of=("self",)).select_related("duty").get(pk=round_id)
    if held.reminded_at is not None and at - held.reminded_at < NOT_SOONER:
        raise ReportRefused("Vừa nhắc cách đây ít phút. Hãy để các đơn vị làm; 15 phút sau nhắc lại được.")
    waiting = [one.report for one in board(held=held, scope=scope, at=at).lines if one.silent]
    if not waiting:
        raise ReportRefused("Các đơn vị đã gửi hoặc có lý do được chấp nhận, không còn ai phải nhắc.")
    over = "đã quá hạn" if at > held.due_at else "hạn"
    text = f"{held.duty.name}, {held.name}: chưa nhận được báo cáo của đơn vị, {over} {moment(held.due_at)}"
    people = tell(reports=waiting, held=held, text=text, kind="reporting.due", at=at)
    held.reminded_at = at
    held.save(update_fields=["reminded_at"])
    record(RoundReminded(subject_id=str(held.pk), people=people), by=by, at=at)
    return len(waiting), people
