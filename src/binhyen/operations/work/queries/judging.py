"""What waits for the reader's bodies to be judged: work, periods of work, parts of co-leads, in one list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from binhyen.foundation.access.values import Scope
from binhyen.foundation.files.queries import seen_before
from binhyen.operations.work.models import Evidence, Task, TaskPeriod, TaskShare
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.values import EvidenceKind, Part, Work

from .awaited import VERIFY
from .terms import answer_end, chosen
from .visible import acting_bodies

TASK, PERIOD, SHARE = "task", "period", "share"
Claims = QuerySet[Task, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of the queue: who said of which part of what work that it is done, and when."""

    task_id: int
    title: str
    body: str
    at: datetime | None
    due_at: datetime | None  # for the answer
    share_id: int
    period: TaskPeriod | None = None
    helps: bool = False  # the part of a co-lead
    seen_before: bool = False  # one of its photos was handed in before, here or elsewhere

    @property
    def key(self) -> tuple[int, int | None]:
        return self.share_id, self.period.pk if self.period else None


def waiting(*, scope: Scope) -> Claims:
    """Kind and id of every claim the reader may judge, the oldest first. Counted and cut by the database.

    What a body of the reader's own claimed is left out: somebody else of the judging body confirms it.
    """
    own = list(acting_bodies(scope).values_list("pk", flat=True)) if may(scope, Permission.VERIFY) else []
    tasks = Task.objects.filter(verifier__in=own, state=Work.CLAIMED).exclude(lead__in=own)
    periods = TaskPeriod.objects.filter(task__verifier__in=own, state=Work.CLAIMED)
    periods = periods.exclude(task__state=Work.STOPPED).exclude(task__lead__in=own)
    judges = Q(task__lead__in=own) | Q(task__lead__isnull=True, task__verifier__in=own)
    shares = TaskShare.objects.filter(judges, part=Part.CO_LEAD, state=Work.CLAIMED).exclude(body__in=own)
    parts: tuple[tuple[str, QuerySet[Any], str], ...] = (
        (TASK, tasks, "claimed_at"), (PERIOD, periods, "claimed_at"), (SHARE, shares, "changed_at"),
    )  # fmt: skip
    first, *others = (
        rows.order_by().annotate(sort=Value(what), since=F(since)).values_list("sort", "pk", "since")
        for what, rows, since in parts
    )
    return first.union(*others, all=True).order_by("since", "sort", "pk")


def claims(*, page: Collection[Sequence[Any]], scope: Scope, on: date) -> list[Claim]:
    """The rows of one page of ``waiting``, in its order; by the terms of a day. Eight queries, however many rows."""
    ids: dict[str, list[int]] = {TASK: [], PERIOD: [], SHARE: []}
    for what, pk, _since in page:
        ids[what].append(pk)
    periods = TaskPeriod.objects.in_bulk(ids[PERIOD])
    led = {*ids[TASK], *(row.task_id for row in periods.values())}
    shares = TaskShare.objects.select_related("task", "body", "period")
    leading = {row.task_id: row for row in shares.filter(task__in=led, part=Part.LEAD)}
    helping = shares.in_bulk(ids[SHARE])
    found, own = [], chosen(on=on)
    for what, pk, since in page:
        share = helping.get(pk) if what == SHARE else leading.get(periods[pk].task_id if what == PERIOD else pk)
        if share:
            period = periods.get(pk) if what == PERIOD else share.period
            due = answer_end(VERIFY, since=since, own=own) if since else None
            found.append(
                Claim(share.task_id, share.task.title, share.body.name, since, due, share.pk, period, what == SHARE)
            )
    again = _seen_before(found, scope)
    return [replace(one, seen_before=one.key in again) for one in found]


def _seen_before(found: Sequence[Claim], scope: Scope) -> set[tuple[int, int | None]]:
    """Claims with a photo that is shown elsewhere too, by share and period."""
    rows = Evidence.objects.filter(share__in={one.share_id for one in found}, kind=EvidenceKind.PHOTO)
    rows = rows.filter(withdrawn_at__isnull=True, file__isnull=False)
    asked = {one.key for one in found}
    photos = {
        file: (share, period)
        for file, share, period in rows.values_list("file_id", "share_id", "period_id")
        if file and (share, period) in asked
    }
    return {photos[file] for file in seen_before(files=list(photos), scope=scope)}
