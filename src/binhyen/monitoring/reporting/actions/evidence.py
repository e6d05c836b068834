"""A report that was sent is evidence of the work it was asked by: its Word file goes to the unit's own task."""

from datetime import datetime
from io import BytesIO

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.files.actions import FileRefused
from binhyen.monitoring.reporting.models import Report
from binhyen.operations.work.actions.moving import Hand
from binhyen.operations.work.actions.proving import show
from binhyen.operations.work.models import Task, TaskPeriod
from binhyen.operations.work.values import EvidenceKind, Shape, Shown, Upload, WorkRefused


def show_in_work(*, report: Report, content: bytes, name: str, scope: Scope, by: User, at: datetime) -> str:
    """Hand the report in as evidence. "" where it was, or where the duty comes from no task; else why it was not."""
    task = _task_of(report)
    if task is None:
        return ""
    round_ = report.round
    period = TaskPeriod.objects.filter(
        task=task, starts_on__lte=round_.period_end, ends_on__gte=round_.period_end
    ).first()
    shown = Shown(
        kind=EvidenceKind.DOCUMENT, note=f"{round_.duty.name}, {round_.name}", period_id=period.pk if period else None
    )
    try:
        with transaction.atomic():
            show(
                task_id=task.pk, shown=shown, upload=Upload(BytesIO(content), name),
                hand=Hand(by=by, at=at, body=report.body_id), scope=scope,
            )  # fmt: skip
    except (WorkRefused, FileRefused) as refused:
        return str(refused)
    return ""


def _task_of(report: Report) -> Task | None:
    """The task itself, or of a task given to many the unit's own copy."""
    task = report.round.duty.task
    if task is None or task.shape != Shape.HEAD:
        return task
    return task.copies.filter(lead=report.body_id).first()
