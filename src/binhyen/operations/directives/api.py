"""JSON doors of directives and duties: the same queries and actions as the pages, in the same scope."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router

from binhyen.operations.directives.actions import review
from binhyen.operations.directives.models import Duty
from binhyen.operations.directives.permissions import Permission, may
from binhyen.operations.directives.queries import register as queries
from binhyen.operations.directives.queries.visible import visible_directives
from binhyen.operations.directives.reader import read
from binhyen.operations.directives.reader.exports import to_records
from binhyen.operations.directives.schemas import (
    AcceptIn,
    DayOut,
    DirectiveOut,
    DutyOut,
    DutyPage,
    DutyQuery,
    FindingOut,
    Problem,
    ReadIn,
)

router = Router(tags=["directives"])
REFUSALS = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}
LONGEST_CALENDAR = timedelta(days=400)


class NotAllowed(Exception):
    """Visible, but not for this reader to do."""


def _filter(asked: DutyQuery) -> queries.RegisterFilter:
    given = asked.model_dump(exclude={"q", "offset", "limit"})
    return queries.RegisterFilter(text=asked.q, **given)


def _one(request: HttpRequest, pk: int) -> Duty:
    found = queries.one(scope=request.scope, on=request.today, pk=pk)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


@router.get("/duties", response={200: DutyPage, **REFUSALS}, operation_id="listDuties")
def duties(request: HttpRequest, asked: Query[DutyQuery]) -> dict[str, Any]:
    """The register, filtered and in order, as far as the reader sees it."""
    found = queries.register(scope=request.scope, on=request.today, asked=_filter(asked))  # type: ignore[attr-defined]
    rows = queries.rows(found)
    return {"count": rows.count(), "items": list(rows[asked.offset : asked.offset + asked.limit])}


@router.get("/duties/{int:pk}", response={200: DutyOut, **REFUSALS}, operation_id="getDuty")
def duty(request: HttpRequest, pk: int) -> Duty:
    """One duty with its place, bodies, deadline, targets, references, findings and why it was read so."""
    return _one(request, pk)


@router.post("/duties/{int:pk}/accept", response={200: DutyOut, **REFUSALS}, operation_id="acceptDuty")
def accept(request: HttpRequest, pk: int, sent: AcceptIn) -> Duty:
    """Accept a duty as it stands at ``version``; 409 where somebody changed it meanwhile."""
    found = _one(request, pk)
    if not may(request.scope, Permission.REVIEW):  # type: ignore[attr-defined]
        raise NotAllowed
    review.accept(duty_id=found.pk, version=sent.version, by=request.user, at=request.at)  # type: ignore[arg-type, attr-defined]
    return _one(request, pk)


@router.get("/directives", response={200: list[DirectiveOut], **REFUSALS}, operation_id="listDirectives")
def directives(
    request: HttpRequest, offset: int = Query(0, ge=0, le=10**6), limit: int = Query(50, ge=1, le=200)
) -> Any:
    """Directives, the latest first."""
    seen = visible_directives(request.scope, request.today)  # type: ignore[attr-defined]
    found = seen.select_related("document").order_by("-document__issued_on", "-id")
    return found[offset : offset + limit]


@router.get("/directives/{int:pk}", response={200: DirectiveOut, **REFUSALS}, operation_id="getDirective")
def directive(request: HttpRequest, pk: int) -> Any:
    return _directive(request, pk)


@router.get("/directives/{int:pk}/findings", response={200: list[FindingOut], **REFUSALS}, operation_id="listFindings")
def findings(request: HttpRequest, pk: int) -> Any:
    """What the check of the directive found; for those who review or oversee."""
    found = _directive(request, pk)
    if not may(request.scope, Permission.READ_ALL):  # type: ignore[attr-defined]
        raise NotAllowed
    return found.findings.order_by("line", "id")


def _directive(request: HttpRequest, pk: int) -> Any:
    seen = visible_directives(request.scope, request.today)  # type: ignore[attr-defined]
    found = seen.select_related("document").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@router.get("/calendar", response={200: list[DayOut], **REFUSALS}, operation_id="calendar")
def calendar(request: HttpRequest, start: date, end: date, asked: Query[DutyQuery]) -> Any:
    """Days on which duties fall due, recurring ones unfolded; at most 400 days."""
    if not start <= end <= start + LONGEST_CALENDAR:
        raise ValueError("end phải từ start đến start + 400 ngày")
    arguments = {"scope": request.scope, "on": request.today, "asked": _filter(asked)}  # type: ignore[attr-defined]
    days = queries.calendar(**arguments, start=start, end=end)
    return [
        {"on": day, "day_off": queries.day_off(day), "duty_id": entry.duty_id, "title": entry.title}
        for day, entries in days.items()
        for entry in entries
    ]


@router.post("/read", response={200: list[dict[str, Any]], **REFUSALS}, operation_id="readText")
def read_text(request: HttpRequest, sent: ReadIn) -> Any:
    """Read a pasted directive into the fields of ``binhyen directive read``. Nothing is stored."""
    if not may(request.scope, Permission.REVIEW):  # type: ignore[attr-defined]
        raise NotAllowed
    return to_records(read(sent.text.encode(), name="text.txt", issued=sent.issued))
