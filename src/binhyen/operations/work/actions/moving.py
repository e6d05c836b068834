"""What every move of work shares: the rows it locks, whom it is done for, the row and the fact it leaves."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.accounts.queries import holds_office
from binhyen.operations.work.models import Task, TaskMove, TaskPeriod, TaskShare
from binhyen.operations.work.rules import states
from binhyen.operations.work.values import TO_DO, Cadence, Part, Work, WorkRefused

from .periods import hand_on

KINDS = {
    states.OPEN: "OPENED", states.START: "STARTED", states.CLAIM: "CLAIMED", states.TAKE_BACK: "TAKEN_BACK",
    states.VERIFY: "VERIFIED", states.REJECT: "REJECTED", states.STOP: "STOPPED",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, when, and for which body (its id)."""

    by: User
    at: datetime
    body: int


def locked(*, task_id: int) -> Task:
    """The task, locked for this move. Moves of one task wait for each other."""
    return Task.objects.select_for_update(of=("self",)).select_related("lead", "verifier", "issuer").get(pk=task_id)


def own_share(*, task: Task, hand: Hand) -> TaskShare:
    """The share of the body that acts. Raises WorkRefused where it has none, or ``hand.by`` holds no office in it.

    A co-lead of work with periods that has not been put on one yet is put on the one under way.
    """
    shares = TaskShare.objects.select_related("body", "period").filter(task=task, body=hand.body)
    share = shares.first()
    if share and share.part == Part.CO_LEAD and task.cadence != Cadence.ONCE and share.period_id is None:
        hand_on(task_ids=[task.pk], at=hand.at)
        share = shares.first()
    if share is None:
        raise WorkRefused("Cơ quan này không có phần trong việc.")
    if not acts_for(share.body.key, hand=hand):
        raise WorkRefused("Anh/chị không còn làm việc tại cơ quan này.")
    return share


def acts_for(key: str, *, hand: Hand) -> bool:
    """Whether whoever acts holds an office in the body with this key on the day."""
    return holds_office(user=hand.by, body_key=key, on=timezone.localdate(hand.at))


def period_of(*, task: Task, period_id: int | None) -> TaskPeriod | None:
    """The period a move is about: of recurring and continuous work one must be named, of other work none may be."""
    if task.cadence == Cadence.ONCE:
        return None
    if task.state == Work.STOPPED:
        raise WorkRefused("Việc này đã dừng.")
    period = TaskPeriod.objects.select_for_update().filter(task=task, pk=period_id).first() if period_id else None
    if period is None:
        raise WorkRefused("Hãy chọn kỳ của việc.", "period")
    return period


def standing(*, share: TaskShare, period: TaskPeriod | None) -> str:
    """Where a part stands in a period: the lead's is the period's own; a co-lead is done with those before its turn."""
    if share.part == Part.LEAD or period is None:
        return period.state if period else share.state
    return share.state if period.pk == share.period_id else Work.VERIFIED


def move(
    *,
    task: Task,
    share: TaskShare,
    step: str,
    hand: Hand,
    period: TaskPeriod | None = None,
    reason: str = "",
) -> str:
    """Take one step of ``rules.states`` and leave its row. Returns the new state. Raises WorkRefused.

    The lead's share and its task stand in one state; a co-lead's share goes its own way, and so does a period. A move
    of a co-lead's share names the period its turn is about.
    """
    try:
        state = states.after(step, period.state if period else share.state)
    except states.NotPossible as refusal:
        raise WorkRefused(str(refusal)) from None
    if period:
        _set_period(period, state, hand.at)
        _begin(task, share, hand.at)
    else:
        _set_share(task, share, state, hand.at)
    about = period or share.period
    TaskMove.objects.create(
        task=task,
        share=share,
        period=about,
        kind=KINDS[step],
        state=state,
        due_at=about.due_at if about else task.due_at,
        original_due_at=about.original_due_at if about else task.original_due_at,
        at=hand.at,
        by=hand.by,
        body_id=hand.body,
        reason=reason[:500],
    )
    return state


def _set_share(task: Task, share: TaskShare, state: str, at: datetime) -> None:
    share.state, share.changed_at = state, at
    if state == states.OPENED:
        share.opened_at = at
    share.save(update_fields=["state", "changed_at", "opened_at"])
    if share.part != Part.LEAD:
        return
    task.state = state
    task.claimed_at = at if state == states.CLAIMED else task.claimed_at if state == states.VERIFIED else None
    task.verified_at = at if state == states.VERIFIED else None
    task.version += 1
    task.save(update_fields=["state", "claimed_at", "verified_at", "version"])


def _set_period(period: TaskPeriod, state: str, at: datetime) -> None:
    period.state = state
    period.claimed_at = at if state == states.CLAIMED else period.claimed_at if state == states.VERIFIED else None
    period.verified_at = at if state == states.VERIFIED else None
    period.save(update_fields=["state", "claimed_at", "verified_at"])


def _begin(task: Task, share: TaskShare, at: datetime) -> None:
    """Work with periods is under way with the first, and recurring work due when the earliest open period is."""
    if task.state in (states.GIVEN, states.OPENED):
        task.state = share.state = states.DOING
        share.opened_at = share.opened_at or at
        share.changed_at = at
        share.save(update_fields=["state", "opened_at", "changed_at"])
    if task.cadence == Cadence.RHYTHM:  # the beat of continuous work follows what is shown
        task.due_at = task.periods.filter(state__in=TO_DO).aggregate(first=Min("due_at"))["first"]
    task.version += 1
    task.save(update_fields=["state", "due_at", "version"])
