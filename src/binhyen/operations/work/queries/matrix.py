"""Who answers for what: bodies by what they lead and help with, and where the "3 không" is broken.

"3 không" of the directive: no overlap, nothing left out, nobody evading or passing work on.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.kit.calendar import vietnam
from binhyen.operations.directives.models import Duty, DutyPart
from binhyen.operations.directives.queries.visible import visible_duties
from binhyen.operations.directives.values import DutyState
from binhyen.operations.directives.values import Part as DutyRole
from binhyen.operations.work.models import Task, TaskMove, TaskPeriod
from binhyen.operations.work.rules import overlaps as rules
from binhyen.operations.work.rules.terms import value
from binhyen.operations.work.values import TO_DO, Cadence, MoveKind, Shape, Work
from binhyen.registers.documents.models import Addressee
from binhyen.registers.organisations.models import Body

from . import terms
from .candidates import Named, members_of
from .detail import questions
from .visible import visible_tasks

PartRow = tuple[int, str, int | None, str]  # duty, part, body, its name as printed


@dataclass(slots=True)
class Row:
    """One body: duties it leads and helps with, and what became of the tasks it leads."""

    key: str
    name: str
    leads: int = 0
    helps: int = 0
    given: int = 0
    verified: int = 0
    overdue: int = 0
    periods: int = 0  # of recurring and continuous work it leads, those that have begun
    periods_verified: int = 0

    @property
    def leads_nothing(self) -> bool:
        return not self.leads


@dataclass(frozen=True, slots=True)
class TwoLeads:
    """One duty with several leads of which none is named as answering."""

    duty: Duty
    leads: str


@dataclass(frozen=True, slots=True)
class Same:
    """Two duties alike, led by different bodies."""

    first: Duty
    second: Duty
    percent: int


@dataclass(frozen=True, slots=True)
class Evading:
    """A task whose body lets it lie: unopened too long, or sent back again and again."""

    task: Task
    why: str


@dataclass(frozen=True, slots=True)
class Matrix:
    rows: list[Row]
    two_leads: list[TwoLeads]
    same: list[Same]
    nobody: list[Duty]
    unknown: list[tuple[Duty, str]]
    not_given: int
    silent: list[Named]  # addressed by the directive, no part in any duty
    evading: list[Evading]
    unanswered: int  # questions past their day

    @property
    def overlapping(self) -> int:
        return len(self.two_leads) + len(self.same)

    @property
    def left_out(self) -> int:
        return len(self.nobody) + len(self.unknown)


def matrix(*, scope: Scope, today: date, at: datetime, directive: int | None) -> Matrix:
    """Of one directive or of all the reader may see. Eleven queries."""
    duties = visible_duties(scope, today).exclude(state=DutyState.REMOVED)
    duties = duties.filter(directive=directive) if directive else duties
    known = list(
        duties.only("id", "title", "text", "lead_names", "clarity", "state", "directive_id", "position").order_by(
            "directive_id", "position"
        )
    )
    parts = list(DutyPart.objects.filter(duty__in=duties.order_by()).values_list("duty_id", "part", "body_id", "name"))
    tasks = visible_tasks(scope).exclude(shape=Shape.HEAD)
    tasks = tasks.filter(directive=directive) if directive else tasks
    by_id = {duty.pk: duty for duty in known}
    leads: dict[int, frozenset[str]] = defaultdict(frozenset)
    for duty_id, part, _body, name in parts:
        if part == DutyRole.LEAD:
            leads[duty_id] |= {name}
    given = Task.objects.filter(duty__in=by_id).exclude(shape=Shape.COPY).exclude(state=Work.STOPPED)
    with_task = set(given.values_list("duty_id", flat=True))
    return Matrix(
        rows=_rows(parts, tasks, today, at),
        two_leads=[
            TwoLeads(duty, duty.lead_names)
            for duty in known
            if len(leads[duty.pk]) > 1 and duty.clarity.get("responsible") is False
        ],
        same=_same(known, by_id, leads),
        nobody=[duty for duty in known if not leads[duty.pk]],
        unknown=[
            (by_id[duty_id], name)
            for duty_id, part, body_id, name in parts
            if part == DutyRole.LEAD and body_id is None
        ],
        not_given=sum(duty.state == DutyState.ACCEPTED and duty.pk not in with_task for duty in known),
        silent=_silent(directive, {body_id for _d, _p, body_id, *_ in parts if body_id}),
        evading=_evading(tasks, at),
        unanswered=_unanswered(scope, directive, at),
    )


def _rows(parts: Sequence[PartRow], tasks: QuerySet[Task], today: date, at: datetime) -> list[Row]:
    """A part of a group is a part of each of its members."""
    members = members_of({body for _duty, _part, body, *_ in parts if body}, today)
    named = {one for inside in members.values() for one in inside} | {body for _d, _p, body, *_ in parts if body}
    known = dict(Body.objects.filter(pk__in=named).values_list("pk", "key"))
    names = dict(Body.objects.filter(pk__in=named).values_list("pk", "name"))
    found: dict[int, Row] = {}
    for _duty, part, body, *_ in parts:
        for one in members.get(body, (body,)) if body else ():
            row = found.setdefault(one, Row(known[one], names[one]))
            row.leads += part == DutyRole.LEAD
            row.helps += part != DutyRole.LEAD
    counted = tasks.exclude(state=Work.STOPPED).values("lead_id", "lead__key", "lead__name").order_by()
    done, late = Q(state=Work.VERIFIED), Q(state__in=TO_DO, due_at__lt=at)
    for line in counted.annotate(n=Count("pk"), done=Count("pk", filter=done), late=Count("pk", filter=late)):
        row = found.setdefault(line["lead_id"], Row(line["lead__key"], line["lead__name"]))
        row.given, row.verified, row.overdue = line["n"], line["done"], line["late"]
    for lead, begun, verified in _periods(tasks, today):
        found[lead].periods, found[lead].periods_verified = begun, verified
    return sorted(found.values(), key=lambda row: (-(row.leads or row.given), -row.helps, row.name))


def _periods(tasks: QuerySet[Task], today: date) -> QuerySet[TaskPeriod, Any]:
    """Body, its periods that have begun, how many of them are verified. Work that was stopped is no longer counted."""
    recurring = tasks.exclude(cadence=Cadence.ONCE).exclude(state=Work.STOPPED)
    begun = TaskPeriod.objects.filter(task__in=recurring, starts_on__lte=today).order_by()
    done = Count("pk", filter=Q(state=Work.VERIFIED))
    return begun.values_list("task__lead_id").annotate(n=Count("pk"), done=done)


def _same(known: Sequence[Duty], by_id: dict[int, Duty], leads: dict[int, frozenset[str]]) -> list[Same]:
    contents = (rules.Content(duty.pk, f"{duty.title} {duty.text}", leads[duty.pk]) for duty in known)
    found = rules.overlaps(contents)
    return [Same(by_id[one.first], by_id[one.second], round(100 * one.share)) for one in found]


def _silent(directive: int | None, with_part: set[int]) -> list[Named]:
    """Bodies the directive was sent to and gives nothing to do; groups count through themselves."""
    if directive is None:
        return []
    sent = Addressee.objects.filter(document__directive=directive).exclude(body__in=with_part)
    rows = sent.order_by("body__sort_key", "body_id").values_list("body_id", "body__name")
    return [Named(body_id, name) for body_id, name in rows]


def _unanswered(scope: Scope, directive: int | None, at: datetime) -> int:
    """Questions past their day, of those the reader sees."""
    late = questions(scope=scope, answered=False).filter(due_at__lt=at)
    return late.filter(Q(duty__directive=directive) | Q(task__directive=directive) if directive else Q()).count()


def _evading(tasks: QuerySet[Task], at: datetime) -> list[Evading]:
    chosen = terms.chosen(on=timezone.localdate(at))
    days, often = value("UNOPENED", chosen), value("SENT_BACK_OFTEN", chosen)
    day = vietnam().add_working_days(timezone.localdate(at), -days)
    since = timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
    unopened = tasks.filter(state=Work.GIVEN, made_at__lt=since).select_related("lead").order_by("made_at", "id")
    shown = unopened.only("id", "title", "lead__name")
    found = [Evading(task, f"chưa mở sau {days} ngày làm việc") for task in shown]
    rejected = TaskMove.objects.filter(kind=MoveKind.REJECTED, task__in=tasks.filter(state__in=TO_DO))
    counted = rejected.values("task_id").order_by().annotate(n=Count("pk")).filter(n__gte=often)
    times = {row["task_id"]: row["n"] for row in counted}
    for task in tasks.filter(pk__in=times).select_related("lead"):
        found.append(Evading(task, f"bị trả lại {times[task.pk]} lần"))
    return found
