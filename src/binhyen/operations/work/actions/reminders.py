"""Clocks of work ring: reminders before the day, silence goes up the line after it. Each once.

Each person gets one message a clock. Messages wait for the digest of 07:30; only what has climbed to the head of a body
or to the province leaves at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.values import Role
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.notifications import actions as notifications
from binhyen.kit.calendar import vietnam
from binhyen.operations.work.events import ClocksRang
from binhyen.operations.work.models import Task, TaskMove, TaskPeriod, TaskShare, Told
from binhyen.operations.work.permissions import DOERS
from binhyen.operations.work.queries import terms
from binhyen.operations.work.rules import reminders as rules
from binhyen.operations.work.values import OVER, TO_DO, Cadence, MoveKind, Part, Shape, Work

_CLIMBED = {rules.HEAD: "báo thủ trưởng cơ quan", rules.PROVINCE: "báo cấp tỉnh"}


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a day: a task, or one period of it."""

    task_id: int
    body_id: int
    due_at: datetime
    state: str
    beat: bool = False
    period_id: int | None = None
    share_id: int | None = None  # of a co-lead

    @property
    def key(self) -> tuple[int, int | None, int | None, datetime]:
        return self.task_id, self.period_id, self.share_id, self.due_at


@dataclass(frozen=True, slots=True)
class Rang:
    due: Due
    code: str


@transaction.atomic
def ring(*, at: datetime) -> int:
    """Tell whoever has to know of each clock that rings now. Returns how many messages were left. Safe to run twice."""
    if not rules.open_now(at):
        return 0
    rung = _ringing(at)
    if not rung:
        return 0
    people = _People(rung, at)
    heard = [one for one in rung if people.of(one)]  # what nobody hears rings again once there is somebody
    if not heard:
        return 0
    _keep(heard, at)
    sent = _tell(heard, people, at)
    day = timezone.localdate(at).isoformat()
    journal.record(ClocksRang(subject_id=day, clocks=len(heard), people=sent), by=None, at=at)
    return sent


def _ringing(at: datetime) -> list[Rang]:
    clocks = rules.clocks(terms.chosen(on=timezone.localdate(at)))
    until = at + timedelta(days=clocks.furthest + 1)
    dues = [*_tasks(until), *_periods(until, at), *_helpers(until)]
    told: dict[tuple[int, int | None, int | None, datetime], set[str]] = defaultdict(set)
    rows = Told.objects.filter(task__in={one.task_id for one in dues})
    for task, period, share, due_at, code in rows.values_list("task_id", "period_id", "share_id", "due_at", "code"):
        told[task, period, share, due_at].add(code)
    return [
        Rang(one, code)
        for one in dues
        for code in rules.ringing(
            due_at=one.due_at, at=at, told=told[one.key], clocks=clocks, calendar=vietnam(), beat=one.beat,
            helps=one.share_id is not None,
        )
    ]  # fmt: skip


def _climbed(beat: Q) -> Q:
    """Told on the last rung of its line, for the due day that stands; ``beat``: what makes it continuous work."""
    told = Q(told__share=None, told__due_at=F("due_at"))
    return told & (~beat & Q(told__code=rules.PROVINCE) | beat & Q(told__code=rules.HEAD))


def _tasks(until: datetime) -> Iterable[Due]:
    """Tasks still to do and due before ``until``, without what has climbed the whole line. One query."""
    tasks = Task.objects.filter(state__in=TO_DO, due_at__lt=until, lead__isnull=False).exclude(shape=Shape.HEAD)
    tasks = (
        tasks.exclude(cadence=Cadence.RHYTHM)
        .annotate(ended=Count("told", filter=_climbed(Q(cadence=Cadence.BEAT)) & Q(told__period=None)))
        .filter(ended=0)
    )
    for pk, lead, due_at, state, cadence in tasks.order_by("pk").values_list(
        "pk", "lead_id", "due_at", "state", "cadence"
    ):
        if lead and due_at:
            yield Due(pk, lead, due_at, state, beat=cadence == Cadence.BEAT)


def _periods(until: datetime, at: datetime) -> Iterable[Due]:
    """Periods likewise. A stretch of continuous work that is amber as a whole is told of once, as the task."""
    rows = TaskPeriod.objects.filter(state__in=TO_DO, due_at__lt=until, task__lead__isnull=False)
    rows = rows.exclude(task__state=Work.STOPPED).exclude(task__cadence=Cadence.BEAT, task__due_at__lt=at)
    rows = (
        rows.annotate(ended=Count("told", filter=_climbed(Q(task__cadence=Cadence.BEAT))))
        .filter(ended=0)
        .order_by("pk")
    )
    for task, lead, due_at, state, cadence, pk in rows.values_list(
        "task_id", "task__lead_id", "due_at", "state", "task__cadence", "pk"
    ):
        if lead:
            yield Due(task, lead, due_at, state, beat=cadence == Cadence.BEAT, period_id=pk)


def _helpers(until: datetime) -> Iterable[Due]:
    """Parts of co-leads that are still to do: of work with periods in the one whose turn it is. One query.

    Who only follows has no clock.
    """
    due = Coalesce("period__due_at", "task__due_at")
    rows = TaskShare.objects.filter(part=Part.CO_LEAD, state__in=TO_DO).exclude(task__state__in=OVER)
    rows = rows.filter(Q(task__cadence=Cadence.ONCE) | Q(period__isnull=False)).annotate(due=due)
    ended = Q(told__code=rules.HEAD, told__due_at=F("due"))
    rows = rows.filter(due__lt=until).annotate(ended=Count("told", filter=ended)).filter(ended=0).order_by("pk")
    columns = ("task_id", "body_id", "due", "state", "pk", "period_id", "task__cadence")
    for task, body, due_at, state, pk, period, cadence in rows.values_list(*columns):
        yield Due(task, body, due_at, state, beat=cadence == Cadence.BEAT, period_id=period, share_id=pk)


