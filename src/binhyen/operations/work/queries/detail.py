"""Everything one task's page shows a reader."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.accounts.queries import holders
from binhyen.kit.pictures import ALIKE, distance
from binhyen.operations.work.models import Evidence, Question, Task, TaskMove, TaskPeriod, TaskShare, TaskStep
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.rules import clear
from binhyen.operations.work.values import TO_DO, Cadence, EvidenceKind, Part, Shape, Work
from binhyen.registers.organisations.models import Body

from .visible import SHARES_IN_ORDER, acting_bodies, own_bodies, own_share, visible_tasks

MOST_MOVES = 200
MOST_PERIODS = 60


@dataclass(frozen=True, slots=True)
class Twin:
    """The same photo elsewhere: where, if the reader may see that task."""

    evidence: Evidence
    seen: bool


@dataclass(frozen=True, slots=True)
class Proof:
    row: Evidence
    twins: tuple[Twin, ...] = ()

    @property
    def differs(self) -> bool:
        """The number stated is not what the books say."""
        return self.row.figure is not None and self.row.figure != self.row.value


@dataclass(frozen=True, slots=True)
class Mine:
    """The reader's own part, and what can be done with it."""

    share: TaskShare
    lacking: tuple[str, ...]  # kinds of evidence a claim still needs

    @property
    def may_show(self) -> bool:
        return self.share.part != Part.FOLLOWER and self.share.state in TO_DO

    @property
    def lacking_labels(self) -> list[str]:
        return [str(EvidenceKind(kind).label) for kind in self.lacking]


@dataclass(frozen=True, slots=True)
class Judging:
    """A claim the reader's body judges."""

    share: TaskShare
    period: TaskPeriod | None


@dataclass(frozen=True, slots=True)
class TaskPage:
    task: Task
    shares: list[TaskShare]
    steps: list[TaskStep]  # of the reader's own share
    proofs: list[Proof]
    moves: list[TaskMove]
    periods: list[TaskPeriod]
    questions: list[Question]
    mine: Mine | None
    judging: list[Judging]
    may_stop: bool
    may_ask: bool

    @property
    def claimable(self) -> bool:
        """Whether the reader's part can be claimed as done in one piece."""
        if self.mine is None or not self.mine.may_show:
            return False
        return self.task.cadence == Cadence.ONCE or self.mine.share.part != Part.LEAD

    @property
    def lacking_by_period(self) -> dict[int, tuple[str, ...]]:
        """Kinds of evidence a claim of the reader still needs, by period; those with all of them are left out."""
        if self.mine is None or self.mine.share.part != Part.LEAD:
            return {}
        shown: dict[int, set[str]] = defaultdict(set)
        for proof in self.proofs:
            if proof.row.period_id and proof.row.share_id == self.mine.share.pk and not proof.row.withdrawn_at:
                shown[proof.row.period_id].add(proof.row.kind)
        expected = self.task.evidence_kinds
        found = {one.pk: clear.lacking(expected=expected, shown=sorted(shown[one.pk])) for one in self.open_periods}
        return {pk: kinds for pk, kinds in found.items() if kinds}

    @property
    def open_periods(self) -> list[TaskPeriod]:
        return [one for one in self.periods if one.state in TO_DO]


def page(*, task: Task, scope: Scope, on: date) -> TaskPage:
    """About a dozen queries, however long the task's history; ``on``: which periods have begun."""
    shares = list(task.shares.select_related("body", "person").order_by(*SHARES_IN_ORDER))
    acting = dict(acting_bodies(scope).values_list("pk", "key"))
    own = own_share(task=task, scope=scope) if may(scope, Permission.DO) else None
    proofs = _proofs(task, scope)
    periods = _periods(task, on) if task.cadence != Cadence.ONCE else []
    judging = _judging(task, shares, periods, acting) if may(scope, Permission.VERIFY) else []
    gives = may(scope, Permission.GIVE) or may(scope, Permission.GIVE_HERE)
    return TaskPage(
        task=task,
        shares=shares,
        steps=_steps(own) if own else [],
        proofs=proofs,
        moves=list(
            task.moves.select_related("by", "body", "share__body", "period").order_by("-at", "-id")[:MOST_MOVES]
        ),
        periods=periods,
        questions=list(task.questions.select_related("asked_by", "answered_by").order_by("-id")),
        mine=_mine(task, own, proofs) if own else None,
        judging=judging,
        may_stop=gives and task.issuer_id in acting and task.state not in (Work.VERIFIED, Work.STOPPED),
        may_ask=own is not None and task.state in TO_DO,
    )


def _periods(task: Task, on: date) -> list[TaskPeriod]:
    """The latest first: all that wait for somebody today, however old, and the newest of the rest."""
    begun = Q(state__in=TO_DO, starts_on__lte=on)
    newest = task.periods.exclude(begun | Q(state=Work.CLAIMED)).order_by("-number").values("pk")[:MOST_PERIODS]
    return list(task.periods.filter(begun | Q(state=Work.CLAIMED) | Q(pk__in=newest)).order_by("-number"))


def open_periods(*, task: Task, on: date) -> list[TaskPeriod]:
    """Periods evidence may be handed in for, as the page offers them: the one under way first, others latest first."""
    found = [one for one in _periods(task, on) if one.state in TO_DO] if task.cadence != Cadence.ONCE else []
    return sorted(found, key=lambda one: not one.starts_on <= on <= one.ends_on)


