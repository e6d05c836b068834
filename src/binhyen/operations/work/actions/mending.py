"""Given work is made clearer by whoever gave it, with a reason: words, result, evidence, who verifies, who helps.

Never its day: more time is asked for and decided. What was verified before stays as it was verified.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from binhyen.foundation.database.inserting import insert
from binhyen.foundation.journal import actions as journal
from binhyen.kit.calendar import vietnam
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.work import events
from binhyen.operations.work.models import Task, TaskMending, TaskMove, TaskShare
from binhyen.operations.work.queries import terms
from binhyen.operations.work.queries.candidates import members_of
from binhyen.operations.work.queries.mending import Standing, named, standing
from binhyen.operations.work.rules import recurrence
from binhyen.operations.work.rules.recurrence import Deadline
from binhyen.operations.work.rules.timing import timing
from binhyen.operations.work.values import (
    OVER,
    Cadence,
    EvidenceKind,
    Mendable,
    Mending,
    MoveKind,
    Part,
    Shape,
    Work,
    WorkRefused,
)
from binhyen.registers.organisations.models import Body

from .laying import Bodies, bodies_of, helping, lay_copies
from .moving import Hand, acts_for, locked
from .periods import open_for
from .telling import tell_bodies, tell_copies

LONGEST_REASON = 500


class NothingChanged(WorkRefused):
    """What was sent is what stands."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mending with its groups expanded: ids of bodies."""

    mending: Mending
    co_leads: frozenset[int]
    followers: frozenset[int]
    leads: tuple[int, ...]


@transaction.atomic
def mend(*, task_id: int, mending: Mending, reason: str, hand: Hand) -> tuple[str, ...]:
    """Make given work clearer; of a head for all copies that are not over. Returns the fields that changed.

    Raises WorkRefused without a reason, where the body did not give it, where it is over, where one of the "4 rõ" would
    be lost, and where somebody would verify their own work; NothingChanged before anything is written.
    """
    task = locked(task_id=task_id)
    _allowed(task, mending, reason, hand)
    on = timezone.localdate(hand.at)
    now = standing(task)
    if task.shape == Shape.HEAD and not now.live:
        raise WorkRefused("Việc này đã kết thúc.")
    wanted = _wanted(task, mending, hand)
    changes = _changes(task, now, wanted, on=on)
    if not changes:
        raise NothingChanged("Chưa có gì thay đổi.")
    live = [task]
    if task.shape == Shape.HEAD:
        live += task.copies.select_for_update().exclude(state__in=OVER).order_by("pk")
    bodies = bodies_of(
        {*wanted.co_leads, *wanted.followers, *wanted.leads, *task.copies.values_list("lead_id", flat=True)}
    )
    before = _with_a_part(live)
    _columns(task, live, mending, changes)
    joined = _joined(task, wanted, bodies, hand) if wanted.leads else []
    _helpers([*live, *joined], now, wanted, bodies, hand)
    _written(task, live, changes, reason, hand)
    _tell(task, before, _with_a_part(live), mending.verifier if Mendable.VERIFIER in changes else None, hand)
    tell_copies(copies=joined, by=hand.by, at=hand.at)
    return tuple(changes)


def _with_a_part(tasks: Sequence[Task]) -> set[int]:
    rows = TaskShare.objects.filter(task__in=tasks).exclude(state=Work.STOPPED)
    return set(rows.values_list("body_id", flat=True))


def _tell(task: Task, before: set[int], after: set[int], verifier: int | None, hand: Hand) -> None:
    """Whoever has a part, whoever has none any more, and the body that verifies from now on."""
    verifies = {verifier} if verifier else set()
    for text, bodies in (
        ("Việc được làm rõ", after - verifies),
        ("Cơ quan anh/chị không còn phần trong việc", before - after - verifies),
        ("Cơ quan anh/chị xác nhận kết quả của việc", verifies),
    ):
        tell_bodies(bodies=bodies, kind="work.mended", text=text, task=task, by=hand.by, at=hand.at)


def _allowed(task: Task, mending: Mending, reason: str, hand: Hand) -> None:
    if task.shape == Shape.COPY:
        raise WorkRefused("Đây là bản của một cơ quan. Hãy sửa ở việc giao cho nhóm.")
    if hand.body != task.issuer_id or not acts_for(task.issuer.key, hand=hand):
        raise WorkRefused("Chỉ cơ quan giao việc được sửa việc đã giao.")
    if task.state in OVER:
        raise WorkRefused("Việc này đã kết thúc.")
    if not reason.strip():
        raise WorkRefused("Hãy ghi lý do.", "reason")
    if not mending.what.strip():
        raise WorkRefused("Hãy ghi việc phải làm.", "what")
    if not mending.result.strip():
        raise WorkRefused("Hãy ghi kết quả phải có.", "result")
    if not mending.kinds or not set(mending.kinds) <= set(EvidenceKind.values):
        raise WorkRefused("Hãy chọn minh chứng của kết quả.", "kinds")
    if mending.verifier == task.lead_id:
        raise WorkRefused("Cơ quan chủ trì không tự xác nhận việc của mình.", "verifier")


