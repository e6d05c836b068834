"""Work with a day, for calendars, 60 days back and 400 ahead: of one body, or what one person is named for."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.values import Scope
from binhyen.operations.work.models import Task, TaskPeriod, TaskStep, WorkFeed
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.values import OVER, TO_DO, Cadence, Part, Shape
from binhyen.registers.organisations.models import Body

BACK, AHEAD = timedelta(days=60), timedelta(days=400)
Day = tuple[str, str, datetime, str, str]  # uid, title, due, note, path


def days(*, feed: WorkFeed, at: datetime) -> Iterator[Day]:
    """What is still to do, by day; in a person's feed also the steps that name them. Three queries.

    Somebody who left their office has nothing in their feed.
    """
    window = (at - BACK, at + AHEAD)
    tasks = _of(feed).filter(due_at__range=window, state__in=TO_DO).exclude(cadence=Cadence.RHYTHM)
    for task in tasks.select_related("lead").order_by("due_at", "pk"):
        if task.due_at:
            yield _day(f"task-{task.pk}", task, task.due_at)
    rhythms = _of(feed).filter(cadence=Cadence.RHYTHM)  # of continuous work the beat stands above
    periods = TaskPeriod.objects.filter(task__in=rhythms, due_at__range=window, state__in=TO_DO)
    for row in periods.select_related("task__lead").order_by("due_at", "pk"):
        yield _day(f"period-{row.pk}", row.task, row.due_at)
    if feed.user_id:
        yield from _steps(feed.user_id, window)


def _steps(user: int, window: tuple[datetime, datetime]) -> Iterator[Day]:
    rows = TaskStep.objects.filter(person=user, done_at=None, removed_at=None)
    rows = rows.filter(due_on__range=[one.date() for one in window]).exclude(share__task__state__in=OVER)
    for row in rows.select_related("share__task").order_by("due_on", "pk"):
        yield _step(row)


def _step(step: TaskStep) -> Day:
    end = timezone.make_aware(datetime.combine(step.due_on or date.max, time(23, 59)))
    path = reverse("work:task", args=[step.share.task_id])
    return f"step-{step.pk}", step.what, end, f"Bước của việc: {step.share.task.title}.", path


def _of(feed: WorkFeed) -> QuerySet[Task]:
    tasks = Task.objects.exclude(shape=Shape.HEAD).exclude(state="STOPPED")
    if feed.body_id:
        return tasks.filter(shares__body=feed.body_id, shares__part__in=[Part.LEAD, Part.CO_LEAD])
    named = Q(shares__person=feed.user_id) | Q(shares__steps__person=feed.user_id, shares__steps__removed_at=None)
    return tasks.filter(pk__in=Task.objects.filter(named).values("pk"))


def _day(uid: str, task: Task, due_at: datetime) -> Day:
    lead = task.lead.name if task.lead else ""
    return uid, task.title, due_at, f"Chủ trì: {lead}.", reverse("work:task", args=[task.pk])


def opened(*, token_hash: str, at: datetime) -> WorkFeed | None:
    """The feed behind a secret, where it is not revoked and whoever made it still may read what it shows."""
    row = WorkFeed.objects.select_related("body", "user", "made_by").filter(token_hash=token_hash).first()
    if row is None or row.revoked_at is not None or not row.made_by.is_active:
        return None
    scope = scope_of(user=row.made_by, on=timezone.localdate(at))
    return row if may(scope, Permission.READ_OWN) and (row.body is None or may_feed(scope, row.body)) else None


def may_feed(scope: Scope, body: Body) -> bool:
    """A body's own people, and the province's readers."""
    return may(scope, Permission.READ_ALL) or body.key in scope.bodies


def own(*, scope: Scope) -> QuerySet[WorkFeed]:
    """Feeds this reader may revoke: their own, and those of their bodies."""
    mine = Q(user=scope.user_id) | Q(body__key__in=scope.bodies) | Q(made_by=scope.user_id)
    return WorkFeed.objects.filter(mine, revoked_at=None).select_related("body", "made_by", "user").order_by("-made_at")