def _mine(task: Task, share: TaskShare, proofs: Sequence[Proof]) -> Mine:
    shown = {proof.row.kind for proof in proofs if proof.row.share_id == share.pk and not proof.row.withdrawn_at}
    expected = task.evidence_kinds if share.part == Part.LEAD else ()
    return Mine(share, clear.lacking(expected=expected, shown=sorted(shown)))


def _steps(share: TaskShare) -> list[TaskStep]:
    rows = share.steps.filter(removed_at__isnull=True).select_related("person", "done_by")
    return list(rows.order_by("position", "id"))


def _judging(
    task: Task, shares: Sequence[TaskShare], periods: Sequence[TaskPeriod], acting: dict[int, str]
) -> list[Judging]:
    found = []
    for share in shares:
        judge = task.verifier_id if share.part == Part.LEAD or task.lead_id is None else task.lead_id
        if judge not in acting or share.body_id in acting:
            continue
        if share.state == Work.CLAIMED:
            found.append(Judging(share, None))
        if share.part == Part.LEAD:
            found += [Judging(share, period) for period in periods if period.state == Work.CLAIMED]
    return found


def _proofs(task: Task, scope: Scope) -> list[Proof]:
    rows = task.evidence.select_related("share__body", "document", "file", "added_by", "withdrawn_by", "period")
    found = list(rows.order_by("-id"))
    twins = alike([row for row in found if row.picture is not None and not row.withdrawn_at], scope=scope)
    return [Proof(row, tuple(twins.get(row.pk, ()))) for row in found]


def alike(photos: Sequence[Evidence], *, scope: Scope) -> dict[int, list[Twin]]:
    """For each photo, the others that show the same picture. Two queries, none where there is no photo."""
    if not photos:
        return {}
    bands = sorted({band for photo in photos for band in photo.picture_bands})
    others = Evidence.objects.filter(picture_bands__overlap=bands, withdrawn_at__isnull=True)
    others = others.select_related("task", "share__body").order_by("id")
    pairs: dict[int, list[Evidence]] = defaultdict(list)
    for other in others:
        for photo in photos:
            if other.pk != photo.pk and _same(photo, other):
                pairs[photo.pk].append(other)
    tasks = {other.task_id for found in pairs.values() for other in found}
    seen = set(visible_tasks(scope).filter(pk__in=tasks).values_list("pk", flat=True)) if tasks else set()
    return {pk: [Twin(one, one.task_id in seen) for one in found] for pk, found in pairs.items()}


def _same(one: Evidence, other: Evidence) -> bool:
    return one.picture is not None and other.picture is not None and distance(one.picture, other.picture) <= ALIKE


def colleagues(*, body: Body, at: datetime) -> QuerySet[User]:
    """Who can be named: active people of the body today, by name."""
    found = holders(roles=set(), body_keys={body.key}, on=timezone.localdate(at))
    return found.order_by("name_key", "id")


def opens_file(file_id: UUID, scope: Scope) -> bool:
    """Whether evidence with this file belongs to a task the reader may see."""
    tasks = Evidence.objects.filter(file=file_id).values("task_id")
    return visible_tasks(scope).filter(pk__in=tasks).exists()


def own_copy(*, head: Task, scope: Scope) -> int | None:
    """The reader's own copy of a head; None where there is none or several."""
    if head.shape != Shape.HEAD:
        return None
    found = list(head.copies.filter(lead__in=list(own_bodies(scope))).values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def questions(*, scope: Scope, answered: bool) -> QuerySet[Question]:
    """Questions the reader sees: the province all; a body those it asked or is to answer."""
    rows = Question.objects.filter(answered_at__isnull=not answered)
    if not may(scope, Permission.READ_ALL):
        own = list(own_bodies(scope))
        rows = rows.filter(Q(to__in=own) | Q(task__lead__in=own) | Q(asked_by=scope.user_id))
    rows = rows.select_related("duty__directive__document", "task", "to", "asked_by", "answered_by")
    return rows.order_by("-answered_at" if answered else "due_at", "id")


def to_verify(*, scope: Scope) -> tuple[QuerySet[Task], QuerySet[TaskPeriod]]:
    """Claims that wait for one of the reader's bodies, the oldest first: tasks, and periods of recurring work."""
    own = list(acting_bodies(scope).values_list("pk", flat=True)) if may(scope, Permission.VERIFY) else []
    tasks = Task.objects.filter(verifier__in=own, state=Work.CLAIMED).select_related("lead")
    periods = TaskPeriod.objects.filter(task__verifier__in=own, state=Work.CLAIMED).select_related("task__lead")
    periods = periods.exclude(task__state=Work.STOPPED)
    return tasks.order_by(F("claimed_at").asc(nulls_last=True), "id"), periods.order_by("claimed_at", "id")


def shares_to_verify(*, scope: Scope) -> QuerySet[TaskShare]:
    """Contributions of co-leads that wait for the lead, one of the reader's bodies."""
    own = list(acting_bodies(scope).values_list("pk", flat=True)) if may(scope, Permission.VERIFY) else []
    rows = TaskShare.objects.filter(task__lead__in=own, part=Part.CO_LEAD, state=Work.CLAIMED)
    return rows.select_related("task", "body").order_by("changed_at", "id")
