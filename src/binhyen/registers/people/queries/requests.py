"""What persons asked about the data held: the worklist with its clocks, and one person's requests."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from binhyen.foundation.access.values import Scope
from binhyen.registers.people.models import SubjectRequest
from binhyen.registers.people.rules.requests import Ground, ground

from .visible import everybody

ANSWERED_SHOWN = 30
REMINDED_AHEAD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """``due_on`` is the next last day: to acknowledge, then to answer. None once answered."""

    row: SubjectRequest
    due_on: date | None
    next_step: str
    ground: Ground | None


def _rows(scope: Scope) -> QuerySet[SubjectRequest]:
    return SubjectRequest.objects.filter(person__in=everybody(scope).values("pk")).select_related(
        "person", "received_by"
    )


def open_count(*, scope: Scope) -> int:
    """How many wait for an answer. One query."""
    return _rows(scope).filter(answered_at__isnull=True).count()


def worklist(*, scope: Scope) -> tuple[list[RequestLine], list[RequestLine]]:
    """Open requests, the nearest day first; and the latest answered ones. Two queries."""
    due = Coalesce(F("extended_to"), F("answer_by"))
    waiting = _rows(scope).filter(answered_at__isnull=True).order_by(due, "pk")
    done = _rows(scope).filter(answered_at__isnull=False).order_by("-answered_at", "-pk")[:ANSWERED_SHOWN]
    return [_line(row) for row in waiting], [_line(row) for row in done]


def of_person(*, scope: Scope, person_id: int) -> list[RequestLine]:
    """One person's requests, latest first. One query."""
    return [_line(row) for row in _rows(scope).filter(person=person_id).order_by("-received_at", "-pk")]


def one(*, scope: Scope, request_id: int) -> RequestLine | None:
    """One request of a person the reader sees. One query."""
    row = _rows(scope).filter(pk=request_id).first()
    return _line(row) if row else None


def to_remind(*, today: date) -> list[RequestLine]:
    """Open requests whose next day is near or over and of which nobody was reminded today. For a job; one query."""
    rows = SubjectRequest.objects.filter(answered_at__isnull=True).exclude(reminded_on=today)
    lines = [_line(row) for row in rows.select_related("person", "received_by").order_by("pk")]
    return [line for line in lines if line.due_on and line.due_on <= today + REMINDED_AHEAD]


def _line(row: SubjectRequest) -> RequestLine:
    known = ground(row.ground) if row.ground else None
    if row.answered_at:
        return RequestLine(row, None, "", known)
    if not row.acknowledged_at:
        return RequestLine(row, row.acknowledge_by, "Xác nhận đã nhận", known)
    return RequestLine(row, row.extended_to or row.answer_by, "Trả lời", known)