def _keep(rung: list[Rang], at: datetime) -> None:
    Told.objects.bulk_create(
        Told(
            task_id=one.due.task_id,
            period_id=one.due.period_id,
            share_id=one.due.share_id,
            due_at=one.due.due_at,
            code=one.code,
            at=at,
        )
        for one in rung
    )
    TaskMove.objects.bulk_create(
        TaskMove(
            task_id=one.due.task_id, period_id=one.due.period_id, kind=MoveKind.ESCALATED, state=one.due.state, at=at,
            share_id=one.due.share_id, due_at=one.due.due_at, body_id=one.due.body_id,
            reason=f"Quá hạn, {_CLIMBED[one.code]}",
        )
        for one in rung
        if one.code in _CLIMBED
    )  # fmt: skip


def _tell(rung: list[Rang], people: "_People", at: datetime) -> int:
    heard: dict[tuple[User, str], list[Due]] = defaultdict(list)
    for one in rung:
        for user in people.of(one):
            heard[user, one.code].append(one.due)
    sent = 0
    for (user, code), dues in sorted(heard.items(), key=lambda item: (item[0][0].pk, item[0][1])):
        kind = "work.escalated" if code in _CLIMBED else "work.late" if code in _LATE else "work.due_soon"
        text, url = _words(code, dues, at), _address(code, dues)
        sent += notifications.notify(users=[user], kind=kind, text=text, url=url, at=at)
    return sent


_LATE = (rules.LATE, rules.AMBER)


def _words(code: str, dues: list[Due], at: datetime) -> str:
    """A line without a name or a title: it also stands in mails."""
    count, first = len({one.task_id for one in dues}), timezone.localtime(min(one.due_at for one in dues))
    if code == rules.PROVINCE:
        return (
            f"{count} việc quá hạn của {len({one.body_id for one in dues})} cơ quan chưa ai làm xong, đã báo cấp tỉnh"
        )
    if code == rules.HEAD:
        return f"{count} việc của cơ quan anh/chị quá hạn chưa xong, báo thủ trưởng cơ quan"
    if code == rules.AMBER:
        return f"{count} việc thường xuyên của cơ quan anh/chị đã đến nhịp mà chưa có minh chứng hoặc chưa báo xong"
    if code == rules.LATE:
        return f"{count} việc của anh/chị vừa quá hạn {first:%H:%M %d/%m/%Y}"
    if code == rules.TODAY:
        return f"{count} việc đến hạn hôm nay, sớm nhất lúc {first:%H:%M}"
    left = (first.date() - timezone.localdate(at)).days
    return f"{count} việc còn {left} ngày là đến hạn, sớm nhất {first:%H:%M %d/%m/%Y}"


def _address(code: str, dues: list[Due]) -> str:
    if len({one.task_id for one in dues}) == 1:
        return reverse("work:task", args=[dues[0].task_id])
    late = code in _CLIMBED or code in _LATE
    helps = "&phan=phoi-hop" if all(one.share_id for one in dues) else ""
    return f"{reverse('work:list')}?xem={'qua-han' if late else 'sap-han'}{helps}"


class _People:
    """Who hears of what: the person named, else those who act for the body; its head; the province's coordinators."""

    def __init__(self, rung: Collection[Rang], at: datetime) -> None:
        bodies = {one.due.body_id for one in rung}
        shares = TaskShare.objects.filter(task__in={one.due.task_id for one in rung}, person__is_active=True)
        self._named: Mapping[tuple[int, int], User] = {
            (share.task_id, share.body_id): share.person
            for share in shares.exclude(part=Part.FOLLOWER).select_related("person")
            if share.person
        }
        self._doing: dict[int, dict[int, User]] = defaultdict(dict)
        self._heading: dict[int, dict[int, User]] = defaultdict(dict)
        self._province: dict[int, User] = {}
        keys = dict(TaskShare.objects.filter(body__in=bodies).values_list("body__key", "body_id").distinct())
        offices = Appointment.objects.filter(in_force(timezone.localdate(at)), user__is_active=True)
        wanted = Q(body_key__in=keys) | Q(role=Role.PROVINCE_COORDINATOR)
        for office in offices.filter(wanted).select_related("user"):
            self._file(office, keys.get(office.body_key))

    def _file(self, office: Appointment, body: int | None) -> None:
        if office.role == Role.PROVINCE_COORDINATOR:
            self._province[office.user_id] = office.user
        if body is not None and office.role == Role.LEADER:
            self._heading[body][office.user_id] = office.user
        elif body is not None and office.role in DOERS:
            self._doing[body][office.user_id] = office.user

    def of(self, one: Rang) -> list[User]:
        body = one.due.body_id
        if one.code == rules.PROVINCE:
            return list(self._province.values())
        if one.code == rules.HEAD:
            return list((self._heading.get(body) or self._doing.get(body) or {}).values())
        named = self._named.get((one.due.task_id, body))
        return [named] if named else list(self._doing.get(body, {}).values())
