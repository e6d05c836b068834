"""What was made clearer of a task, for its page."""

from dataclasses import dataclass
from datetime import datetime

from django import template

from binhyen.operations.work.models import Task, TaskMending, TaskMove
from binhyen.operations.work.queries.mending import mendings
from binhyen.operations.work.values import Mendable, MoveKind

register = template.Library()


@dataclass(frozen=True, slots=True)
class Row:
    row: TaskMending
    label: str


@dataclass(frozen=True, slots=True)
class Again:
    """Work this work is given again of."""

    pk: int
    ended: datetime | None


@register.inclusion_tag("work/mendings.html")
def task_mendings(task: Task, moves: list[TaskMove]) -> dict[str, object]:
    """``moves``: those of the task; without one that mends nothing is asked of the database."""
    mended = any(move.kind == MoveKind.MENDED for move in moves)
    rows = [Row(row, str(Mendable(row.field).label)) for row in mendings(task=task)] if mended else []
    again = None
    if task.again_of_id:
        stops = TaskMove.objects.filter(task=task.again_of_id, kind=MoveKind.STOPPED, period__isnull=True)
        again = Again(task.again_of_id, stops.order_by("-at").values_list("at", flat=True).first())
    return {"mended": {"rows": rows, "again": again}}
