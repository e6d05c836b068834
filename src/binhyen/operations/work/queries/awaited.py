"""What waits for an answer: questions, claims to verify, requests for more time. Which bodies can give it, by when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.operations.work.models import Difficulty, Extension, Nudge, Question, Task, TaskPeriod, TaskShare
from binhyen.operations.work.rules.judges import judge
from binhyen.operations.work.rules.reminders import PROVINCE
from binhyen.operations.work.values import DifficultyState, ExtensionState, Part, Shape, Waits, Work

from .terms import answer_end, chosen

VERIFY, DECIDE = "VERIFY", "ANSWER_EXTENSION"


@dataclass(frozen=True, slots=True)
class Awaited:
    """``by``: bodies that can answer, none where nobody is named; ``of``: the body that waits, where known.

    ``since`` it waits; ``due_at`` for the answer. ``state`` is that of the task, or of its period.
    """

    kind: Waits
    pk: int
    by: tuple[int, ...]
    of: int | None
    since: datetime
    due_at: datetime
    task_id: int | None
    state: str
    period_id: int | None = None
    share_id: int | None = None


def questions() -> QuerySet[Question]:
    return Question.objects.filter(answered_at__isnull=True)


def claims() -> QuerySet[Task]:
    return Task.objects.filter(state=Work.CLAIMED).exclude(shape=Shape.HEAD)


def periods() -> QuerySet[TaskPeriod]:
    return TaskPeriod.objects.filter(state=Work.CLAIMED).exclude(task__state=Work.STOPPED)


def parts() -> QuerySet[TaskShare]:
    return TaskShare.objects.filter(state=Work.CLAIMED, part=Part.CO_LEAD).exclude(task__state=Work.STOPPED)


def requests() -> QuerySet[Extension]:
    return Extension.objects.filter(state=ExtensionState.ASKED)


def counts(*, body: int) -> list[tuple[str, int]]:
    """What waits for an answer of one body, in words, with how much of it. Six queries."""
    verifies = claims().filter(verifier=body).count() + periods().filter(task__verifier=body).count()
    judged = Q(task__lead=body) | Q(task__lead=None, task__verifier=body)
    gave = Q(task__issuer=body) | Q(task__verifier=body)
    return [
        ("Việc, kỳ của việc chờ cơ quan xác nhận", verifies),
        ("Phần phối hợp chờ cơ quan xác nhận", parts().filter(judged).count()),
        ("Câu hỏi về việc chưa rõ chờ cơ quan trả lời", questions().filter(to=body).count()),
        ("Khó khăn, vướng mắc chờ cơ quan trả lời",
         Difficulty.objects.filter(owner=body, state=DifficultyState.OPEN).count()),
        ("Đề nghị gia hạn chờ cơ quan quyết định", requests().filter(gave).exclude(body=body).count()),
    ]  # fmt: skip


def awaited(*, on: date) -> Iterator[Awaited]:
    """Everything that waits and has not been told of on the last rung of its line. Six queries."""
    own = chosen(on=on)
    yield from _questions()
    yield from _claims(own)
    yield from _periods(own)
    yield from _parts(own)
    yield from _requests(own)


def _ringing(rows: QuerySet[Any], kind: Waits, since: str) -> QuerySet[Any]:
    ended = Nudge.objects.filter(kind=kind, subject_id=OuterRef("pk"), since=OuterRef(since), code=PROVINCE)
    return rows.filter(~Exists(ended)).order_by("pk")


def _questions() -> Iterator[Awaited]:
    rows = _ringing(questions(), Waits.QUESTION, "asked_at")
    columns = ("pk", "to_id", "task__lead_id", "asked_at", "due_at", "task_id", "task__state")
    for pk, to, lead, asked, due, task, state in rows.values_list(*columns):
        yield Awaited(Waits.QUESTION, pk, (to,) if to else (), lead, asked, due, task, state or "")


def _claims(own: Mapping[str, int]) -> Iterator[Awaited]:
    rows = _ringing(claims().filter(claimed_at__isnull=False), Waits.CLAIM, "claimed_at")
    for pk, verifier, lead, since, state in rows.values_list("pk", "verifier_id", "lead_id", "claimed_at", "state"):
        due = answer_end(VERIFY, since=since, own=own)
        yield Awaited(Waits.CLAIM, pk, (verifier,), lead, since, due, pk, state)


def _periods(own: Mapping[str, int]) -> Iterator[Awaited]:
    rows = _ringing(periods().filter(claimed_at__isnull=False), Waits.PERIOD, "claimed_at")
    columns = ("pk", "task__verifier_id", "task__lead_id", "claimed_at", "task_id", "state")
    for pk, verifier, lead, since, task, state in rows.values_list(*columns):
        due = answer_end(VERIFY, since=since, own=own)
        yield Awaited(Waits.PERIOD, pk, (verifier,), lead, since, due, task, state, period_id=pk)


def _parts(own: Mapping[str, int]) -> Iterator[Awaited]:
    rows = _ringing(parts(), Waits.PART, "changed_at")
    columns = (
        "pk", "body_id", "part", "task__lead_id", "task__verifier_id", "changed_at", "task_id", "state", "period_id",
    )  # fmt: skip
    for pk, body, part, lead, verifier, since, task, state, period in rows.values_list(*columns):
        by = judge(part=part, lead=lead, verifier=verifier)
        due = answer_end(VERIFY, since=since, own=own)
        yield Awaited(Waits.PART, pk, (by,), body, since, due, task, state, period_id=period, share_id=pk)


def _requests(own: Mapping[str, int]) -> Iterator[Awaited]:
    rows = _ringing(requests(), Waits.EXTENSION, "asked_at")
    columns = (
        "pk", "task__issuer_id", "task__verifier_id", "body_id", "asked_at", "task_id", "task__state", "period_id",
        "period__state",
    )  # fmt: skip
    for pk, issuer, verifier, body, since, task, state, period, period_state in rows.values_list(*columns):
        by = tuple(dict.fromkeys(one for one in (issuer, verifier) if one != body))
        due = answer_end(DECIDE, since=since, own=own)
        yield Awaited(
            Waits.EXTENSION, pk, by, body, since, due, task, period_state or state, period_id=period
        )  # fmt: skip
