"""What a person asks about the data held: received, acknowledged, put off once with a reason, answered."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.foundation.notifications.actions import notify
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.registers.people import events
from binhyen.registers.people.models import SubjectRequest
from binhyen.registers.people.queries.crossings import heads
from binhyen.registers.people.queries.requests import to_remind
from binhyen.registers.people.rules.problems import PersonRefused, Problem
from binhyen.registers.people.rules.requests import clocks, grounds, longest_extension
from binhyen.registers.people.values import Outcome, RequestDetails

from .amending import standing


@transaction.atomic
def ask(*, person_id: int, details: RequestDetails, by: User, at: datetime) -> SubjectRequest:
    """Receive a request: its clocks begin. Source: Decree 356/2025, Art. 5."""
    person = standing(person_id)
    due = clocks(kind=details.kind, received_on=timezone.localdate(at), with_processor=details.with_processor)
    row = SubjectRequest.objects.create(
        person=person,
        kind=details.kind,
        asked_by=collapse(clean(details.asked_by))[:120],
        text=clean(details.text).strip(),
        received_at=at,
        received_by=by,
        with_processor=details.with_processor,
        acknowledge_by=due.acknowledge_by,
        answer_by=due.answer_by,
    )
    fact = events.RequestReceived(
        subject_id=str(person_id), area=person.commune_code, request_id=row.pk, request_kind=row.kind
    )
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def acknowledge(*, request_id: int, by: User, at: datetime) -> SubjectRequest:
    """Say that it was received. Raises PersonRefused where that was done or it is answered."""
    row = _open(request_id)
    if row.acknowledged_at:
        raise PersonRefused("Yêu cầu này đã được xác nhận.")
    row.acknowledged_at = at
    row.save(update_fields=["acknowledged_at"])
    record(events.RequestAcknowledged(**_subject(row), request_id=row.pk), by=by, at=at)
    return row


@transaction.atomic
def extend(*, request_id: int, until: date, reason: str, by: User, at: datetime) -> SubjectRequest:
    """Put the answer off, once, for as long as the law allows. Raises PersonRefused with what is wrong."""
    row = _open(request_id)
    latest = longest_extension(kind=row.kind, answer_by=row.answer_by)
    if row.extended_to:
        raise PersonRefused("Yêu cầu này đã được gia hạn một lần; luật chỉ cho một lần.")
    if timezone.localdate(at) > row.answer_by:
        raise PersonRefused("Đã quá hạn trả lời, không gia hạn được nữa. Hãy trả lời ngay.")
    if not row.answer_by < until <= latest:
        raise PersonRefused(f"Hạn mới phải sau {row.answer_by:%d/%m/%Y} và không quá {latest:%d/%m/%Y}.")
    if not reason.strip():
        raise PersonRefused("Hãy ghi lý do gia hạn; lý do được báo cho người yêu cầu.")
    row.extended_to, row.extension_reason = until, collapse(clean(reason))[:300]
    row.save(update_fields=["extended_to", "extension_reason"])
    fact = events.RequestExtended(**_subject(row), request_id=row.pk, until=until.isoformat())
    record(fact, by=by, at=at, reason=row.extension_reason)
    return row


@transaction.atomic
def answer(
    *, request_id: int, outcome: Outcome, answer: str, ground: str = "", by: User, at: datetime
) -> SubjectRequest:
    """Close a request. A refusal, whole or in part, names a ground the law has for its kind on that day.

    Raises PersonRefused with what is missing.
    """
    row = _open(request_id)
    refused = outcome in {Outcome.REFUSED, Outcome.PARTLY}
    known = {one.code for one in grounds(kind=row.kind, on=timezone.localdate(at))}
    if outcome == Outcome.PENDING or not answer.strip():
        raise PersonRefused("Hãy ghi kết quả và nội dung trả lời.", (Problem("answer", "Còn trống.", grave=True),))
    if refused and ground not in known:
        raise PersonRefused("Từ chối phải nêu căn cứ theo luật.", (Problem("ground", "Chưa chọn.", grave=True),))
    row.outcome, row.answer, row.ground = outcome, clean(answer).strip(), ground if refused else ""
    row.answered_at, row.acknowledged_at = at, row.acknowledged_at or at
    row.save(update_fields=["outcome", "answer", "ground", "answered_at", "acknowledged_at"])
    fact = events.RequestAnswered(**_subject(row), request_id=row.pk, outcome=outcome, ground=row.ground)
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind whoever received a request that its day is near; once it is over the heads of the commune are told too.

    Once a day for each request. The message names no person. Returns how many requests were reminded of.
    """
    today = timezone.localdate(at)
    lines = to_remind(today=today)
    for line in lines:
        row, due = line.row, line.due_on
        users = {row.received_by}
        if due and due < today:
            users.update(heads(communes=[row.person.commune_code], bodies=(), on=today))
        notify(
            users=users,
            kind="people.request",
            text=f"Yêu cầu số {row.pk} của người dân về dữ liệu: {line.next_step.lower()} chậm nhất {due:%d/%m/%Y}",
            at=at,
            url=f"/nguoi/yeu-cau/{row.pk}/",
            subject_type="people.request",
            subject_id=str(row.pk),
        )
    SubjectRequest.objects.filter(pk__in=[line.row.pk for line in lines]).update(reminded_on=today)
    return len(lines)


def _open(request_id: int) -> SubjectRequest:
    row = SubjectRequest.objects.select_for_update(of=["self"]).select_related("person").get(pk=request_id)
    if row.answered_at:
        raise PersonRefused("Yêu cầu này đã được trả lời.")
    return row


def _subject(row: SubjectRequest) -> dict[str, str]:
    return {"subject_id": str(row.person_id), "area": row.person.commune_code}