def _wanted(task: Task, mending: Mending, hand: Hand) -> Wanted:
    """Groups in the place of their members; who leads does not help as well. Raises WorkRefused."""
    on = timezone.localdate(hand.at)
    members = members_of({*mending.co_leads, *mending.followers, *mending.leads}, on)

    def expanded(ids: Sequence[int]) -> list[int]:
        return list(dict.fromkeys(one for body in ids for one in members.get(body, (body,))))

    leads = tuple(_new_leads(task, expanded(mending.leads), hand))
    own = {task.lead_id} if task.lead_id else set()
    helpers = frozenset(expanded(mending.co_leads)) - own
    return Wanted(mending, helpers, frozenset(expanded(mending.followers)) - helpers - own, leads)


def _new_leads(task: Task, ids: Sequence[int], hand: Hand) -> list[int]:
    """Bodies that join a group's work: those that have no copy yet."""
    if not ids:
        return []
    if task.shape != Shape.HEAD:
        raise WorkRefused("Việc này giao riêng cho một cơ quan. Hãy giao việc mới cho cơ quan khác.", "leads")
    if task.cadence == Cadence.ONCE and task.due_at and task.due_at <= hand.at:
        raise WorkRefused("Hạn của việc đã qua. Hãy giao việc mới, có hạn mới, cho cơ quan này.", "leads")
    copies = dict(task.copies.filter(lead__in=ids).values_list("lead_id", "state"))
    stopped = [pk for pk, state in copies.items() if state == Work.STOPPED]
    if stopped:
        names = ", ".join(Body.objects.filter(pk__in=stopped).order_by("sort_key").values_list("name", flat=True))
        raise WorkRefused(f"Bản của {names} đã dừng. Hãy giao việc mới.", "leads")
    return [pk for pk in ids if pk not in copies]


def _changes(task: Task, now: Standing, wanted: Wanted, *, on: date) -> dict[str, tuple[str, str]]:
    """Before and after, in words, of each field that changes."""
    mending = wanted.mending
    texts = {
        Mendable.WHAT: (task.what, mending.what.strip()),
        Mendable.RESULT: (task.result, mending.result.strip()),
        Mendable.KINDS: (_labels(task.evidence_kinds), _labels(mending.kinds)),
    }
    found = {str(field): pair for field, pair in texts.items() if pair[0] != pair[1]}
    if mending.verifier != task.verifier_id:
        new = Body.objects.filter(pk=mending.verifier).values_list("name", flat=True).first()
        if new is None:
            raise WorkRefused("Không có cơ quan xác nhận này.", "verifier")
        found[str(Mendable.VERIFIER)] = (task.verifier.name, new)
    sets = {
        Mendable.CO_LEADS: (now.co_leads, wanted.co_leads),
        Mendable.FOLLOWERS: (now.followers, wanted.followers),
        Mendable.LEADS: (frozenset[int](), frozenset(wanted.leads)),
    }
    for field, (old, ids) in sets.items():
        if old != ids:
            found[str(field)] = ("; ".join(named(old, on=on)), "; ".join(named(ids, on=on)))
    return found


def _labels(kinds: Collection[str]) -> str:
    return ", ".join(str(kind.label) for kind in EvidenceKind if kind in kinds)


def _columns(task: Task, live: Sequence[Task], mending: Mending, changes: Collection[str]) -> None:
    """What stands on the rows. Whoever leads a copy does not verify it: there the issuer does."""
    task.what, task.result = mending.what.strip(), mending.result.strip()
    task.kinds = " ".join(kind for kind in EvidenceKind.values if kind in mending.kinds)
    rows = Task.objects.filter(pk__in=[one.pk for one in live])
    rows.update(what=task.what, result=task.result, kinds=task.kinds, version=F("version") + 1)
    name = task.lead.name if task.lead else ""
    Task.objects.filter(pk=task.pk).update(search_key=search_key(f"{task.title} {task.what} {name}"))
    if Mendable.VERIFIER not in changes:
        return
    task.verifier_id = mending.verifier
    own = [one for one in live if one.lead_id == mending.verifier]
    if own and task.issuer_id == mending.verifier:
        raise WorkRefused("Cơ quan chủ trì không tự xác nhận việc của mình.", "verifier")
    Task.objects.filter(pk__in=[one.pk for one in own]).update(verifier=task.issuer_id)
    rows.exclude(pk__in=[one.pk for one in own]).update(verifier=mending.verifier)


def _joined(task: Task, wanted: Wanted, bodies: Bodies, hand: Hand) -> list[Task]:
    """Copies of the bodies that join: work done once with its day, work that recurs from now on."""
    starts_on, due_at = None, task.original_due_at
    if task.cadence != Cadence.ONCE:
        starts_on, due_at = _from_now(task, hand)
    copies = lay_copies(
        task, leads=wanted.leads, starts_on=starts_on, due_at=due_at, bodies=bodies, by=hand.by, at=hand.at
    )
    if task.cadence != Cadence.ONCE:
        open_for(task_ids=[copy.pk for copy in copies], at=hand.at)
    return copies


