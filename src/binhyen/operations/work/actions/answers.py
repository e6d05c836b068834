"""Clocks of whoever must answer: questions, claims to verify, requests for more time; and of a unit's own steps.

On the last day and once it is over whoever can answer hears, then up the line: the head of the body, the province.
Where nobody can answer the province's coordinators hear at once. Each clock rings once, one message a person and kind.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.values import Role
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.notifications import actions as notifications
from binhyen.kit.calendar import vietnam
from binhyen.operations.work.events import ClocksRang
from binhyen.operations.work.models import Nudge, TaskMove, TaskStep
from binhyen.operations.work.permissions import ANSWERERS, DOERS, VERIFIERS
from binhyen.operations.work.queries import terms
from binhyen.operations.work.queries.awaited import Awaited, awaited
from binhyen.operations.work.rules import reminders as rules
from binhyen.operations.work.values import OVER, TO_DO, MoveKind, Waits
from binhyen.registers.organisations.models import Body

_CLIMBED = {rules.HEAD: "báo thủ trưởng cơ quan", rules.PROVINCE: "báo cấp tỉnh"}
_QUESTIONS, _CLAIMS, _REQUESTS, _STEPS = "câu hỏi về việc chưa rõ", "việc báo xong", "đề nghị gia hạn", "bước việc"
_GROUPS = {
    Waits.QUESTION: _QUESTIONS, Waits.CLAIM: _CLAIMS, Waits.PERIOD: _CLAIMS, Waits.PART: _CLAIMS,
    Waits.EXTENSION: _REQUESTS, Waits.STEP: _STEPS,
}  # fmt: skip
_ACTS = {_QUESTIONS: "trả lời", _CLAIMS: "xác nhận", _REQUESTS: "quyết định", _STEPS: "làm xong"}
_PAGES = {_QUESTIONS: "work:questions", _CLAIMS: "work:verify-queue", _REQUESTS: "work:extensions"}


@dataclass(frozen=True, slots=True)
class Rang:
    what: Awaited
    code: str
    person: User | None = None  # named for a step

    @property
    def group(self) -> str:
        return _GROUPS[self.what.kind]


@transaction.atomic
def ring(*, at: datetime) -> int:
    """Tell whoever has to know of each clock that rings now. Returns how many messages were left. Safe to run twice."""
    if not rules.open_now(at):
        return 0
    on = timezone.localdate(at)
    waits, steps = list(awaited(on=on)), _steps(at)
    people = _People((*waits, *(one.what for one in steps)), at)
    rung = [*_of_answers(waits, people, at), *_of_steps(steps, at)]
    heard = [(one, users) for one in rung if (users := people.of(one))]
    if not heard:
        return 0
    _keep([one for one, _ in heard], at)
    sent = _tell(heard, at)
    journal.record(ClocksRang(subject_id=on.isoformat(), clocks=len(heard), people=sent), by=None, at=at)
    return sent


def _of_answers(waits: Collection[Awaited], people: "_People", at: datetime) -> list[Rang]:
    clocks, told = rules.clocks(terms.chosen(on=timezone.localdate(at))), _told(waits)
    return [
        Rang(one, code)
        for one in waits
        for code in rules.answering(
            due_at=one.due_at, at=at, told=told.get((one.kind, one.pk, one.since), ()), clocks=clocks,
            calendar=vietnam(), anybody=bool(people.able(one)),
        )
    ]  # fmt: skip


def _steps(at: datetime) -> list[Rang]:
    """Steps that are open and have a day, near or past. Of parts claimed or over there are none to do. One query."""
    clocks = rules.clocks(terms.chosen(on=timezone.localdate(at)))
    near = timezone.localdate(at) + timedelta(days=clocks.furthest)
    rows = TaskStep.objects.filter(done_at__isnull=True, removed_at__isnull=True, due_on__lte=near)
    rows = rows.filter(share__state__in=TO_DO).exclude(share__task__state__in=OVER)
    found = []
    for row in rows.select_related("share", "person").order_by("pk"):
        if row.due_on is None:
            continue
        end = timezone.make_aware(datetime.combine(row.due_on, time(23, 59)))
        what = Awaited(
            Waits.STEP, row.pk, (row.share.body_id,), None, end, end, row.share.task_id, row.share.state,
            share_id=row.share_id,
        )  # fmt: skip
        found.append(Rang(what, "", row.person if row.person and row.person.is_active else None))
    return found


def _of_steps(steps: Collection[Rang], at: datetime) -> list[Rang]:
    """A step is the unit's own: it climbs no further than its head."""
    clocks, told = rules.clocks(terms.chosen(on=timezone.localdate(at))), _told([one.what for one in steps])
    last = rules.Clocks([one for one in clocks.before if one[0] == rules.REMINDERS[-1]], clocks.head, clocks.province)
    return [
        Rang(one.what, code, one.person)
        for one in steps
        for code in rules.ringing(
            due_at=one.what.due_at, at=at, told=told.get((Waits.STEP, one.what.pk, one.what.since), ()), clocks=last,
            calendar=vietnam(), helps=True,
        )
    ]  # fmt: skip


def _told(waits: Collection[Awaited]) -> Mapping[tuple[str, int, datetime], set[str]]:
    """Codes that rang of what waits. One query."""
    rows = Nudge.objects.filter(subject_id__in={one.pk for one in waits}, kind__in={one.kind for one in waits})
    found: dict[tuple[str, int, datetime], set[str]] = defaultdict(set)
    for kind, pk, since, code in rows.values_list("kind", "subject_id", "since", "code"):
        found[kind, pk, since].add(code)
    return found


