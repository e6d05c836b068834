"""What a body does with work it was given: open it, name people, split it into steps, stop it."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force
from binhyen.foundation.database.inserting import insert
from binhyen.foundation.journal import actions as journal
from binhyen.operations.work import events
from binhyen.operations.work.models import Task, TaskMove, TaskPeriod, TaskShare, TaskStep
from binhyen.operations.work.rules import states
from binhyen.operations.work.values import OVER, MoveKind, Part, Shape, Work, WorkRefused

from .moving import Hand, locked, move, own_share
from .telling import tell_bodies, tell_named


@transaction.atomic
def open_task(*, task_id: int, hand: Hand) -> bool:
    """The body has seen its work. False where it had before: nothing is written then."""
    task = locked(task_id=task_id)
    share = own_share(task=task, hand=hand)
    if share.state != Work.GIVEN:
        return False
    move(task=task, share=share, step=states.OPEN, hand=hand)
    fact = events.TaskOpened(subject_id=str(task.pk), area=share.body.area_code, body=share.body.key)
    journal.record(fact, by=hand.by, at=hand.at)
    return True


@transaction.atomic
def open_many(*, share_ids: Collection[int], by: User | None, at: datetime) -> int:
    """Shares nobody had opened are opened in one act: a body's "all received". Returns how many.

    ``by`` None is the demonstration; people go through the door, which hands over shares of their own bodies only.
    """
    rows = TaskShare.objects.select_for_update(of=("self",)).filter(pk__in=share_ids, state=Work.GIVEN)
    shares = list(rows.select_related("body", "task").order_by("task_id"))
    ids = [share.pk for share in shares]
    TaskShare.objects.filter(pk__in=ids).update(state=Work.OPENED, opened_at=at, changed_at=at)
    led = [share.task_id for share in shares if share.part == Part.LEAD]
    Task.objects.filter(pk__in=led, state=Work.GIVEN).update(state=Work.OPENED)
    insert(
        TaskMove(
            task_id=share.task_id, share_id=share.pk, kind=str(MoveKind.OPENED), state=str(Work.OPENED),
            due_at=share.task.due_at, original_due_at=share.task.original_due_at, at=at, by=by, body_id=share.body_id,
        )
        for share in shares
    )  # fmt: skip
    facts = (
        events.TaskOpened(subject_id=str(share.task_id), area=share.body.area_code, body=share.body.key)
        for share in shares
    )
    journal.record_many(facts, by=by, at=at)
    return len(ids)


@transaction.atomic
def name_person(*, task_id: int, user_id: int | None, hand: Hand) -> TaskShare:
    """The body says who of its people does it; None takes the name away. Raises WorkRefused."""
    task = locked(task_id=task_id)
    share = own_share(task=task, hand=hand)
    _still_open(share)
    if user_id is not None:
        _of_body(user_id, share.body.key, hand.at)
    before = share.person_id
    share.person_id = user_id
    share.save(update_fields=["person"])
    TaskMove.objects.create(
        task=task, share=share, kind=MoveKind.NAMED, state=share.state, due_at=task.due_at,
        original_due_at=task.original_due_at, at=hand.at, by=hand.by, body_id=hand.body,
    )  # fmt: skip
    fact = events.PersonNamed(subject_id=str(task.pk), body=share.body.key, user_id=user_id or 0)
    journal.record(fact, by=hand.by, at=hand.at)
    if before != user_id:
        tell_named(user_id=user_id, text="Việc ghi tên anh/chị", task=task, by=hand.by, at=hand.at)
        tell_named(user_id=before, text="Việc không còn ghi tên anh/chị", task=task, by=hand.by, at=hand.at)
    return share


@transaction.atomic
def add_step(*, task_id: int, what: str, user_id: int | None, due_on: date | None, hand: Hand) -> TaskStep:
    """One more step of the unit's own part, at the end. Raises WorkRefused."""
    task = locked(task_id=task_id)
    share = own_share(task=task, hand=hand)
    _still_open(share)
    if not what.strip():
        raise WorkRefused("Hãy ghi việc của bước này.", "what")
    if user_id is not None:
        _of_body(user_id, share.body.key, hand.at)
    last = share.steps.order_by("-position").values_list("position", flat=True).first() or 0
    step = TaskStep.objects.create(
        share=share, position=last + 1, what=what.strip()[:300], person_id=user_id, due_on=due_on, made_at=hand.at,
        made_by=hand.by,
    )  # fmt: skip
    _step_fact(task, step, "made", hand)
    until = f", trước {due_on:%d/%m/%Y}" if due_on else ""
    tell_named(user_id=user_id, text=f"Một bước việc ghi tên anh/chị{until}", task=task, by=hand.by, at=hand.at)
    return step


