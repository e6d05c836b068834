"""Difficulties go up with an owner and an answer clock; silence sends them further up; an answer comes in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files.taking import take
from binhyen.foundation.journal.actions import record
from binhyen.foundation.notifications import actions as notifications
from binhyen.kit.calendar import vietnam
from binhyen.operations.work import events
from binhyen.operations.work.models import Difficulty, DifficultyPaper, DifficultyPass, Task
from binhyen.operations.work.queries import terms
from binhyen.operations.work.queries.owners import above
from binhyen.operations.work.values import DifficultyState, WorkRefused
from binhyen.registers.organisations.models import Body

from .telling import users_of

SHORTEST = 15
SILENCE = "Quá hạn trả lời"
TERM = "ANSWER_DIFFICULTY"


@transaction.atomic
def raise_difficulty(
    *,
    body_id: int,
    owner_id: int,
    what: str,
    by: User,
    at: datetime,
    wants: str = "",
    task_id: int | None = None,
    papers: Sequence[BinaryIO] = (),
) -> Difficulty:
    """``body_id`` raises it, ``owner_id`` has to answer. Raises WorkRefused, files.FileRefused."""
    if len(what.strip()) < SHORTEST:
        raise WorkRefused("Hãy nêu rõ khó khăn, vướng mắc là gì.", "what")
    if body_id == owner_id:
        raise WorkRefused("Hãy chọn cơ quan khác trả lời.", "owner")
    if task_id and Task.objects.filter(pk=task_id, state="STOPPED").exists():
        raise WorkRefused("Việc này đã dừng.")
    row = Difficulty.objects.create(
        task_id=task_id, body_id=body_id, what=what.strip(), wants=wants.strip(), owner_id=owner_id, raised_at=at,
        raised_by=by, due_at=terms.answer_due(TERM, at=at),
    )  # fmt: skip
    _keep(row, papers, answers=False, by=by, at=at)
    fact = events.DifficultyRaised(
        subject_id=str(row.pk), body=row.body.key, owner=row.owner.key, task_id=task_id or 0, area=row.body.area_code
    )
    record(fact, by=by, at=at)
    _tell_body(row, f"Khó khăn, vướng mắc của {row.body.name} chờ trả lời", by, at)
    return row


def _keep(row: Difficulty, papers: Sequence[BinaryIO], *, answers: bool, by: User, at: datetime) -> None:
    for upload in papers:
        taken = take(content=upload, name=getattr(upload, "name", "") or "tep", by=by, at=at)
        DifficultyPaper.objects.create(difficulty=row, file=taken.file, answers=answers, added_at=at, added_by=by)


def _locked(difficulty_id: int, *states: DifficultyState) -> Difficulty:
    row = Difficulty.objects.select_for_update(of=("self",)).select_related("body", "owner").get(pk=difficulty_id)
    if row.state not in states:
        raise WorkRefused(f"Khó khăn này {DifficultyState(row.state).label.lower()}.")
    return row


@transaction.atomic
def answer(*, difficulty_id: int, words: str, by: User, at: datetime, papers: Sequence[BinaryIO] = ()) -> Difficulty:
    """Answer in words, with documents where there are any. Raises WorkRefused, files.FileRefused."""
    row = _locked(difficulty_id, DifficultyState.OPEN)
    if len(words.strip()) < SHORTEST:
        raise WorkRefused("Hãy trả lời cụ thể: làm gì, ai làm, bao giờ xong.", "words")
    row.state, row.answer, row.answered_at, row.answered_by = DifficultyState.ANSWERED, words.strip(), at, by
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    _keep(row, papers, answers=True, by=by, at=at)
    record(events.DifficultyAnswered(subject_id=str(row.pk), body=row.owner.key), by=by, at=at)
    _tell([row.raised_by], row, f"{row.owner.name} đã trả lời khó khăn, vướng mắc", at)
    return row


@transaction.atomic
def settle(*, difficulty_id: int, by: User, at: datetime) -> Difficulty:
    """Whoever raised it says that the answer helped. Raises WorkRefused."""
    row = _locked(difficulty_id, DifficultyState.ANSWERED)
    row.state, row.settled_at, row.settled_by = DifficultyState.SETTLED, at, by
    row.save(update_fields=["state", "settled_at", "settled_by"])
    record(events.DifficultySettled(subject_id=str(row.pk)), by=by, at=at)
    return row


@transaction.atomic
def reopen(*, difficulty_id: int, reason: str, by: User, at: datetime) -> Difficulty:
    """The answer did not help: it waits again, with the reason; the answer before stands in the text."""
    row = _locked(difficulty_id, DifficultyState.ANSWERED)
    if len(reason.strip()) < SHORTEST:
        raise WorkRefused("Hãy nêu vì sao chưa tháo gỡ được.", "reason")
    day = timezone.localtime(row.answered_at)
    row.what = f"{row.what}\n\nTrả lời {day:%H:%M %d/%m/%Y}: {row.answer}\nChưa tháo gỡ được: {reason.strip()}"
    row.state, row.answer, row.answered_at, row.answered_by = DifficultyState.OPEN, "", None, None
    row.due_at = terms.answer_due(TERM, at=at)
    row.save(update_fields=["what", "state", "answer", "answered_at", "answered_by", "due_at"])
    record(events.DifficultyReopened(subject_id=str(row.pk)), by=by, at=at, reason=reason.strip())
    _tell_body(row, f"Khó khăn của {row.body.name} chưa tháo gỡ được, chờ trả lời lại", by, at)
    return row


@transaction.atomic
def withdraw(*, difficulty_id: int, by: User, at: datetime) -> Difficulty:
    """Whoever raised it takes it back. Raises WorkRefused."""
    row = _locked(difficulty_id, DifficultyState.OPEN)
    row.state = DifficultyState.WITHDRAWN
    row.save(update_fields=["state"])
    record(events.DifficultyWithdrawn(subject_id=str(row.pk)), by=by, at=at)
    return row


@transaction.atomic
def pass_on(*, difficulty_id: int, to_id: int, reason: str, by: User, at: datetime) -> Difficulty:
    """The owner hands it to whoever can answer. Raises WorkRefused."""
    row = _locked(difficulty_id, DifficultyState.OPEN)
    if len(reason.strip()) < SHORTEST:
        raise WorkRefused("Hãy nêu lý do chuyển.", "reason")
    if to_id in {row.owner_id, row.body_id}:
        raise WorkRefused("Hãy chọn cơ quan khác trả lời.", "owner")
    _pass(row, to_id, reason.strip(), by, at)
    return row


def _pass(row: Difficulty, to_id: int, reason: str, by: User | None, at: datetime) -> None:
    before = row.owner
    row.passed_from, row.owner, row.due_at = before, Body.objects.get(pk=to_id), terms.answer_due(TERM, at=at)
    row.save(update_fields=["passed_from", "owner", "due_at"])
    DifficultyPass.objects.create(
        difficulty=row, from_body=before, to_body=row.owner, due_at=row.due_at, reason=reason, at=at, by=by
    )
    fact = events.DifficultyPassed(subject_id=str(row.pk), from_body=before.key, to_body=row.owner.key)
    record(fact, by=by, at=at, reason=reason)
    _tell_body(row, f"Khó khăn của {row.body.name} chuyển đến anh/chị: {reason[:100].lower()}", by, at)


@transaction.atomic
def climb(*, at: datetime) -> int:
    """What nobody answered in time and grace goes to the next above. Returns how many. Safe to run twice.

    At the top it stays: its owner was told, and it stands on the leader's page until it is answered.
    """
    today = timezone.localdate(at)
    grace = terms.value("CLIMB_DIFFICULTY", on=today)
    late = Difficulty.objects.filter(state=DifficultyState.OPEN, due_at__lt=at).select_for_update(of=("self",))
    moved = 0
    for row in late.select_related("body", "owner", "task").order_by("pk"):
        gone = vietnam().working_days_between(timezone.localdate(row.due_at), today)
        upper = above(row, on=today) if gone >= grace else None
        if upper is not None:
            _pass(row, upper, SILENCE, None, at)
            moved += 1
    return moved


def _tell_body(row: Difficulty, text: str, by: User | None, at: datetime) -> None:
    people = {user.pk: user for users in users_of([row.owner_id], at=at).values() for user in users}
    if by is not None:
        people.pop(by.pk, None)
    _tell(list(people.values()), row, text, at)


def _tell(users: Sequence[User], row: Difficulty, text: str, at: datetime) -> None:
    notifications.notify(
        users=users, kind="work.difficulty", text=text, url=reverse("work:difficulty", args=[row.pk]),
        subject_type="work.difficulty", subject_id=str(row.pk), at=at,
    )  # fmt: skip
