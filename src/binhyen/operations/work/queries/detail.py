"""Everything one task's page shows a reader."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.accounts.queries import holders
from binhyen.foundation.files.owners import Use
from binhyen.foundation.files.queries import seen_before
from binhyen.operations.work.models import Evidence, Question, Task, TaskMove, TaskPeriod, TaskShare, TaskStep
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.rules import clear
from binhyen.operations.work.rules.judges import judge
from binhyen.operations.work.values import TO_DO, Cadence, EvidenceKind, Part, Shape, Work
from binhyen.registers.organisations.models import Body

from .visible import SHARES_IN_ORDER, acting_bodies, own_bodies, own_share, visible_tasks

MOST_MOVES = 200
MOST_PERIODS = 60


@dataclass(frozen=True, slots=True)
class Proof:
    row: Evidence
    again: Sequence[Use] = ()  # where else the same photo is shown

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
    def turn(self) -> TaskPeriod | None:
        """Of a co-lead of work with periods: the one its part is about."""
        return self.share.period

    def may_withdraw(self, row: Evidence) -> bool:
        """Its own, of what nobody confirmed yet."""
        mine = row.share_id == self.share.pk and not row.withdrawn_at and self.may_show
        return mine and (self.turn is None or row.period_id == self.turn.pk)

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
    older_periods: int = 0  # not among ``periods``
    more_moves: bool = False

    @property
    def withdrawable(self) -> set[int]:
        """Evidence the reader's body may take back."""
        return {one.row.pk for one in self.proofs if self.mine and self.mine.may_withdraw(one.row)}

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
    shares = list(task.shares.select_related("body", "person", "period").order_by(*SHARES_IN_ORDER))
    acting = dict(acting_bodies(scope).values_list("pk", "key"))
    own = own_share(task=task, scope=scope) if may(scope, Permission.DO) else None
    proofs = _proofs(task, scope)
    turning = task.cadence != Cadence.ONCE and task.shape != Shape.HEAD  # a head's are rolled up of its copies
    periods = _periods(task, on) if turning else []
    older = task.periods.count() - len(periods) if len(periods) >= MOST_PERIODS else 0
    moves = list(
        task.moves.select_related("by", "body", "share__body", "period").order_by("-at", "-id")[: MOST_MOVES + 1]
    )
    judging = _judging(task, shares, periods, acting) if may(scope, Permission.VERIFY) else []
    gives = may(scope, Permission.GIVE) or may(scope, Permission.GIVE_HERE)
    return TaskPage(
        task=task,
        shares=shares,
        steps=_steps(own) if own else [],
        proofs=proofs,
        moves=moves[:MOST_MOVES],
        periods=periods,
        questions=list(task.questions.select_related("asked_by", "answered_by").order_by("-id")),
        mine=_mine(task, own, proofs) if own else None,
        judging=judging,
        may_stop=gives and task.issuer_id in acting and task.state not in (Work.VERIFIED, Work.STOPPED),
        may_ask=own is not None and task.state in TO_DO,
        older_periods=older,
        more_moves=len(moves) > MOST_MOVES,
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
    rows = [one.row for one in proofs if one.row.share_id == share.pk and not one.row.withdrawn_at]
    shown = {row.kind for row in rows if share.period_id is None or row.period_id == share.period_id}
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
        judging = judge(part=share.part, lead=task.lead_id, verifier=task.verifier_id)
        if judging not in acting or share.body_id in acting:
            continue
        if share.state == Work.CLAIMED:
            found.append(Judging(share, None))
        if share.part == Part.LEAD:
            found += [Judging(share, period) for period in periods if period.state == Work.CLAIMED]
    return found


def _proofs(task: Task, scope: Scope) -> list[Proof]:
    rows = task.evidence.select_related("share__body", "document", "file", "added_by", "withdrawn_by", "period")
    found = list(rows.order_by("-id"))
    again = seen_before(files=[row.file_id for row in found if row.file_id and not row.withdrawn_at], scope=scope)
    return [Proof(row, again.get(row.file_id, ()) if row.file_id else ()) for row in found]


def uses(file_ids: Collection[UUID], scope: Scope) -> Iterator[Use]:
    """Where evidence that was not withdrawn shows these files. One query, two where there is some."""
    rows = Evidence.objects.filter(file__in=file_ids, withdrawn_at__isnull=True)
    found = list(rows.select_related("task", "share__body").order_by("id"))
    tasks = visible_tasks(scope).filter(pk__in={row.task_id for row in found})
    seen = set(tasks.values_list("pk", flat=True)) if found else set()
    for row in found:
        if row.file_id:
            yield Use(
                file_id=row.file_id, subject="work", subject_id=row.task_id, title=row.task.title,
                who=row.share.body.name, at=row.added_at, url=reverse("work:task", args=[row.task_id]),
                seen=row.task_id in seen,
            )  # fmt: skip


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
