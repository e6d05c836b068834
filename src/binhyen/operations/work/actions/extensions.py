"""More time: asked for with a reason, decided by another body. The original day is kept beside the new one."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.foundation.notifications import actions as notifications
from binhyen.operations.work import events
from binhyen.operations.work.models import Extension, Task, TaskMove, TaskPeriod
from binhyen.operations.work.values import TO_DO, Cadence, ExtensionState, MoveKind, Work, WorkRefused

from .periods import follow_periods
from .telling import tell_bodies

SHORTEST_REASON = 10


@transaction.atomic
def ask(*, task_id: int, period_id: int | None, to_due_at: datetime, reason: str, by: User, at: datetime) -> Extension:
    """The lead asks for time until ``to_due_at``. Asked for after the day, it does not make the work punctual.

    Raises WorkRefused where there is no day to move, the new one is not later or already gone, or one is asked already.
    """
    task = Task.objects.select_for_update().get(pk=task_id)
    period = TaskPeriod.objects.select_for_update().get(pk=period_id, task=task) if period_id else None
    due = period.due_at if period else task.due_at
    if due is None or task.lead_id is None:
        raise WorkRefused("Việc này không có ngày hạn, không gia hạn được.")
    _check(task, period, due, to_due_at, reason, at)
    try:
        with transaction.atomic():
            row = Extension.objects.create(
                task=task, period=period, body_id=task.lead_id, from_due_at=due, to_due_at=to_due_at,
                reason=reason.strip(), asked_at=at, asked_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise WorkRefused("Đã có một đề nghị gia hạn đang chờ quyết định.") from None
    fact = events.ExtensionAsked(subject_id=str(task.pk), extension_id=row.pk, period_id=period_id or 0)
    record(fact, by=by, at=at, reason=row.reason)
    deciders = {task.issuer_id, task.verifier_id} - {task.lead_id}
    tell_bodies(bodies=deciders, kind="work.extension", text="Đề nghị gia hạn", task=task, by=by, at=at)
    return row


def _check(task: Task, period: TaskPeriod | None, due: datetime, to: datetime, reason: str, at: datetime) -> None:
    if task.state == Work.STOPPED or (period or task).state not in TO_DO:
        raise WorkRefused("Việc này không còn hạn để gia.")
    if task.cadence == Cadence.RHYTHM and period is None:
        raise WorkRefused("Việc định kỳ gia hạn từng kỳ. Hãy chọn kỳ.", "period")
    if task.cadence == Cadence.BEAT:
        raise WorkRefused("Việc này không có ngày hạn, không gia hạn được.")
    if to <= due or to <= at:
        raise WorkRefused("Hạn mới phải sau hạn đang có và chưa qua.", "to_day")
    if len(reason.strip()) < SHORTEST_REASON:
        raise WorkRefused("Hãy nêu rõ lý do xin gia hạn.", "reason")


@transaction.atomic
def decide(*, extension_id: int, granted: bool, words: str, by: User, at: datetime) -> Extension:
    """Grant or refuse: the day moves only by this. Raises WorkRefused where it is decided, a refusal without words."""
    row = Extension.objects.select_for_update(of=("self",)).select_related("task").get(pk=extension_id)
    if row.state != ExtensionState.ASKED:
        raise WorkRefused("Đề nghị này đã được quyết định.")
    if not granted and not words.strip():
        raise WorkRefused("Hãy nêu lý do không đồng ý.", "words")
    row.state = ExtensionState.GRANTED if granted else ExtensionState.REFUSED
    row.decided_at, row.decided_by, row.decision = at, by, words.strip()
    row.save(update_fields=["state", "decided_at", "decided_by", "decision"])
    if granted:
        _move(row, by, at)
    fact = events.ExtensionDecided(subject_id=str(row.task_id), extension_id=row.pk, granted=granted)
    record(fact, by=by, at=at, reason=row.decision)
    text = "Được gia hạn" if granted else "Không được gia hạn"
    notifications.notify(
        users=[row.asked_by], kind="work.extension", text=f"{text}: {row.task.title[:200]}",
        url=reverse("work:task", args=[row.task_id]), at=at,
    )  # fmt: skip
    return row


def _move(row: Extension, by: User, at: datetime) -> None:
    task = Task.objects.select_for_update().get(pk=row.task_id)
    held: Task | TaskPeriod = task
    if row.period_id:
        held = TaskPeriod.objects.select_for_update().get(pk=row.period_id)
    held.due_at = row.to_due_at
    held.save(update_fields=["due_at"])
    TaskMove.objects.create(
        task=task, period_id=row.period_id, kind=MoveKind.EXTENDED, state=held.state, due_at=row.to_due_at,
        original_due_at=held.original_due_at, at=at, by=by, body_id=row.body_id, reason=row.reason,
    )  # fmt: skip
    if row.period_id:
        follow_periods(tasks=Task.objects.filter(pk=task.pk))


@transaction.atomic
def withdraw(*, extension_id: int, by: User, at: datetime) -> Extension:
    """Whoever asked takes it back while nobody has decided. Raises WorkRefused."""
    row = Extension.objects.select_for_update().get(pk=extension_id)
    if row.state != ExtensionState.ASKED:
        raise WorkRefused("Đề nghị này đã được quyết định.")
    row.state, row.decided_at, row.decided_by = ExtensionState.WITHDRAWN, at, by
    row.save(update_fields=["state", "decided_at", "decided_by"])
    record(events.ExtensionWithdrawn(subject_id=str(row.task_id), extension_id=row.pk), by=by, at=at)
    return row
