"""Periods of recurring work are opened ahead, and the day a task is next due follows them. Safe to run twice.

A head has the periods of its copies: bodies that help with the whole contribute to them. A co-lead contributes to one
period after the other, each in its turn.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from itertools import batched

from django.db import transaction
from django.db.models import F, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from binhyen.kit.calendar import vietnam
from binhyen.operations.work.models import Task, TaskMove, TaskPeriod, TaskShare
from binhyen.operations.work.queries import terms
from binhyen.operations.work.rules import recurrence
from binhyen.operations.work.rules.recurrence import Habits, Period
from binhyen.operations.work.rules.terms import habits as habits_of
from binhyen.operations.work.rules.terms import value
from binhyen.operations.work.values import OVER, TO_DO, Cadence, MoveKind, Part, Shape, Work

from .ending import end_finished

AT_ONCE = 500
DAY = timedelta(days=1)
Unfolded = Callable[[Task], list[Period]]


def open_ahead(*, at: datetime) -> int:
    """Open every period that begins within the days the province opens ahead. Returns how many are new.

    Stretches of continuous work open on the day they begin. Work whose every period is verified ends, where none comes.
    """
    opened = 0
    numbers = list(_live(Cadence.RHYTHM, Cadence.BEAT).order_by("pk").values_list("pk", flat=True))
    for part in batched(numbers, AT_ONCE):
        opened += open_for(task_ids=part, at=at)
        end_finished(task_ids=part, at=at)
    follow_beats(at=at)
    return opened


@transaction.atomic
def open_for(*, task_ids: Iterable[int], at: datetime) -> int:
    """The same for some tasks and the heads of those that are copies, as when they are given.

    A dozen queries however many.
    """
    ids, today = set(task_ids), timezone.localdate(at)
    ids.update(Task.objects.filter(copies__in=ids).values_list("pk", flat=True))
    chosen = terms.chosen(on=today)
    through = today + timedelta(days=value("OPEN_AHEAD", chosen))
    tasks = _live(Cadence.RHYTHM, Cadence.BEAT).filter(pk__in=ids).select_for_update().order_by("pk")
    found = list(tasks)
    last = _last([task.pk for task in found])
    unfolded = _unfolding(today, through, habits_of(chosen))
    rows = [row for task in found for row in _missing(task, last.get(task.pk), unfolded, at)]
    made = TaskPeriod.objects.bulk_create(rows, ignore_conflicts=True)
    fresh = TaskPeriod.objects.filter(task__in=found, opened_at=at).exclude(moves__isnull=False)
    moves = [
        TaskMove(
            task_id=row.task_id, period=row, kind=MoveKind.PERIOD, state=row.state, at=at, due_at=row.due_at,
            original_due_at=row.original_due_at,
        )
        for row in fresh
    ]  # fmt: skip
    TaskMove.objects.bulk_create(moves)
    ids = {task.pk for task in found}
    follow_periods(tasks=Task.objects.filter(pk__in=ids))
    _follow_heads(Task.objects.filter(pk__in=ids, shape=Shape.HEAD), at)
    hand_on(task_ids=ids, at=at)
    return len(made)


@transaction.atomic
def hand_on(*, task_ids: Iterable[int], at: datetime) -> int:
    """Co-leads whose part of a period was confirmed go on to the next one, once it has begun. Returns how many.

    One who lags behind is asked for every period in turn, none is left out. Who was not on any period yet begins with
    the one under way. The caller holds the tasks locked.
    """
    today = timezone.localdate(at)
    periods = TaskPeriod.objects.filter(task=OuterRef("task")).order_by("starts_on")
    after = periods.filter(starts_on__gt=OuterRef("period__starts_on"), starts_on__lte=today)
    first = Coalesce(
        Subquery(periods.filter(ends_on__gte=today).values("pk")[:1]),
        Subquery(periods.reverse().values("pk")[:1]),
    )
    helping = TaskShare.objects.filter(task__in=list(task_ids), part=Part.CO_LEAD).exclude(task__state__in=OVER)
    helping.filter(period__isnull=True).exclude(task__cadence=Cadence.ONCE).update(period=first)
    done = helping.filter(period__isnull=False, state=Work.VERIFIED)
    found = list(done.annotate(next=Subquery(after.values("pk")[:1])).filter(next__isnull=False))
    turns = TaskPeriod.objects.in_bulk([share.next for share in found])
    moves = []
    for share in found:
        begun = turns[share.next]
        share.period, share.state, share.changed_at = begun, Work.OPENED, at
        moves.append(
            TaskMove(
                task_id=share.task_id, share=share, period=begun, kind=MoveKind.PERIOD, state=share.state, at=at,
                due_at=begun.due_at, original_due_at=begun.original_due_at, body_id=share.body_id,
            )
        )  # fmt: skip
    TaskShare.objects.bulk_update(found, ["period", "state", "changed_at"], batch_size=AT_ONCE)
    TaskMove.objects.bulk_create(moves)
    return len(found)


def _live(*cadences: Cadence) -> QuerySet[Task]:
    return Task.objects.filter(cadence__in=cadences).exclude(state__in=OVER)


def _last(task_ids: list[int]) -> dict[int, tuple[int, date]]:
    rows = TaskPeriod.objects.filter(task__in=task_ids).values("task_id")
    counted = rows.annotate(number=Max("number"), ends=Max("ends_on")).order_by()
    return {row["task_id"]: (row["number"], row["ends"]) for row in counted}


def begins(task: Task) -> date:
    """The first day of recurring or continuous work."""
    return task.starts_on or timezone.localdate(task.made_at)


def _missing(task: Task, last: tuple[int, date] | None, unfolded: Unfolded, at: datetime) -> Iterable[TaskPeriod]:
    """Periods behind the last one, which stays as it is also where the rhythm was changed since.

    Continuous work that was given before it had stretches begins with the one under way.
    """
    number, ended = last or (0, begins(task) - DAY)
    if last is None and task.cadence == Cadence.BEAT:
        ended = max(ended, timezone.localdate(at) - DAY)
    for one in unfolded(task):
        if one.end <= ended:
            continue
        number += 1
        start = one.start if task.cadence == Cadence.BEAT else max(one.start, ended + DAY)
        yield _row(task, number, start, one, at)
        ended = one.end


def _unfolding(today: date, through: date, habits: Habits) -> Unfolded:
    """The copies of a group share a rhythm: it is unfolded once for all of them."""

    @cache
    def rhythm(stored: str, first: date, until: date | None) -> list[Period]:
        deadline = recurrence.stored(stored)
        found = recurrence.periods(
            deadline, begins=first, through=through, habits=habits, calendar=vietnam(), until=until
        )
        return list(found)

    @cache
    def beats(every: int, first: date, until: date | None) -> list[Period]:
        found = recurrence.stretches(
            begins=first, every=every, through=today, habits=habits, calendar=vietnam(), until=until
        )
        return list(found)

    def unfolded(task: Task) -> list[Period]:
        if task.cadence == Cadence.BEAT:
            return beats(task.beat_days, begins(task), task.ends_on) if task.beat_days else []
        return rhythm(task.rhythm, begins(task), task.ends_on)

    return unfolded


def _row(task: Task, number: int, start: date, one: Period, at: datetime) -> TaskPeriod:
    nominal = one.end + DAY if task.cadence == Cadence.BEAT else one.end
    moved = one.due_at.date() != nominal
    return TaskPeriod(
        task=task, number=number, starts_on=start, ends_on=one.end, original_due_at=one.due_at, due_at=one.due_at,
        moved_because=vietnam().explain(nominal)[:120] if moved else "", opened_at=at,
    )  # fmt: skip


def follow_periods(*, tasks: QuerySet[Task]) -> int:
    """``Task.due_at`` of recurring work is that of its earliest period still to do. Returns how many moved."""
    to_do = TaskPeriod.objects.filter(task=OuterRef("pk"), state__in=TO_DO).values("task")
    due = Subquery(to_do.annotate(first=Min("due_at")).values("first"))
    rhythms = tasks.filter(cadence=Cadence.RHYTHM).exclude(shape=Shape.HEAD)
    stand = rhythms.annotate(first=due).values_list("pk", "due_at", "first")
    moved = [pk for pk, now, first in stand if first is not None and first != now]
    return Task.objects.filter(pk__in=moved).update(due_at=due) if moved else 0


def _follow_heads(heads: QuerySet[Task], at: datetime) -> None:
    """A head is next due when its period under way is; what is late is said of its copies."""
    ahead = TaskPeriod.objects.filter(task=OuterRef("pk"), due_at__gte=at).order_by("due_at")
    due = Subquery(ahead.values("due_at")[:1])
    heads.annotate(next=due).filter(next__isnull=False).exclude(due_at=F("next")).update(due_at=due)


@transaction.atomic
def follow_beats(*, at: datetime) -> int:
    """``Task.due_at`` of continuous work is when something must be shown next. Returns how many moved."""
    habits = terms.habits(on=timezone.localdate(at))
    moved = []
    beating = _live(Cadence.BEAT).exclude(shape=Shape.HEAD).filter(beat_days__isnull=False)
    for task in beating.select_for_update().order_by("pk"):
        shown = [task.last_shown_at] if task.last_shown_at else []
        beat = recurrence.beat(
            begins=begins(task), shown=shown, every=task.beat_days or 1, at=at, habits=habits, calendar=vietnam()
        )
        due: datetime | None = beat.due_at
        if task.ends_on is not None and timezone.localdate(beat.due_at) > task.ends_on:  # its last stretch is left
            due = task.periods.filter(state__in=TO_DO).aggregate(first=Min("due_at"))["first"]
        if task.due_at != due and task.state != Work.CLAIMED:
            task.due_at = due
            moved.append(task)
    return Task.objects.bulk_update(moved, ["due_at"], batch_size=AT_ONCE)
