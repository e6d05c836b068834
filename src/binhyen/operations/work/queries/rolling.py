"""Copies of a head rolled up: of work done once by their state, of work with periods by where a period stands."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from binhyen.operations.work.models import Task, TaskPeriod
from binhyen.operations.work.rules import states
from binhyen.operations.work.values import TO_DO, Cadence, Work

OVERDUE = "qua-han"
MOST_COPIES = 400


@dataclass(frozen=True, slots=True)
class RollUp:
    """The copies of one head by state, of work with periods in the period ``turn``. ``state`` is what they come to."""

    counts: Mapping[str, int]
    overdue: int = 0  # copies with anything past its day
    unopened: int = 0  # copies nobody has looked at
    late: int = 0  # of ``counts``: to do and past the day
    due_at: datetime | None = None  # the first day among those still to do
    turn: TaskPeriod | None = None  # the head's own period; None for work done once, and before the first has begun

    @property
    def whole(self) -> int:
        return sum(self.counts.values()) - self.counts.get(Work.STOPPED, 0)

    @property
    def state(self) -> str:
        return states.rolled_up(self.counts)

    @property
    def verified(self) -> int:
        return self.counts.get(Work.VERIFIED, 0)

    @property
    def claimed(self) -> int:
        return self.counts.get(Work.CLAIMED, 0)

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """Code, word and number of each state that any copy is in, in the order of work."""
        return [(code, self._word(code), self.counts[code]) for code in Work.values if self.counts.get(code)]

    def _word(self, code: str) -> str:
        return gettext("Chưa báo xong") if self.turn and code == Work.GIVEN else str(Work(code).label)


def roll_up(*, heads: Sequence[Task], at: datetime, on: date | None = None) -> dict[int, RollUp]:
    """Each head's copies; where it has periods, in the one under way, or in the one day ``on`` lies in.

    One query, three where a head has periods.
    """
    found = _copies([head.pk for head in heads], at)
    recurring = [head.pk for head in heads if head.cadence != Cadence.ONCE]
    turns = _under_way(recurring, on or timezone.localdate(at)) if recurring else {}
    within = _within(turns.values(), at)
    for head in heads:
        whole = found[head.pk]
        if head.pk in turns:
            turn = turns[head.pk]
            part = within[turn.pk]
            found[head.pk] = RollUp(part.counts, whole.overdue, whole.unopened, part.late, part.due_at, turn)
        elif whole.due_at is None:
            found[head.pk] = RollUp(whole.counts, whole.overdue, whole.unopened, whole.late, head.due_at)
    return found


def turns(*, head: Task, today: date) -> QuerySet[TaskPeriod]:
    """The head's own periods that have begun, the latest first."""
    return TaskPeriod.objects.filter(task=head, starts_on__lte=today).order_by("-starts_on")


def rolled(*, turns: Iterable[TaskPeriod], at: datetime) -> list[RollUp]:
    """One head's periods, each rolled up, in the order given. One query."""
    rows = list(turns)
    within = _within(rows, at)
    return [within[row.pk] for row in rows]


def _copies(heads: Sequence[int], at: datetime) -> dict[int, RollUp]:
    rows = Task.objects.filter(parent__in=heads).values("parent_id", "state").order_by()
    to_do = Q(state__in=TO_DO)
    counted = rows.annotate(
        n=Count("pk"), late=Count("pk", filter=to_do & Q(due_at__lt=at)), due=Min("due_at", filter=to_do)
    )
    grouped = defaultdict(list)
    for row in counted:
        grouped[row["parent_id"]].append((row["state"], row["n"], row["late"], row["due"]))
    return {head: _sum(grouped[head], None) for head in heads}


def _under_way(heads: Sequence[int], day: date) -> dict[int, TaskPeriod]:
    """The last period of each head that has begun by the day."""
    begun = TaskPeriod.objects.filter(task__in=heads, starts_on__lte=day)
    return {row.task_id: row for row in begun.order_by("task_id", "-starts_on").distinct("task_id")}


def _within(turns: Iterable[TaskPeriod], at: datetime) -> dict[int, RollUp]:
    """For each period of a head, where its copies stand in theirs: of a copy the one the last day lies in."""
    asked = list(turns)
    if not asked:
        return {}
    days = [one.ends_on for one in asked]
    rows = TaskPeriod.objects.filter(task__parent__in={one.task_id for one in asked})
    rows = rows.filter(starts_on__lte=max(days), ends_on__gte=min(days)).order_by()
    late = Count("pk", filter=Q(state__in=TO_DO, due_at__lt=at))
    groups = rows.values_list("task__parent_id", "starts_on", "ends_on", "state")
    counted = list(groups.annotate(n=Count("pk"), late=late, due=Min("due_at")))
    return {
        one.pk: _sum(
            [
                (state, n, late, due)
                for head, start, end, state, n, late, due in counted
                if head == one.task_id and start <= one.ends_on <= end
            ],
            one,
        )
        for one in asked
    }


def _sum(rows: Sequence[tuple[str, int, int, datetime | None]], turn: TaskPeriod | None) -> RollUp:
    counts: Counter[str] = Counter()
    for state, n, _late, _due in rows:
        counts[state] += n
    late, due = sum(row[2] for row in rows), [row[3] for row in rows if row[3]]
    return RollUp(counts, late, counts[Work.GIVEN], late, min(due, default=turn.due_at if turn else None), turn)


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One body of a head, and where it stands."""

    id: int
    name: str
    state: str
    late: bool


def copies(*, head: Task, at: datetime, turn: TaskPeriod | None, state: str = "") -> tuple[list[CopyRow], int]:
    """The copies of a head by name of the body, in a period where it has some, and how many there are.

    ``state`` narrows them: a code of Work, or what is overdue. No more than ``MOST_COPIES``. Two queries.
    """
    rows: QuerySet[Task] | QuerySet[TaskPeriod] = Task.objects.filter(parent=head)
    of = ""
    if turn:
        rows = TaskPeriod.objects.filter(task__parent=head, starts_on__lte=turn.ends_on, ends_on__gte=turn.ends_on)
        of = "task__"
    if state in Work.values:
        rows = rows.filter(state=state)
    elif state == OVERDUE:
        rows = rows.filter(state__in=TO_DO, due_at__lt=at)
    found = rows.order_by(F(f"{of}lead__sort_key"), "id").values_list(
        "task_id" if turn else "pk", f"{of}lead__name", "state", "due_at"
    )
    listed = [
        CopyRow(pk, name, at_, bool(due and due < at and at_ in TO_DO)) for pk, name, at_, due in found[:MOST_COPIES]
    ]
    return listed, len(listed) if len(listed) < MOST_COPIES else rows.count()