def _from_now(task: Task, hand: Hand) -> tuple[date, datetime]:
    """When work that recurs begins for who joins now, and when it is first due: today, or tomorrow."""
    today = timezone.localdate(hand.at)
    deadline = recurrence.stored(task.rhythm) if task.cadence == Cadence.RHYTHM else Deadline("continuous")
    habits = terms.habits(on=today)
    for begins in (today, today + recurrence.DAY):
        found = timing(
            kind=deadline.kind, value=deadline.value, at=deadline.at, begins=begins, issued=None,
            beat_days=task.beat_days, habits=habits, calendar=vietnam(),
        )  # fmt: skip
        ended = task.ends_on is not None and task.ends_on < begins
        if found is None or found.due_at is None or ended:
            break
        if found.due_at > hand.at:
            return begins, found.due_at
    raise WorkRefused("Việc này không còn kỳ nào. Hãy giao việc mới.", "leads")


def _helpers(tasks: Sequence[Task], now: Standing, wanted: Wanted, bodies: Bodies, hand: Hand) -> None:
    """Shares as they shall be, of the tasks that are not over: new ones are given, others end or change their part."""
    if wanted.co_leads == now.co_leads and wanted.followers == now.followers:
        return
    copies = list(tasks[0].copies.exclude(pk__in=[task.pk for task in tasks]))  # over: they keep whom they had
    desired = helping(
        [*tasks, *copies], co_leads=sorted(wanted.co_leads), followers=sorted(wanted.followers), bodies=bodies
    )
    shares = TaskShare.objects.select_for_update(of=("self",)).select_related("body").filter(task__in=tasks)
    here: dict[int, dict[int, TaskShare]] = defaultdict(dict)
    for share in shares.order_by("pk"):
        here[share.task_id][share.body_id] = share
    fresh: list[TaskShare] = []
    for task in tasks:
        wants = dict(reversed(desired[task.pk]))  # who helps and follows helps
        for body, share in here[task.pk].items():
            if share.part != Part.LEAD:
                _changed(share, wants.get(body), hand)
        fresh += [
            TaskShare(task_id=task.pk, body_id=body, part=str(part), state=str(Work.GIVEN), changed_at=hand.at)
            for body, part in wants.items()
            if body not in here[task.pk]
        ]
    insert(fresh)
    known = {task.pk: task for task in tasks}
    for pk, bodies_here in _by_task(fresh).items():
        tell_bodies(bodies=bodies_here, kind="work.given", text="Việc mới", task=known[pk], by=hand.by, at=hand.at)


def _by_task(shares: Sequence[TaskShare]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for share in shares:
        if share.part != Part.FOLLOWER:
            found[share.task_id].add(share.body_id)
    return found


def _changed(share: TaskShare, part: Part | None, hand: Hand) -> None:
    """A helper stays, changes its part, ends, or is taken back in: with the period under way, where there are any.

    Raises WorkRefused where its part waits for an answer, or is verified for good.
    """
    helps = share.part == Part.CO_LEAD and share.state != Work.STOPPED
    if helps and part != Part.CO_LEAD and (share.state == Work.CLAIMED or share.over):
        raise WorkRefused(f"{share.body.name} đã báo xong phần phối hợp, không bỏ được.", "co_leads")
    state = Work.STOPPED if part is None else Work.GIVEN if share.state == Work.STOPPED else Work(share.state)
    if (state, part or share.part) == (share.state, share.part):
        return
    if part is not None and share.period_id and (part == Part.FOLLOWER or not helps):
        state, share.period = Work.GIVEN, None  # who follows has no period, who helps again the one under way
    share.state, share.part, share.changed_at = state, part or Part(share.part), hand.at
    share.opened_at = None if state == Work.GIVEN else share.opened_at
    share.save(update_fields=["state", "part", "period", "changed_at", "opened_at"])


def _written(task: Task, live: Sequence[Task], changes: Mapping[str, tuple[str, str]], reason: str, hand: Hand) -> None:
    """A move on every task it holds for; before and after once, beside the move of the task that was mended."""
    moves = [
        TaskMove(
            task_id=one.pk, kind=str(MoveKind.MENDED), state=one.state, due_at=one.due_at,
            original_due_at=one.original_due_at, at=hand.at, by=hand.by, body_id=hand.body,
            reason=reason.strip()[:LONGEST_REASON],
        )
        for one in live
    ]  # fmt: skip
    insert(moves)
    first = TaskMove.objects.filter(task=task, kind=MoveKind.MENDED, at=hand.at).latest("pk")
    insert(
        TaskMending(task_id=task.pk, move_id=first.pk, field=field, before=before, after=after)
        for field, (before, after) in changes.items()
    )
    fact = events.TaskMended(subject_id=str(task.pk), fields=tuple(changes))
    journal.record(fact, by=hand.by, at=hand.at, reason=reason.strip())
