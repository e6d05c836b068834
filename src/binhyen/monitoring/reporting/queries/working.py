"""Work of units in the days of a report: done, overdue, next, in the way. Its words, its lists and the consolidated
report are all told from here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    F,
    JSONField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, JSONObject

from binhyen.monitoring.reporting.models import Round
from binhyen.monitoring.reporting.rules import calendar
from binhyen.monitoring.reporting.values.consolidated import From, Origin, Sentence
from binhyen.monitoring.reporting.values.forms import Draft, Gather
from binhyen.operations.cases.rules.time import midnight
from binhyen.operations.work.models import Difficulty, Evidence, Task, TaskPeriod
from binhyen.operations.work.values import TO_DO, Cadence, DifficultyState, EvidenceKind, Shape, Work

TOLD = 10  # lines under each heading
NAMED = 5  # units a line names
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A task, a period of a recurring one, or a difficulty, of one unit."""

    draft: Draft
    number: int  # of the task or the difficulty
    head: int  # of copies of one task: the task given to all
    title: str
    body: int
    state: str
    due_at: datetime | None
    verified_at: datetime | None
    starts_on: Any  # of a period
    ends_on: Any
    result: Mapping[str, Any] | None  # the last number shown: "value", "unit"
    wants: str
    owner: str


@dataclass(frozen=True, slots=True)
class Days:
    """The moments of a round's period, and the end of the one after it."""

    start: datetime
    end: datetime
    following: datetime


def days_of(held: Round) -> Days:
    """``held`` with its duty."""
    last = calendar.following(held.duty.rhythm, held.period_start, held.period_end)
    return Days(midnight(held.period_start), midnight(held.period_end + _DAY), midnight(last + _DAY))


def rows(
    *, bodies: Collection[int], drafts: Collection[Draft], days: Days, at: datetime, most: int | None = None
) -> list[Row]:
    """Work of bodies of the kinds asked for, those due first in front, at most so many of a kind. One query.

    Late is what was due by then: a report is written before its period is over. Of recurring and continuous work
    a period that was verified is done, not the whole once more with its last; of what is given to a group its copies
    count.
    """
    parts = [
        part.order_by("due_at", "pk")[:most]
        for draft in dict.fromkeys(drafts) for part in _parts(draft, bodies, days, at)
    ]  # fmt: skip
    if not parts:
        return []
    found = [Row(Draft(one[0]), *one[1:]) for one in reduce(lambda one, two: one.union(two, all=True), parts)]
    return sorted(found, key=lambda one: (one.due_at is None, one.due_at, one.number))


def _parts(draft: Draft, bodies: Collection[int], days: Days, at: datetime) -> list[QuerySet[Any, Any]]:
    own = Task.objects.filter(lead__in=list(bodies)).exclude(shape=Shape.HEAD)
    within = {"verified_at__gte": days.start, "verified_at__lt": days.end, "state": Work.VERIFIED}
    if draft is Draft.WORK_DONE:
        once = own.filter(cadence=Cadence.ONCE, **within)
        again = TaskPeriod.objects.filter(task__lead__in=list(bodies), **within).exclude(task__shape=Shape.HEAD)
        return [_of_tasks(draft, once), _of_periods(draft, again)]
    if draft is Draft.WORK_LATE:
        return [_of_tasks(draft, own.filter(state__in=TO_DO, due_at__lt=min(days.end, at)))]
    if draft is Draft.WORK_NEXT:
        return [_of_tasks(draft, own.filter(state__in=TO_DO, due_at__gte=days.end, due_at__lt=days.following))]
    if draft is Draft.DIFFICULTIES:
        raised = Difficulty.objects.filter(body__in=list(bodies), state=DifficultyState.OPEN, raised_at__lt=days.end)
        return [_of_difficulties(raised)]
    return []


def _of_tasks(draft: Draft, found: QuerySet[Task]) -> QuerySet[Any, Any]:
    shown = {"result": _shown(task=OuterRef("pk"), period__isnull=True)} if draft is Draft.WORK_DONE else {}
    return _told(
        found, draft, number=F("pk"), head=F("parent_id"), title=F("title"), body=F("lead_id"), state=F("state"),
        verified=F("verified_at"), **shown,
    )  # fmt: skip


