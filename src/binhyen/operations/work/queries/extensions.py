"""Requests for more time: whose, who may decide, and the two counts of on time."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.operations.work.models import Extension, Task, TaskMove, TaskPeriod
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.rules.ontime import TELLING, Asked, Judgement, Moved, judge
from binhyen.operations.work.values import Cadence, ExtensionState, Part

from .visible import visible_tasks


def may_ask(scope: Scope, task: Task) -> bool:
    """The lead's own people."""
    return may(scope, Permission.DO) and task.lead is not None and task.lead.key in scope.bodies


def may_decide(scope: Scope, task: Task) -> bool:
    """The body that gave the work, the one that verifies it, or the province; never the lead for itself."""
    if task.lead is not None and task.lead.key in scope.bodies:
        return False
    own = may(scope, Permission.VERIFY) and bool({task.issuer.key, task.verifier.key} & scope.bodies)
    return may(scope, Permission.GIVE) or own


def of_task(*, task: Task) -> QuerySet[Extension]:
    return task.extensions.select_related("period", "asked_by", "decided_by").order_by("-asked_at", "-pk")


def visible(*, scope: Scope) -> QuerySet[Extension]:
    """Requests of the tasks this reader sees."""
    rows = Extension.objects.filter(task__in=visible_tasks(scope).values("pk"))
    return rows.select_related("task__lead", "task__issuer", "task__verifier", "period", "body", "asked_by")


def to_decide(*, scope: Scope) -> QuerySet[Extension]:
    """Requests that wait for this reader, the oldest first."""
    rows = visible(scope=scope).filter(state=ExtensionState.ASKED).exclude(body__key__in=scope.bodies)
    if not may(scope, Permission.GIVE):
        bodies = scope.bodies if may(scope, Permission.VERIFY) else frozenset()
        rows = rows.filter(Q(task__issuer__key__in=bodies) | Q(task__verifier__key__in=bodies))
    return rows.order_by("asked_at", "pk")


def judgements(*, tasks: Collection[Task], at: datetime) -> dict[int, Judgement]:
    """Whether each task done once was on time, on both days. Two queries; recurring work is judged by period."""
    rows = {task.pk: task.original_due_at for task in tasks if task.cadence == Cadence.ONCE}
    moves = _of_lead().filter(task__in=rows, period__isnull=True)
    asked = Extension.objects.filter(task__in=rows, period__isnull=True).exclude(state=ExtensionState.WITHDRAWN)
    told, more = _grouped(moves.values_list("task_id", "at", "kind")), _asked(asked, "task_id")
    return {
        pk: judge(original=due, moves=told.get(pk, ()), extensions=more.get(pk, ()), at=at) for pk, due in rows.items()
    }


def period_judgements(*, periods: Collection[TaskPeriod], at: datetime) -> dict[int, Judgement]:
    """The same of periods, by period. Two queries."""
    rows = {row.pk: row.original_due_at for row in periods}
    moves = _of_lead().filter(period__in=rows)
    asked = Extension.objects.filter(period__in=rows).exclude(state=ExtensionState.WITHDRAWN)
    told, more = _grouped(moves.values_list("period_id", "at", "kind")), _asked(asked, "period_id")
    return {
        pk: judge(original=due, moves=told.get(pk, ()), extensions=more.get(pk, ()), at=at) for pk, due in rows.items()
    }


def _of_lead() -> QuerySet[TaskMove]:
    lead = Q(share__isnull=True) | Q(share__part=Part.LEAD)
    return TaskMove.objects.filter(lead, kind__in=TELLING).order_by("at", "pk")


def _grouped(rows: Iterable[tuple[int, datetime, str]]) -> dict[int, list[Moved]]:
    found: dict[int, list[Moved]] = {}
    for pk, at, kind in rows:
        found.setdefault(pk, []).append(Moved(at, kind))
    return found


def _asked(rows: QuerySet[Extension], key: str) -> dict[int, list[Asked]]:
    found: dict[int, list[Asked]] = {}
    for row in rows.select_related("task"):
        again = row.period_id is None and row.asked_at == row.task.made_at
        one = Asked(row.asked_at, row.to_due_at, row.decided_at, row.state == ExtensionState.GRANTED, again)
        found.setdefault(getattr(row, key), []).append(one)
    return found
