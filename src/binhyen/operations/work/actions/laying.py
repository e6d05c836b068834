"""New tasks as rows: heads, copies, shares and their first moves, each table written at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.database.inserting import insert
from binhyen.foundation.journal import actions as journal
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.work import events
from binhyen.operations.work.models import Extension, Task, TaskMove, TaskShare
from binhyen.operations.work.queries.candidates import members_of
from binhyen.operations.work.queries.stopped import Stopped
from binhyen.operations.work.values import (
    Cadence,
    ExtensionState,
    MoveKind,
    Part,
    Shape,
    Sharing,
    TaskDetails,
    Work,
    WorkRefused,
)
from binhyen.registers.organisations.models import Body

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """One task to be given, or one head with its copies."""

    details: TaskDetails
    sharing: Sharing
    duty_id: int | None = None
    directive_id: int | None = None
    key: UUID | None = None
    stopped: Stopped | None = None  # work of the same duty that was stopped
    reason: str = ""  # why it is given again


@dataclass(slots=True)
class Laid:
    """A plan with its rows. ``copies`` is empty for a task of one body."""

    task: Task
    copies: list[Task] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies by id, and the members of the groups among them."""

    known: Mapping[int, Body]
    members: Mapping[int, Sequence[int]]

    def expanded(self, ids: Iterable[int]) -> list[int]:
        """The bodies themselves, and the members of groups in their place; each once, in order."""
        return list(dict.fromkeys(one for body in ids for one in self.members.get(body, (body,))))

    def area(self, body: int) -> str:
        return self.known[body].area_code


def lay(plans: Sequence[Plan], *, by: User, at: datetime, today: date) -> list[Laid]:
    """Write the tasks of all plans, in the caller's transaction: some statements per table, whatever their number.

    Raises WorkRefused where a task would have no lead or nobody else to verify it.
    """
    bodies = _bodies(plans, today)
    laid = [_task(plan, bodies, by, at) for plan in plans]
    insert(one.task for one in laid)
    for one in laid:
        for copy in one.copies:
            copy.parent_id = one.task.pk
    insert(copy for one in laid for copy in one.copies)
    insert(share for plan, one in zip(plans, laid, strict=True) for share in _shares(plan, one, bodies, at))
    moves = (_move(task, plan.reason, by, at) for plan, task in _each(plans, laid))
    insert(moves)
    _later_days(plans, laid, by, at)
    journal.record_many((_fact(one, bodies) for one in laid), by=by, at=at)
    return laid


def _each(plans: Sequence[Plan], laid: Sequence[Laid]) -> Iterator[tuple[Plan, Task]]:
    for plan, one in zip(plans, laid, strict=True):
        yield from ((plan, task) for task in (one.task, *one.copies))


def _later_days(plans: Sequence[Plan], laid: Sequence[Laid], by: User, at: datetime) -> None:
    """Work given again for a later day than its first: the day is later by an extension, with the reason."""
    later = [
        Extension(
            task=task, body_id=task.issuer_id, from_due_at=task.original_due_at, to_due_at=task.due_at,
            reason=plan.reason[:LONGEST_REASON], asked_at=at, asked_by=by,
        )
        for plan, task in _each(plans, laid)
        if task.original_due_at and task.due_at and task.due_at > task.original_due_at and task.shape != Shape.HEAD
    ]  # fmt: skip
    if not later:
        return
    rows = Extension.objects.bulk_create(later)
    Extension.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=ExtensionState.GRANTED, decided_at=at, decided_by=by
    )


def _bodies(plans: Sequence[Plan], today: date) -> Bodies:
    ids: set[int] = set()
    for plan in plans:
        sharing = plan.sharing
        ids.update((*sharing.leads, *sharing.co_leads, *sharing.followers))
        ids.update((sharing.issuer, sharing.verifier))
    return bodies_of(ids, members=members_of(ids, today))


def bodies_of(ids: Iterable[int], *, members: Mapping[int, Sequence[int]] | None = None) -> Bodies:
    """The bodies, with the ``members`` of the groups among them. One query."""
    groups = members or {}
    return Bodies(
        Body.objects.only("key", "name", "area_code", "level").in_bulk({*ids, *chain(*groups.values())}), groups
    )


def lay_copies(
    head: Task, *, leads: Sequence[int], starts_on: date | None, due_at: datetime | None, bodies: Bodies, by: User,
    at: datetime,
) -> list[Task]:  # fmt: skip
    """Copies of a head for bodies that join its work now: rows, the leads' shares, first moves.

    Raises WorkRefused where nobody else could verify one.
    """
    details = TaskDetails(
        title=head.title, what=head.what, result=head.result, kinds=head.evidence_kinds, due_at=due_at,
        cadence=head.cadence, rhythm=head.rhythm, beat_days=head.beat_days, starts_on=starts_on, ends_on=head.ends_on,
        needs_location=head.needs_location,
    )  # fmt: skip
    sharing = Sharing(leads=tuple(leads), issuer=head.issuer_id, verifier=head.verifier_id)
    plan = Plan(details, sharing, duty_id=head.duty_id, directive_id=head.directive_id)
    copies = [_row(plan, bodies, by, at, shape=Shape.COPY, lead=lead) for lead in leads]
    for copy in copies:
        copy.parent_id = head.pk
    insert(copies)
    insert(share for copy in copies for share in _distinct(copy, [(copy.lead_id or 0, Part.LEAD)], at))
    insert(_move(copy, "", by, at) for copy in copies)
    return copies


