"""What happens to proposals by itself: reminders of words and answers that are due, the end of the time to appeal."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from binhyen.foundation.journal import actions as journal
from binhyen.kit.calendar import vietnam
from binhyen.monitoring.merit import events
from binhyen.monitoring.merit.models import Move, Proposal
from binhyen.monitoring.merit.queries.terms import terms
from binhyen.monitoring.merit.values import State, Step

from .moving import note, tell_bodies, tell_leaders


@transaction.atomic
def tick(*, at: datetime) -> tuple[int, int]:
    """Once a day: whose time is nearly over (``REMIND_BEFORE``), or over since yesterday, is told; what nobody appealed
    against is closed.

    Returns how many were reminded of and how many closed. A second call on a day does nothing.
    """
    return _remind(at), _close(at)


def _remind(at: datetime) -> int:
    today, calendar = timezone.localdate(at), vietnam()
    if not calendar.is_working_day(today):
        return 0
    before = terms(on=today)["REMIND_BEFORE"].value
    soon, gone = calendar.add_working_days(today, before), calendar.add_working_days(today, -1)
    done = Move.objects.filter(proposal=OuterRef("pk"), step=Step.REMINDED, at__date=today)
    told = 0
    rows = _locked(at).filter(~Exists(done))
    for one in rows.filter(state=State.SENT, word_due_on__in=(soon, gone)):
        if one.word_due_on == soon:
            tell_bodies(one, text=f"Hạn có ý kiến {soon:%d/%m/%Y}", bodies=[one.body_id], at=at)
        else:
            tell_leaders(one, text="Đơn vị không có ý kiến trong hạn, chờ quyết định", at=at)
        told += _reminded(one, at)
    for one in rows.filter(state=State.DECIDED, appeal_due_on=soon):
        tell_bodies(one, text=f"Hạn kiến nghị {soon:%d/%m/%Y}", bodies=[one.body_id], at=at)
        told += _reminded(one, at)
    for one in rows.filter(state=State.APPEALED, answer_due_on__in=(soon, gone)):
        tell_bodies(one, text="Kiến nghị đến hạn trả lời", bodies=[one.appeal_to_id], at=at)
        told += _reminded(one, at)
    return told


def _reminded(one: Proposal, at: datetime) -> int:
    note(one, step=Step.REMINDED, at=at, by=None)
    return 1


def _close(at: datetime) -> int:
    over = _locked(at).filter(state=State.DECIDED, appeal_due_on__lt=timezone.localdate(at))
    closed = 0
    for one in over:
        one.state = State.CLOSED
        one.version += 1
        one.save(update_fields=["state", "version"])
        note(one, step=Step.CLOSED, text="Hết hạn kiến nghị, đơn vị không kiến nghị.", at=at, by=None)
        journal.record(events.MeritClosed(subject_id=str(one.pk), area=one.body.area_code), by=None, at=at)
        closed += 1
    return closed


def _locked(at: datetime) -> QuerySet[Proposal]:
    return Proposal.objects.select_for_update(of=("self",)).select_related("body").filter(proposed_at__lte=at)
