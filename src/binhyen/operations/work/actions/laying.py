"""New tasks as rows: heads, copies, shares and their first moves, each table written at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.database.inserting import insert
from binhyen.foundation.journal import actions as journal
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.work import events
from binhyen.operations.work.models import Task, TaskMove, TaskShare
from binhyen.operations.work.queries.candidates import members_of
from binhyen.operations.work.values import Cadence, MoveKind, Part, Shape, Sharing, TaskDetails, Work, WorkRefused
from binhyen.registers.organisations.models import Body


@dataclass(frozen=True, slots=True)
class Plan:
    """One task to be given, or one head with its copies."""

    details: TaskDetails
    sharing: Sharing
    duty_id: int | None = None
    directive_id: int | None = None
    key: UUID | None = None


@dataclass(slots=True)
class Laid:
    """A plan with its rows. ``copies`` is empty for a task of one body."""

    task: Task
    copies: list[Task] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Bodies:
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
    insert(_move(task, by, at) for one in laid for task in (one.task, *one.copies))
    journal.record_many((_fact(one, bodies) for one in laid), by=by, at=at)
    return laid


def _bodies(plans: Sequence[Plan], today: date) -> _Bodies:
    named: set[int] = set()
    for plan in plans:
        sharing = plan.sharing
        named.update((*sharing.leads, *sharing.co_leads, *sharing.followers))
        named.update((sharing.issuer, sharing.verifier))
    members = members_of(named, today)
    everybody = named.union(*members.values()) if members else named
    return _Bodies(Body.objects.only("key", "name", "area_code", "level").in_bulk(everybody), members)


def _task(plan: Plan, bodies: _Bodies, by: User, at: datetime) -> Laid:
    leads = bodies.expanded(plan.sharing.leads)
    if not leads:
        raise WorkRefused(f"“{plan.details.title}”: chưa có cơ quan chủ trì.", "leads")
    if len(leads) == 1:
        return Laid(_row(plan, bodies, by, at, shape=Shape.ONE, lead=leads[0]))
    head = _row(plan, bodies, by, at, shape=Shape.HEAD, lead=None)
    return Laid(head, [_row(plan, bodies, by, at, shape=Shape.COPY, lead=lead) for lead in leads])


def _row(plan: Plan, bodies: _Bodies, by: User, at: datetime, *, shape: Shape, lead: int | None) -> Task:
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
        original_due_at=details.due_at if details.cadence == Cadence.ONCE else None,
        due_at=details.due_at,
        made_at=at,
        made_by=by,
        one_time_key=plan.key if shape != Shape.COPY else None,
        search_key=search_key(f"{details.title} {'' if shape == Shape.COPY else details.what} {name}"),
    )


def _verifier(sharing: Sharing, lead: int | None, bodies: _Bodies) -> int:
    """Whoever was named; where that is the lead itself, the issuer. Nobody verifies their own work."""
    for one in (sharing.verifier, sharing.issuer):
        if one != lead:
            return one
    name = bodies.known[lead].name if lead else ""
    raise WorkRefused(f"{name} không thể tự xác nhận việc của mình. Hãy chọn cơ quan khác xác nhận.", "verifier")


def _shares(plan: Plan, laid: Laid, bodies: _Bodies, at: datetime) -> Iterator[TaskShare]:
    co_leads, followers = bodies.expanded(plan.sharing.co_leads), bodies.expanded(plan.sharing.followers)
    if not laid.copies:
        yield from _of_one(laid.task, co_leads, followers, at)
        return
    here: dict[str, list[tuple[int, Part]]] = defaultdict(list)
    areas = {bodies.area(copy.lead_id or 0) for copy in laid.copies} - {""}
    above: list[tuple[int, Part]] = []
    for part, ids in ((Part.CO_LEAD, co_leads), (Part.FOLLOWER, followers)):
        for body in ids:  # a body of one commune helps the copy of that commune; one of the province stands on the head
            area = bodies.area(body)
            (here[area] if area in areas else above).append((body, part))
    yield from _distinct(laid.task, above, at)
    for copy in laid.copies:
        lead = copy.lead_id or 0
        yield from _distinct(copy, [(lead, Part.LEAD), *here.get(bodies.area(lead), ())], at)


def _of_one(task: Task, co_leads: Iterable[int], followers: Iterable[int], at: datetime) -> Iterator[TaskShare]:
    parts = [(task.lead_id or 0, Part.LEAD), *((one, Part.CO_LEAD) for one in co_leads)]
    yield from _distinct(task, [*parts, *((one, Part.FOLLOWER) for one in followers)], at)


def _distinct(task: Task, parts: Iterable[tuple[int, Part]], at: datetime) -> Iterator[TaskShare]:
    """One share for each body: the weightier part comes first and stands."""
    seen: set[int] = set()
    for body, part in parts:
        if body not in seen:
            seen.add(body)
            yield TaskShare(task_id=task.pk, body_id=body, part=str(part), state=str(Work.GIVEN), changed_at=at)


def _move(task: Task, by: User, at: datetime) -> TaskMove:
    return TaskMove(
        task_id=task.pk,
        kind=str(MoveKind.GIVEN),
        state=str(Work.GIVEN),
        due_at=task.due_at,
        original_due_at=task.original_due_at,
        at=at,
        by=by,
        body_id=task.issuer_id,
    )


def _fact(laid: Laid, bodies: _Bodies) -> events.TaskGiven:
    task, copies = laid.task, laid.copies
    return events.TaskGiven(
        subject_id=str(task.pk),
        duty_id=task.duty_id or 0,
        lead=bodies.known[task.lead_id].key if task.lead_id else "",
        copies=len(copies),
        first=copies[0].pk if copies else 0,
        last=copies[-1].pk if copies else 0,
    )
