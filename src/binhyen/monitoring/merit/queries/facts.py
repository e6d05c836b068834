"""What counts of bodies in a period, read set-wise: work with a day, remedies, answers owed; what speaks for each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import Count, F, Q
from django.utils import timezone

from binhyen.kit.calendar import vietnam
from binhyen.monitoring.merit.models import Circumstance
from binhyen.monitoring.merit.rules import remedies
from binhyen.monitoring.merit.rules.facts import About, Excuse, Hardship, Item
from binhyen.monitoring.merit.rules.remedies import Taken
from binhyen.operations.inspections.models import Finding, FindingStep
from binhyen.operations.inspections.values import Remedy
from binhyen.operations.work.models import Difficulty, DifficultyPass, Extension, Question, Task, TaskMove, TaskPeriod
from binhyen.operations.work.queries.extensions import judgements, period_judgements
from binhyen.operations.work.rules.ontime import Judgement, Verdict
from binhyen.operations.work.values import Cadence, DifficultyState, ExtensionState, MoveKind, Part, Work
from binhyen.registers.organisations.models import Body

TITLE = 160  # letters of a title in a line
type Facts = dict[int, list[Item]]
type Excuses = Mapping[tuple[int, int | None], list["_Said"]]  # by task and period


def local(moment: datetime) -> datetime:
    """A moment in the time people read."""
    return timezone.localtime(moment)


def collect(*, first: date, last: date, at: datetime, bodies: Collection[int] | None = None) -> Facts:
    """Body id -> its items whose first day lies in the period, by day, as known at a moment. About fifteen queries.

    ``bodies`` None: every body that leads work, has remedies to make or owed an answer.
    """
    span = (_begin(first), _end(last))
    found: Facts = defaultdict(list)
    for read in (_tasks, _periods, _remedies, _silences):
        for body, item in read(span, at, bodies):
            found[body].append(item)
    hardships, areas = _hardships(first, last), _areas(found)
    return {
        body: sorted(
            (_with_days(one, _of_area(hardships, areas.get(body, ""))) for one in items),
            key=lambda one: (one.due_at, one.ref),
        )
        for body, items in found.items()
    }


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _end(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def _tasks(span: tuple[datetime, datetime], at: datetime, bodies: Collection[int] | None) -> Iterable[tuple[int, Item]]:
    rows = Task.objects.filter(
        cadence=Cadence.ONCE, lead__isnull=False, original_due_at__range=span, made_at__lte=at
    ).order_by("pk")
    if bodies is not None:
        rows = rows.filter(lead__in=bodies)
    tasks = list(rows.only("pk", "title", "lead_id", "cadence", "original_due_at", "state", "made_at"))
    judged, ids = judgements(tasks=tasks, at=at), [one.pk for one in tasks]
    sent_back = _sent_back(Q(task__in=ids, period__isnull=True), "task", at)
    excuses = _excuses(ids, at)
    for one in tasks:
        if one.lead_id is not None and one.original_due_at is not None:
            told, due = excuses.get((one.pk, None), []), one.original_due_at
            spoken = [each.excuse for each in told if each.holds(due=due)]
            yield one.lead_id, _work(
                f"task:{one.pk}", one.pk, one.title, one.original_due_at, one.state, judged[one.pk],
                sent_back.get(one.pk, 0), spoken, one.made_at,
            )  # fmt: skip


def _periods(
    span: tuple[datetime, datetime], at: datetime, bodies: Collection[int] | None
) -> Iterable[tuple[int, Item]]:
    rows = TaskPeriod.objects.filter(task__lead__isnull=False, original_due_at__range=span, opened_at__lte=at)
    if bodies is not None:
        rows = rows.filter(task__lead__in=bodies)
    periods = list(rows.select_related("task").order_by("pk"))
    judged, ids = period_judgements(periods=periods, at=at), [one.pk for one in periods]
    sent_back = _sent_back(Q(period__in=ids), "period", at)
    excuses = _excuses({one.task_id for one in periods}, at)
    for one in periods:
        title = f"{one.task.title[:TITLE]} (kỳ {one.starts_on:%d/%m} – {one.ends_on:%d/%m/%Y})"
        told = [*excuses.get((one.task_id, one.pk), ()), *excuses.get((one.task_id, None), ())]
        due, begins = one.original_due_at, _begin(one.starts_on)
        spoken = [each.excuse for each in told if each.holds(due=due, begins=begins)]
        if one.task.lead_id is not None:
            yield one.task.lead_id, _work(
                f"period:{one.pk}", one.task_id, title, one.original_due_at, one.state, judged[one.pk],
                sent_back.get(one.pk, 0), spoken, one.opened_at,
            )  # fmt: skip


def _work(
    ref: str, opens: int, title: str, due: datetime, state: str, judged: Judgement, rejected: int,
    excuses: Iterable[Excuse], given: datetime,
) -> Item:  # fmt: skip
    """``given``: work that came after its own day was gone can be late for nobody, nor in time."""
    if given > due:
        judged = replace(judged, original=Verdict.NO_DAY, extended=Verdict.NO_DAY)
    verified = judged.done_at is not None and state == Work.VERIFIED
    return Item(
        about=About.WORK, ref=ref, opens=opens, title=title[: TITLE * 2], due_at=due, original=judged.original,
        extended=judged.extended, verified=verified, claimed=judged.done_at is not None and not verified,
        late_minutes=judged.late_minutes_extended, rejected=rejected, excuses=tuple(excuses),
    )  # fmt: skip


def _sent_back(rows: Q, key: str, at: datetime) -> dict[int, int]:
    lead = Q(share__isnull=True) | Q(share__part=Part.LEAD)
    moves = TaskMove.objects.filter(rows, lead, kind=MoveKind.REJECTED, at__lte=at)
    return dict(moves.order_by().values_list(f"{key}_id").annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True)
class _Said:
    """Something that speaks for a lead, since when, and until when it stood in the way."""

    excuse: Excuse
    since: datetime
    until: datetime | None = None

    def holds(self, *, due: datetime, begins: datetime | None = None) -> bool:
        """Whether it was said before the day, and stood in the way of what began then."""
        return self.since <= due and (begins is None or self.until is None or self.until >= begins)


def _excuses(tasks: Collection[int], at: datetime) -> Excuses:
    """What speaks for the lead of each task: time that was given, answers it did not get. Four queries."""
    found: dict[tuple[int, int | None], list[_Said]] = defaultdict(list)
    given = Extension.objects.filter(task__in=tasks, state=ExtensionState.GRANTED, decided_at__lte=at)
    for more in given.order_by("asked_at"):
        words = f"Được gia hạn đến {local(more.to_due_at):%d/%m/%Y}, xin ngày {local(more.asked_at):%d/%m/%Y}."
        found[more.task_id, more.period_id].append(_Said(Excuse(words, weighs=False), more.asked_at))
    hard = Difficulty.objects.filter(task__in=tasks, task__lead=F("body"), raised_at__lte=at)
    hard = hard.exclude(state=DifficultyState.WITHDRAWN).select_related("owner").prefetch_related("passes")
    for one in hard.order_by("pk"):
        if one.task_id and (said := _unanswered(one, at)):
            found[one.task_id, None].append(_Said(Excuse(said), one.raised_at, one.answered_at))
    asked = Question.objects.filter(task__in=tasks, asked_at__lte=at, due_at__lt=at)
    for question in asked.filter(Q(answered_at__isnull=True) | Q(answered_at__gt=F("due_at"))).order_by("pk"):
        if question.task_id:
            words = f"Đã hỏi lại việc chưa rõ ngày {local(question.asked_at):%d/%m/%Y}, không được trả lời đúng hạn."
            found[question.task_id, None].append(_Said(Excuse(words), question.asked_at, question.answered_at))
    return found


def _unanswered(one: Difficulty, at: datetime) -> str:
    """ "" where the difficulty was answered in time, or its time still runs."""
    raised = f"Đã nêu khó khăn, vướng mắc ngày {local(one.raised_at):%d/%m/%Y}"
    if any(each.by_id is None and each.at <= at for each in one.passes.all()):
        return f"{raised}, không được trả lời đúng hạn, đã chuyển lên {one.owner.name}."
    if one.answered_at is not None and one.answered_at <= at:
        late = one.answered_at > one.due_at
        return f"{raised}, {one.owner.name} trả lời trễ hạn." if late else ""
    return f"{raised}, {one.owner.name} chưa trả lời." if one.due_at < at else ""


def _remedies(
    span: tuple[datetime, datetime], at: datetime, bodies: Collection[int] | None
) -> Iterable[tuple[int, Item]]:
    rows = Finding.objects.exclude(state__in=(Remedy.DRAFT, Remedy.WITHDRAWN)).select_related("inspection")
    rows = rows.filter(original_due_on__range=(local(span[0]).date(), local(span[1]).date()))
    if bodies is not None:
        rows = rows.filter(responsible__in=bodies)
    found = list(rows.order_by("pk"))
    steps: dict[int, list[Taken]] = defaultdict(list)
    for one in FindingStep.objects.filter(finding__in=found).order_by("pk"):
        steps[one.finding_id].append(Taken(one.at, one.step, _end(one.due_on) if one.due_on else None))
    for each in found:
        if each.responsible_id is None or each.original_due_on is None:
            continue
        due, taken = _end(each.original_due_on), steps[each.pk]
        judged = remedies.judged(due=due, steps=taken, at=at)
        verified = judged.done_at is not None and each.state == Remedy.REMEDIED
        more = [one for one in taken if one.step == remedies.EXTENDED and one.to and one.at <= at]
        yield each.responsible_id, Item(
            about=About.REMEDY, ref=f"finding:{each.pk}", opens=each.pk, title=each.inspection.title[:TITLE],
            due_at=due, original=judged.original, extended=judged.extended, verified=verified,
            claimed=judged.done_at is not None and not verified, late_minutes=judged.late_minutes_extended,
            rejected=remedies.rejections(taken, at=at), excuses=tuple(_given(one) for one in more),
        )  # fmt: skip


def _given(step: Taken) -> Excuse:
    to = f"{local(step.to):%d/%m/%Y}" if step.to else ""
    return Excuse(f"Được gia hạn khắc phục đến {to}, ngày {local(step.at):%d/%m/%Y}.", weighs=False)


def _silences(
    span: tuple[datetime, datetime], at: datetime, bodies: Collection[int] | None
) -> Iterable[tuple[int, Item]]:
    """Difficulties of others not answered in time: by who had them when the clock passed them on, by who has them."""
    passed = DifficultyPass.objects.filter(by__isnull=True, at__range=(span[0], min(span[1], at)))
    passed = passed.exclude(difficulty__state=DifficultyState.WITHDRAWN).select_related("difficulty__body")
    if bodies is not None:
        passed = passed.filter(from_body__in=bodies)
    for one in passed.order_by("pk"):
        yield one.from_body_id, _silence(f"pass:{one.pk}", one.difficulty, one.at, None, 0)
    late = Q(answered_at__isnull=True) | Q(answered_at__gt=F("due_at"))
    owed = Difficulty.objects.filter(late, due_at__range=(span[0], min(span[1], at)))
    owed = owed.exclude(state=DifficultyState.WITHDRAWN).select_related("body")
    if bodies is not None:
        owed = owed.filter(owner__in=bodies)
    for each in owed.order_by("pk"):
        answered = each.answered_at if each.answered_at is not None and each.answered_at <= at else None
        late_by = -(-((answered or at) - each.due_at).total_seconds() // 60)
        yield each.owner_id, _silence(f"difficulty:{each.pk}", each, each.due_at, answered, max(0, int(late_by)))


def _silence(ref: str, difficulty: Difficulty, due: datetime, answered: datetime | None, minutes: int) -> Item:
    title = f"Khó khăn, vướng mắc của {difficulty.body.name} nêu ngày {local(difficulty.raised_at):%d/%m/%Y}"
    return Item(
        about=About.ANSWER, ref=ref, opens=difficulty.pk, title=title, due_at=due, original=Verdict.LATE,
        extended=Verdict.LATE, verified=answered is not None, late_minutes=minutes,
    )  # fmt: skip


def _areas(found: Facts) -> dict[int, str]:
    return dict(Body.objects.filter(pk__in=found).values_list("pk", "area_code"))


def _hardships(first: date, last: date) -> list[tuple[Hardship, frozenset[str]]]:
    rows = Circumstance.objects.filter(withdrawn_at__isnull=True, first__lte=last, last__gte=first).order_by("first")
    return [
        (
            Hardship(
                row.first, row.last, f"{row.what}, từ {row.first:%d/%m/%Y} đến {row.last:%d/%m/%Y} ({row.source})."
            ),
            frozenset(row.communes),
        )
        for row in rows
    ]


def _of_area(hardships: Iterable[tuple[Hardship, frozenset[str]]], area: str) -> list[Hardship]:
    return [one for one, communes in hardships if not communes or area in communes]


def _with_days(item: Item, hardships: Iterable[Hardship]) -> Item:
    """The item with what its first day says by itself: a day off, a storm."""
    day = local(item.due_at).date()
    calendar = vietnam()
    said = [] if calendar.is_working_day(day) else [Excuse(f"Ngày hạn rơi vào ngày nghỉ: {calendar.explain(day)}.")]
    said += [Excuse(one.words) for one in hardships if one.first <= day <= one.last]
    return replace(item, excuses=(*item.excuses, *said)) if said else item