def _keep(rung: Iterable[Rang], at: datetime) -> None:
    rows = list(rung)
    Nudge.objects.bulk_create(
        Nudge(kind=one.what.kind, subject_id=one.what.pk, since=one.what.since, code=one.code, at=at) for one in rows
    )
    TaskMove.objects.bulk_create(
        TaskMove(
            task_id=one.what.task_id, period_id=one.what.period_id, share_id=one.what.share_id,
            kind=MoveKind.ESCALATED, state=one.what.state, due_at=one.what.due_at, at=at,
            body_id=one.what.by[0] if one.what.by else None,
            reason=f"{one.group.capitalize()}: quá hạn {_ACTS[one.group]}, {_CLIMBED[one.code]}",
        )
        for one in rows
        if one.code in _CLIMBED and one.what.task_id
    )  # fmt: skip


def _tell(heard: Iterable[tuple[Rang, list[User]]], at: datetime) -> int:
    messages: dict[tuple[User, str, str], list[Awaited]] = defaultdict(list)
    for one, users in heard:
        for user in users:
            messages[user, one.group, one.code].append(one.what)
    sent = 0
    for (user, group, code), waits in sorted(messages.items(), key=lambda item: (item[0][0].pk, *item[0][1:])):
        sent += notifications.notify(
            users=[user], kind=_kind(group, code), text=_words(group, code, waits), url=_address(group, code, waits),
            at=at,
        )  # fmt: skip
    return sent


def _kind(group: str, code: str) -> str:
    if code in _CLIMBED:
        return "work.escalated"
    if group == _STEPS:
        return "work.late" if code == rules.LATE else "work.due_soon"
    return "work.answer"


def _words(group: str, code: str, waits: Collection[Awaited]) -> str:
    """A line without a name or a title: it also stands in mails."""
    many, act = f"{len(waits)} {group}", _ACTS[group]
    if code == rules.NOBODY:
        return f"{many} không có ai ở cơ quan phải {act}: anh/chị {act} hoặc giao người"
    if code == rules.PROVINCE:
        bodies = len({body for one in waits for body in one.by})
        return f"{many} quá hạn chưa ai {act}, của {bodies} cơ quan, đã báo cấp tỉnh"
    if code == rules.HEAD:
        return f"{many} cơ quan anh/chị chưa {act} đã quá hạn, báo thủ trưởng cơ quan"
    if group == _STEPS:
        near = {rules.LATE: "đã quá ngày", rules.TODAY: "đến ngày hôm nay"}.get(code, "sắp đến ngày")
        return f"{many} của anh/chị {near}"
    return f"{many} chờ anh/chị {act}, {'đã quá hạn' if code == rules.LATE else 'hôm nay hết hạn'}"


def _address(group: str, code: str, waits: Collection[Awaited]) -> str:
    tasks = {one.task_id for one in waits}
    if len(tasks) == 1 and None not in tasks and group != _QUESTIONS:
        return reverse("work:task", args=[tasks.pop()])
    if group == _STEPS:
        return f"{reverse('work:list')}?phan=ghi-ten"
    if group == _CLAIMS and code in {rules.PROVINCE, rules.NOBODY}:
        return f"{reverse('work:list')}?xem=cho-xac-nhan"
    return reverse(_PAGES[group])


class _People:
    """Who can answer for which body, who heads it, who coordinates the province. Two queries."""

    def __init__(self, waits: Collection[Awaited], at: datetime) -> None:
        self._offices: dict[int, list[tuple[str, User]]] = defaultdict(list)
        self._province: dict[int, User] = {}
        bodies = {body for one in waits for body in (*one.by, one.of) if body}
        keys = dict(Body.objects.filter(pk__in=bodies).values_list("key", "pk"))
        rows = Appointment.objects.filter(in_force(timezone.localdate(at)), user__is_active=True)
        for office in rows.filter(role__in={*DOERS, *VERIFIERS, *ANSWERERS}).select_related("user"):
            if office.role == Role.PROVINCE_COORDINATOR:
                self._province[office.user_id] = office.user
            if office.body_key in keys:
                self._offices[keys[office.body_key]].append((office.role, office.user))

    def able(self, one: Awaited) -> dict[int, User]:
        """Who can answer, heads of bodies among them. Nobody answers what their own body waits for."""
        found = {user.pk: user for body in one.by for role, user in self._offices[body] if role in _roles(one)}
        for _, user in self._offices[one.of] if one.of else ():
            found.pop(user.pk, None)
        return found

    def of(self, rang: Rang) -> list[User]:
        one, code = rang.what, rang.code
        if code in {rules.PROVINCE, rules.NOBODY}:
            return list(self._province.values())
        able = self.able(one)
        heads = {user.pk for body in one.by for role, user in self._offices[body] if role == Role.LEADER}
        if code == rules.HEAD:
            return [user for pk, user in able.items() if pk in heads] or list(able.values())
        if rang.person is not None:
            return [rang.person]
        return [user for pk, user in able.items() if pk not in heads] or list(able.values())


def _roles(one: Awaited) -> Collection[str]:
    if one.kind == Waits.STEP:
        return {*DOERS, Role.LEADER}
    if one.kind == Waits.QUESTION:
        return {*ANSWERERS, *DOERS} if one.task_id else ANSWERERS
    return VERIFIERS
