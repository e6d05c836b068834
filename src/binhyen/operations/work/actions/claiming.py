"""Done is what somebody else confirms: claimed with evidence, verified or sent back with a reason."""

from django.db import transaction

from binhyen.foundation.journal import actions as journal
from binhyen.operations.work import events
from binhyen.operations.work.models import Task, TaskPeriod, TaskShare
from binhyen.operations.work.rules import clear, states
from binhyen.operations.work.rules.judges import judge
from binhyen.operations.work.values import Cadence, EvidenceKind, Part, WorkRefused

from .ending import end_finished
from .moving import Hand, acts_for, locked, move, own_share, period_of
from .periods import hand_on
from .telling import tell_bodies


@transaction.atomic
def claim(*, task_id: int, hand: Hand, period_id: int | None = None, note: str = "") -> TaskShare:
    """The body says its part is done. A lead needs evidence of every kind asked for, a co-lead any evidence.

    Of work with periods a lead names the period, a co-lead's part is about the one its turn is. Raises WorkRefused,
    naming the kinds that are missing.
    """
    task = locked(task_id=task_id)
    share = own_share(task=task, hand=hand)
    if share.part == Part.FOLLOWER:
        raise WorkRefused("Cơ quan theo dõi không báo xong việc.")
    period = period_of(task=task, period_id=period_id) if share.part == Part.LEAD else None
    _enough(task, share, period)
    move(task=task, share=share, step=states.CLAIM, hand=hand, period=period, reason=note.strip())
    fact = events.TaskClaimed(subject_id=str(task.pk), body=share.body.key, period_id=period.pk if period else 0)
    journal.record(fact, by=hand.by, at=hand.at)
    tell_bodies(
        bodies=[judge_of(task=task, share=share)], kind="work.claimed", text=f"{share.body.name} báo xong", task=task,
        by=hand.by, at=hand.at,
    )  # fmt: skip
    return share


@transaction.atomic
def take_back(*, task_id: int, hand: Hand, period_id: int | None = None) -> TaskShare:
    """The body takes its claim back before anybody judged it. Raises WorkRefused."""
    task = locked(task_id=task_id)
    share = own_share(task=task, hand=hand)
    period = period_of(task=task, period_id=period_id) if share.part == Part.LEAD else None
    move(task=task, share=share, step=states.TAKE_BACK, hand=hand, period=period)
    fact = events.ClaimTakenBack(subject_id=str(task.pk), body=share.body.key, period_id=period.pk if period else 0)
    journal.record(fact, by=hand.by, at=hand.at)
    return share


@transaction.atomic
def verify(*, task_id: int, share_id: int, hand: Hand, period_id: int | None = None) -> TaskShare:
    """Somebody else confirms what a body claimed. Raises WorkRefused for the wrong body, and for anybody of its own.

    A co-lead of work with periods goes on to the next one, where that has begun.
    """
    task, share, period = _judged(task_id, share_id, period_id, hand)
    move(task=task, share=share, step=states.VERIFY, hand=hand, period=period)
    fact = events.TaskVerified(subject_id=str(task.pk), body=share.body.key, period_id=period.pk if period else 0)
    journal.record(fact, by=hand.by, at=hand.at)
    if share.part == Part.CO_LEAD and task.cadence != Cadence.ONCE:
        hand_on(task_ids=[task.pk], at=hand.at)
    if period:
        end_finished(task_ids=[task.pk], at=hand.at)
    tell_bodies(bodies=[share.body_id], kind="work.verified", text="Đã xác nhận", task=task, by=hand.by, at=hand.at)
    return share


@transaction.atomic
def reject(*, task_id: int, share_id: int, reason: str, hand: Hand, period_id: int | None = None) -> TaskShare:
    """What was claimed goes back with a reason; the clock runs on. Raises WorkRefused."""
    if not reason.strip():
        raise WorkRefused("Hãy ghi lý do trả lại, để cơ quan biết phải bổ sung gì.", "reason")
    task, share, period = _judged(task_id, share_id, period_id, hand)
    move(task=task, share=share, step=states.REJECT, hand=hand, period=period, reason=reason.strip())
    fact = events.TaskRejected(subject_id=str(task.pk), body=share.body.key, period_id=period.pk if period else 0)
    journal.record(fact, by=hand.by, at=hand.at, reason=reason.strip())
    tell_bodies(bodies=[share.body_id], kind="work.rejected", text="Bị trả lại", task=task, by=hand.by, at=hand.at)
    return share


def judge_of(*, task: Task, share: TaskShare) -> int:
    """The body that says whether a share is done (``rules.judges``)."""
    return judge(part=share.part, lead=task.lead_id, verifier=task.verifier_id)


def _judged(
    task_id: int, share_id: int, period_id: int | None, hand: Hand
) -> tuple[Task, TaskShare, TaskPeriod | None]:
    task = locked(task_id=task_id)
    share = TaskShare.objects.select_related("body", "period").filter(task=task, pk=share_id).first()
    if share is None:
        raise WorkRefused("Phần việc này không còn.")
    if hand.body != judge_of(task=task, share=share):
        raise WorkRefused("Việc này do cơ quan khác xác nhận.")
    body = task.verifier if hand.body == task.verifier_id else task.lead
    if body is None or not acts_for(body.key, hand=hand):
        raise WorkRefused("Anh/chị không còn làm việc tại cơ quan xác nhận.")
    if hand.body == share.body_id or acts_for(share.body.key, hand=hand):
        raise WorkRefused("Người của cơ quan báo xong không được tự xác nhận.")
    period = period_of(task=task, period_id=period_id) if share.part == Part.LEAD else None
    return task, share, period


def _enough(task: Task, share: TaskShare, period: TaskPeriod | None) -> None:
    shown, about = share.evidence.filter(withdrawn_at__isnull=True), period or share.period
    shown = shown.filter(period=about) if about else shown
    kinds = set(shown.values_list("kind", flat=True))
    if share.part == Part.LEAD:
        missing = clear.lacking(expected=task.evidence_kinds, shown=sorted(kinds))
    else:
        missing = () if kinds else (EvidenceKind.DOCUMENT,)
    if missing:
        words = ", ".join(str(EvidenceKind(kind).label).lower() for kind in missing)
        none = "Chưa có minh chứng nào cho kỳ này." if about else "Chưa có minh chứng nào."
        raise WorkRefused(f"Chưa có minh chứng: {words}." if share.part == Part.LEAD else none, "evidence")
