"""Work that recurs and has an end is done with its last period: phases, quarters that are named, a last day."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from binhyen.foundation.database.inserting import insert
from binhyen.kit.calendar import vietnam
from binhyen.operations.work.models import Task, TaskMove, TaskPeriod, TaskShare
from binhyen.operations.work.queries import terms
from binhyen.operations.work.rules import recurrence
from binhyen.operations.work.rules.recurrence import DAY, Habits
from binhyen.operations.work.rules.timing import LOOK_AHEAD
from binhyen.operations.work.values import OVER, Cadence, MoveKind, Part, Shape, Work

REASON = "Kỳ cuối đã được xác nhận."


@transaction.atomic
def end_finished(*, task_ids: Iterable[int], at: datetime) -> int:
    """Close the tasks whose every period is verified and that have no period to come. Returns how many.

    Five queries for tasks that go on. Nobody acts: the move is the system's, and each period keeps its own count.
    """
    rows = Task.objects.filter(pk__in=list(task_ids)).exclude(cadence=Cadence.ONCE).exclude(shape=Shape.HEAD)
    tasks = list(rows.exclude(state__in=OVER).select_for_update().order_by("pk"))
    periods = TaskPeriod.objects.filter(task__in=tasks)
    waiting = set(periods.exclude(state__in=OVER).values_list("task_id", flat=True))
    last = dict(periods.order_by().values_list("task_id").annotate(last=Max("ends_on")))
    habits = terms.habits(on=at.astimezone(recurrence.LOCAL).date())
    done = [task for task in tasks if task.pk in last and task.pk not in waiting and _ends(task, last[task.pk], habits)]
    ids = [task.pk for task in done]
    Task.objects.filter(pk__in=ids).update(state=Work.VERIFIED, verified_at=at, due_at=None)
    TaskShare.objects.filter(task__in=ids, part=Part.LEAD).update(state=Work.VERIFIED, changed_at=at)
    insert(
        TaskMove(task_id=task.pk, kind=str(MoveKind.VERIFIED), state=str(Work.VERIFIED), at=at, reason=REASON)
        for task in done
    )
    return len(done)


def _ends(task: Task, last: date, habits: Habits) -> bool:
    """Whether no period follows the one that ends on ``last``."""
    if task.ends_on is not None and last >= task.ends_on:
        return True
    if task.cadence == Cadence.BEAT:
        return False
    after = recurrence.periods(
        recurrence.stored(task.rhythm), begins=last + DAY, through=last + LOOK_AHEAD, habits=habits,
        calendar=vietnam(), until=task.ends_on,
    )  # fmt: skip
    return next(after, None) is None