def _of_periods(draft: Draft, found: QuerySet[TaskPeriod]) -> QuerySet[Any, Any]:
    return _told(
        found, draft, number=F("task_id"), head=F("task__parent_id"), title=F("task__title"), body=F("task__lead_id"),
        state=F("state"), verified=F("verified_at"), starts=F("starts_on"), ends=F("ends_on"),
        result=_shown(period=OuterRef("pk")),
    )  # fmt: skip


def _of_difficulties(found: QuerySet[Difficulty]) -> QuerySet[Any, Any]:
    return _told(
        found, Draft.DIFFICULTIES, number=F("pk"), title=F("what"), body=F("body_id"), state=F("state"),
        verified=F("raised_at"), wants=F("wants"), owner=F("owner__name"),
    )  # fmt: skip


def _shown(**of: Any) -> Subquery:
    """The last number shown as a result, as it was not withdrawn."""
    shown = Evidence.objects.filter(kind=EvidenceKind.NUMBER, withdrawn_at__isnull=True, **of).order_by("-pk")
    return Subquery(shown.values(told=JSONObject(value=Cast("value", TextField()), unit="unit"))[:1])


_COLUMNS: Mapping[str, tuple[Any, Any]] = {  # in the order of ``Row``: its kind, what stands where there is none
    "told_as": (CharField(), ""), "number": (BigIntegerField(), None), "head": (BigIntegerField(), None),
    "title": (TextField(), ""), "body": (BigIntegerField(), None), "state": (TextField(), ""),
    "due": (DateTimeField(), None), "verified": (DateTimeField(), None), "starts": (DateField(), None),
    "ends": (DateField(), None), "result": (JSONField(), None), "wants": (TextField(), ""), "owner": (TextField(), ""),
}  # fmt: skip


def _told[M: Model](found: QuerySet[M], draft: Draft, **fields: Any) -> QuerySet[Any, Any]:
    """One part of the union: all columns, each of its kind."""
    given = {"told_as": Value(str(draft)), "due": F("due_at"), **fields}
    columns = {f"a_{name}": Cast(given.get(name, Value(empty, kind)), kind) for name, (kind, empty) in _COLUMNS.items()}
    return found.annotate(**columns).values_list(*columns)


def sentences(*, bodies: Mapping[int, str], held: Round, at: datetime) -> Iterator[Sentence]:
    """Lines of work of the bodies in the round's period. ``bodies`` are ids with names. One query."""
    asked = (Draft.WORK_DONE, Draft.WORK_LATE, Draft.DIFFICULTIES)
    found: dict[Draft, list[Row]] = defaultdict(list)
    for one in rows(bodies=list(bodies), drafts=asked, days=days_of(held), at=at):
        found[one.draft].append(one)
    yield from _lines(found[Draft.WORK_DONE], bodies, Gather.HIGHLIGHT, "đã xong, được xác nhận")
    yield from _lines(found[Draft.WORK_LATE], bodies, Gather.SLOW, "quá hạn chưa xong")
    raised = sorted(found[Draft.DIFFICULTIES], key=lambda one: (one.verified_at, one.number))
    for one in raised[:TOLD]:
        origin = Origin(From.DIFFICULTY, one.number, "", bodies[one.body])
        yield Sentence(Gather.DIFFICULTY, _short(one.title), (origin,))


def _lines(found: Iterable[Row], bodies: Mapping[int, str], gather: Gather, words: str) -> Iterator[Sentence]:
    """One line for each piece of work, with how many units it concerns: the widest first."""
    titled: dict[tuple[int, str], dict[int, Origin]] = defaultdict(dict)
    for one in found:
        origin = Origin(From.TASK, one.number, "", bodies.get(one.body, ""))
        titled[one.head or one.number, one.title].setdefault(one.number, origin)
    widest = sorted(titled.items(), key=lambda one: (-len(one[1]), one[0][1]))
    for (_, title), held in widest[:TOLD]:
        origins = tuple(held.values())
        named = ", ".join(one.unit for one in origins[:NAMED])
        more = f" và {len(origins) - NAMED} đơn vị nữa" if len(origins) > NAMED else ""
        many = f"{len(origins)} đơn vị {words} ({named}{more})" if len(origins) > 1 else f"{words} ({named})"
        yield Sentence(gather, f"{_short(title)}: {many}.", origins)


def _short(text: str, most: int = 220) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"
