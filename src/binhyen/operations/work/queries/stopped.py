"""Work of a duty that was given before and stopped: what giving it again must not lose."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from binhyen.operations.work.models import Task, TaskMove
from binhyen.operations.work.values import MoveKind, Shape, Work


@dataclass(slots=True)
class Stopped:
    """What was stopped of one duty, the latest time it was given. ``None`` among the leads is the head of a group.

    ``first_days``: the first day work done once was ever due, by id of the body that leads; ``tasks``: the task that
    was stopped, by the same.
    """

    at: datetime
    reason: str
    times: int = 0  # how often the duty was given and stopped
    first_days: dict[int | None, datetime] = field(default_factory=dict)
    tasks: dict[int | None, int] = field(default_factory=dict)

    @property
    def first_day(self) -> datetime | None:
        """The earliest of all bodies."""
        return min(self.first_days.values(), default=None)


def stopped_of(duties: Collection[int]) -> Mapping[int, Stopped]:
    """Stopped work by duty; duties whose work was never stopped are left out. Two queries."""
    rows = Task.objects.filter(duty__in=duties, state=Work.STOPPED).order_by("made_at", "pk")
    tasks = list(rows.values_list("pk", "duty_id", "lead_id", "shape", "original_due_at"))
    if not tasks:
        return {}
    moves = TaskMove.objects.filter(task__in=[row[0] for row in tasks], kind=MoveKind.STOPPED, period__isnull=True)
    ended = {task: (at, reason) for task, at, reason in moves.order_by("at").values_list("task_id", "at", "reason")}
    found: dict[int, list[tuple[int, int | None, str, datetime | None]]] = defaultdict(list)
    for pk, duty, lead, shape, first in tasks:
        if pk in ended:
            found[duty or 0].append((pk, lead, shape, first))
    return {duty: _of_duty(given, ended) for duty, given in found.items()}


def _of_duty(
    given: list[tuple[int, int | None, str, datetime | None]], ended: Mapping[int, tuple[datetime, str]]
) -> Stopped:
    at, reason = max(ended[pk] for pk, *_rest in given)
    result = Stopped(at, reason, sum(shape != Shape.COPY for _pk, _lead, shape, _first in given))
    for pk, lead, _shape, first in given:
        result.tasks[lead] = pk
        if first is not None:
            result.first_days[lead] = min(first, result.first_days.get(lead, first))
    return result