@transaction.atomic
def mark_step(*, step_id: int, done: bool, hand: Hand) -> TaskStep:
    """A step is done, or not after all. Raises WorkRefused."""
    step, task = _own_step(step_id, hand)
    step.done_at, step.done_by = (hand.at, hand.by) if done else (None, None)
    step.save(update_fields=["done_at", "done_by"])
    _step_fact(task, step, "done" if done else "undone", hand)
    return step


@transaction.atomic
def remove_step(*, step_id: int, hand: Hand) -> TaskStep:
    """A step falls away; its row is kept. Raises WorkRefused."""
    step, task = _own_step(step_id, hand)
    step.removed_at = hand.at
    step.save(update_fields=["removed_at"])
    _step_fact(task, step, "removed", hand)
    return step


@transaction.atomic
def stop(*, task_id: int, reason: str, hand: Hand) -> int:
    """Whoever gave the task ends it with a reason; of a head all copies that are not over. Returns how many tasks.

    Periods nobody has verified yet end with it. Raises WorkRefused without a reason, where the body did not give it,
    or where it is over.
    """
    task = locked(task_id=task_id)
    if not reason.strip():
        raise WorkRefused("Hãy ghi lý do dừng việc.", "reason")
    if hand.body != task.issuer_id:
        raise WorkRefused("Chỉ cơ quan giao việc được dừng việc.")
    if task.state in OVER:
        raise WorkRefused("Việc này đã kết thúc.")
    stopped = [task]
    if task.shape == Shape.HEAD:
        stopped += task.copies.select_for_update().exclude(state__in=OVER)
    ids = [one.pk for one in stopped]
    Task.objects.filter(pk__in=ids).update(state=Work.STOPPED, claimed_at=None)
    TaskShare.objects.filter(task__in=ids).exclude(state__in=OVER).update(state=Work.STOPPED, changed_at=hand.at)
    periods = list(TaskPeriod.objects.select_for_update().filter(task__in=ids).exclude(state__in=OVER).order_by("pk"))
    TaskPeriod.objects.filter(pk__in=[one.pk for one in periods]).update(state=Work.STOPPED, claimed_at=None)
    insert([_stopped(one, reason, hand) for one in stopped] + [_stopped(one, reason, hand) for one in periods])
    fact = events.TaskStopped(subject_id=str(task.pk), copies=len(ids) - 1)
    journal.record(fact, by=hand.by, at=hand.at, reason=reason.strip())
    bodies = set(TaskShare.objects.filter(task__in=ids).values_list("body_id", flat=True))
    tell_bodies(bodies=bodies, kind="work.stopped", text="Việc dừng", task=task, by=hand.by, at=hand.at)
    return len(ids)


def _stopped(one: Task | TaskPeriod, reason: str, hand: Hand) -> TaskMove:
    period = one if isinstance(one, TaskPeriod) else None
    return TaskMove(
        task_id=period.task_id if period else one.pk, period_id=period.pk if period else None,
        kind=str(MoveKind.STOPPED), state=str(Work.STOPPED), due_at=one.due_at, original_due_at=one.original_due_at,
        at=hand.at, by=hand.by, body_id=hand.body, reason=reason.strip()[:500],
    )  # fmt: skip


def _own_step(step_id: int, hand: Hand) -> tuple[TaskStep, Task]:
    found = TaskStep.objects.filter(pk=step_id, removed_at__isnull=True).select_related("share").first()
    if found is None:
        raise WorkRefused("Bước này không còn.")
    task = locked(task_id=found.share.task_id)
    share = own_share(task=task, hand=hand)
    if share.pk != found.share_id:
        raise WorkRefused("Bước này là của cơ quan khác.")
    _still_open(share)
    return TaskStep.objects.select_for_update().get(pk=step_id), task


def _still_open(share: TaskShare) -> None:
    if share.over:
        raise WorkRefused("Việc này đã kết thúc.")


def _of_body(user_id: int, key: str, at: datetime) -> None:
    offices = Appointment.objects.filter(in_force(timezone.localdate(at)), user=user_id, body_key=key)
    if not offices.filter(user__is_active=True).exists():
        raise WorkRefused("Người này không làm việc tại cơ quan của anh/chị.", "person")


def _step_fact(task: Task, step: TaskStep, change: str, hand: Hand) -> None:
    fact = events.StepChanged(subject_id=str(task.pk), step_id=step.pk, change=change)
    journal.record(fact, by=hand.by, at=hand.at)
