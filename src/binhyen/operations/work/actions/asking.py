"""What is not clear goes back to the issuer as a question, and an answer mends the duty or the task."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.notifications import actions as notifications
from binhyen.operations.directives.actions import review
from binhyen.operations.directives.models import Directive
from binhyen.operations.directives.values import DutyValues
from binhyen.operations.work import events
from binhyen.operations.work.models import Question, Task
from binhyen.operations.work.queries.candidates import Candidate
from binhyen.operations.work.queries.terms import answer_due
from binhyen.operations.work.rules import clear
from binhyen.operations.work.values import Mending, WorkRefused

from .mending import NothingChanged, mend
from .moving import Hand
from .telling import users_of

TERM = "ANSWER_QUESTION"


@transaction.atomic
def ask_about_duties(*, directive: Directive, candidates: Sequence[Candidate], by: User, at: datetime) -> int:
    """One open question for each duty that is not clear. Returns how many were asked."""
    issuer = directive.document.issuer_id
    due = answer_due(TERM, at=at)
    rows = [
        Question(
            duty=one.duty, gaps=[each.gap for each in one.unclear], text=clear.question(one.unclear), to_id=issuer,
            asked_at=at, asked_by=by, due_at=due,
        )
        for one in candidates
    ]  # fmt: skip
    Question.objects.bulk_create(rows)
    facts = (
        events.QuestionAsked(subject_id=str(row.pk), duty_id=row.duty_id or 0, gaps=tuple(row.gaps)) for row in rows
    )
    journal.record_many(facts, by=by, at=at)
    _tell(len(rows), issuer, by, at)
    return len(rows)


@transaction.atomic
def ask_about_task(*, task_id: int, gaps: Sequence[str], text: str, by: User, at: datetime) -> Question:
    """A body that was given unclear work asks whoever gave it. Raises WorkRefused for an empty question."""
    if not gaps or not text.strip():
        raise WorkRefused("Hãy chọn điều chưa rõ và viết câu hỏi.", "text")
    task = Task.objects.select_for_update().get(pk=task_id)
    row = Question.objects.create(
        task=task, duty_id=task.duty_id, gaps=list(gaps), text=text.strip(), to_id=task.issuer_id, asked_at=at,
        asked_by=by, due_at=answer_due(TERM, at=at),
    )  # fmt: skip
    fact = events.QuestionAsked(
        subject_id=str(row.pk), duty_id=task.duty_id or 0, task_id=task.pk, gaps=tuple(row.gaps)
    )
    journal.record(fact, by=by, at=at)
    _tell(1, task.issuer_id, by, at)
    return row


@transaction.atomic
def answer(*, question_id: int, text: str, by: User, at: datetime) -> Question:
    """Answer in words. Raises WorkRefused where it was answered before, or nothing is said."""
    row = Question.objects.select_for_update().get(pk=question_id)
    if row.answered_at:
        raise WorkRefused("Câu hỏi này đã được trả lời.")
    if not text.strip():
        raise WorkRefused("Hãy viết câu trả lời.", "text")
    row.answer, row.answered_at, row.answered_by = text.strip(), at, by
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    fact = events.QuestionAnswered(subject_id=str(row.pk), duty_id=row.duty_id or 0, task_id=row.task_id or 0)
    journal.record(fact, by=by, at=at)
    notifications.notify(
        users=[row.asked_by], kind="work.answered", text="Câu hỏi về việc chưa rõ đã được trả lời",
        url=f"{reverse('work:questions')}?xem=da-tra-loi", at=at,
    )  # fmt: skip
    return row


@transaction.atomic
def answer_by_mending(
    *, question_id: int, text: str, version: int, values: DutyValues, by: User, at: datetime
) -> Question:
    """Answer, and put the answer into the duty the question is about, as a correction of the signed register.

    Raises what ``directives.actions.review.edit_duty`` raises, and WorkRefused; then nothing is written.
    """
    row = answer(question_id=question_id, text=text, by=by, at=at)
    if row.duty_id is None:
        raise WorkRefused("Câu hỏi này không về một nhiệm vụ của văn bản.")
    review.edit_duty(duty_id=row.duty_id, version=version, values=values, by=by, at=at, reason=text.strip())
    return row


@transaction.atomic
def answer_by_mending_task(*, question_id: int, text: str, mending: Mending, hand: Hand) -> Question:
    """Answer, and put the answer into the given work the question is about; of a copy into its group's work.

    Where nothing is changed beside the answer it is an answer in words. Raises what ``mending.mend`` raises else; then
    nothing is written.
    """
    row = answer(question_id=question_id, text=text, by=hand.by, at=hand.at)
    task = row.task
    if task is None:
        raise WorkRefused("Câu hỏi này không về một việc đã giao.")
    with suppress(NothingChanged):
        mend(task_id=task.parent_id or task.pk, mending=mending, reason=text, hand=hand)
    return row


def _tell(count: int, issuer: int | None, by: User, at: datetime) -> None:
    if not count or issuer is None:
        return
    users = [user for each in users_of([issuer], at=at).values() for user in each if user.pk != by.pk]
    notifications.notify(
        users=users, kind="work.question", text=f"{count} câu hỏi về việc chưa đủ “4 rõ” chờ cơ quan anh/chị trả lời",
        url=reverse("work:questions"), at=at,
    )  # fmt: skip