def _task(plan: Plan, bodies: Bodies, by: User, at: datetime) -> Laid:
    leads = bodies.expanded(plan.sharing.leads)
    if not leads:
        raise WorkRefused(f"“{plan.details.title}”: chưa có cơ quan chủ trì.", "leads")
    if len(leads) == 1:
        return Laid(_row(plan, bodies, by, at, shape=Shape.ONE, lead=leads[0]))
    head = _row(plan, bodies, by, at, shape=Shape.HEAD, lead=None)
    return Laid(head, [_row(plan, bodies, by, at, shape=Shape.COPY, lead=lead) for lead in leads])


def _row(plan: Plan, bodies: Bodies, by: User, at: datetime, *, shape: Shape, lead: int | None) -> Task:
    details, sharing = plan.details, plan.sharing
    name = bodies.known[lead].name if lead else ""
    return Task(
        shape=str(shape),
        duty_id=plan.duty_id,
        directive_id=plan.directive_id,
        title=details.title,
        what=details.what,
        result=details.result,
        kinds=" ".join(details.kinds),
        needs_location=details.needs_location,
        lead_id=lead,
        issuer_id=sharing.issuer,
        verifier_id=_verifier(sharing, lead, bodies),
        state=str(Work.GIVEN),
        cadence=str(details.cadence),
        rhythm=details.rhythm,
        beat_days=details.beat_days,
        starts_on=details.starts_on or (timezone.localdate(at) if details.cadence != Cadence.ONCE else None),
        ends_on=details.ends_on,
        original_due_at=_first_day(plan, lead),
        due_at=details.due_at,
        made_at=at,
        made_by=by,
        again_of_id=plan.stopped.tasks.get(lead) if plan.stopped else None,
        one_time_key=plan.key if shape != Shape.COPY else None,
        search_key=search_key(f"{details.title} {'' if shape == Shape.COPY else details.what} {name}"),
    )


def _first_day(plan: Plan, lead: int | None) -> datetime | None:
    """The day work done once is first due: of work that was stopped and is given again, the day it was due before."""
    due = plan.details.due_at if plan.details.cadence == Cadence.ONCE else None
    first = plan.stopped.first_days.get(lead) if plan.stopped else None
    return min(due, first) if due and first else due


def _verifier(sharing: Sharing, lead: int | None, bodies: Bodies) -> int:
    """Whoever was named; where that is the lead itself, the issuer. Nobody verifies their own work."""
    for one in (sharing.verifier, sharing.issuer):
        if one != lead:
            return one
    name = bodies.known[lead].name if lead else ""
    raise WorkRefused(f"{name} không thể tự xác nhận việc của mình. Hãy chọn cơ quan khác xác nhận.", "verifier")


def _shares(plan: Plan, laid: Laid, bodies: Bodies, at: datetime) -> Iterator[TaskShare]:
    co_leads, followers = bodies.expanded(plan.sharing.co_leads), bodies.expanded(plan.sharing.followers)
    tasks = [laid.task, *laid.copies]
    helpers = helping(tasks, co_leads=co_leads, followers=followers, bodies=bodies)
    for task in tasks:
        lead = [(task.lead_id, Part.LEAD)] if task.lead_id else []
        yield from _distinct(task, [*lead, *helpers[task.pk]], at)


def helping(
    tasks: Sequence[Task], *, co_leads: Iterable[int], followers: Iterable[int], bodies: Bodies
) -> dict[int, list[tuple[int, Part]]]:
    """Who helps with and follows each task, by its id: of one task, or of a head with its copies behind it.

    A body of one commune helps the copy of that commune; one of the province stands on the head.
    """
    parts = [*((one, Part.CO_LEAD) for one in co_leads), *((one, Part.FOLLOWER) for one in followers)]
    first, copies = tasks[0], tasks[1:]
    found: dict[int, list[tuple[int, Part]]] = {task.pk: [] for task in tasks}
    here: dict[str, list[int]] = defaultdict(list)
    for copy in copies:
        if area := bodies.area(copy.lead_id or 0):
            here[area].append(copy.pk)
    for body, part in parts:
        for task in here.get(bodies.area(body)) or (first.pk,):
            found[task].append((body, part))
    return found


def _distinct(task: Task, parts: Iterable[tuple[int, Part]], at: datetime) -> Iterator[TaskShare]:
    """One share for each body: the weightier part comes first and stands."""
    seen: set[int] = set()
    for body, part in parts:
        if body not in seen:
            seen.add(body)
            yield TaskShare(task_id=task.pk, body_id=body, part=str(part), state=str(Work.GIVEN), changed_at=at)


def _move(task: Task, reason: str, by: User, at: datetime) -> TaskMove:
    return TaskMove(
        task_id=task.pk,
        kind=str(MoveKind.GIVEN),
        state=str(Work.GIVEN),
        due_at=task.due_at,
        original_due_at=task.original_due_at,
        at=at,
        by=by,
        body_id=task.issuer_id,
        reason=reason[:LONGEST_REASON],
    )


def _fact(laid: Laid, bodies: Bodies) -> events.TaskGiven:
    task, copies = laid.task, laid.copies
    return events.TaskGiven(
        subject_id=str(task.pk),
        duty_id=task.duty_id or 0,
        lead=bodies.known[task.lead_id].key if task.lead_id else "",
        copies=len(copies),
        first=copies[0].pk if copies else 0,
        last=copies[-1].pk if copies else 0,
    )
