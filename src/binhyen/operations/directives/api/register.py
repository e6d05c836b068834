"""JSON doors that read: the register of duties, its calendar, directives and their findings, bodies."""

from datetime import date, timedelta
from typing import Any

from ninja import Query

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.directives.models import Directive, Duty
from binhyen.operations.directives.permissions import Permission
from binhyen.operations.directives.queries import register as queries
from binhyen.operations.directives.queries.visible import visible_directives
from binhyen.operations.directives.schemas import (
    BodyOut,
    DayOut,
    DirectiveOut,
    DutyOut,
    DutyPage,
    DutyQuery,
    FindingOut,
)
from binhyen.registers.organisations.queries import complete

from .desk import REFUSALS, needs, one_directive, one_duty, router

LONGEST_CALENDAR = timedelta(days=400)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)


def _arguments(request: ReaderRequest, asked: DutyQuery) -> dict[str, Any]:
    given = asked.model_dump(exclude={"q", "offset", "limit"})
    return {"scope": request.scope, "on": request.today, "asked": queries.RegisterFilter(text=asked.q, **given)}


@router.get("/duties", response={200: DutyPage, **REFUSALS}, tags=["register"], operation_id="listDuties")
def duties(request: ReaderRequest, asked: Query[DutyQuery]) -> dict[str, Any]:
    """The register, filtered and in order, as far as the reader sees it."""
    rows = queries.rows(queries.register(**_arguments(request, asked)))
    return {"count": rows.count(), "items": list(rows[asked.offset : asked.offset + asked.limit])}


@router.get("/duties/{int:pk}", response={200: DutyOut, **REFUSALS}, tags=["register"], operation_id="getDuty")
def duty(request: ReaderRequest, pk: int) -> Duty:
    """One duty with its place, bodies, deadline, targets, references, findings and why it was read so."""
    return one_duty(request, pk)


@router.get(
    "/directives", response={200: list[DirectiveOut], **REFUSALS}, tags=["register"], operation_id="listDirectives"
)
def directives(
    request: ReaderRequest, offset: int = Query(0, ge=0, le=10**6), limit: int = Query(50, ge=1, le=200)
) -> list[Directive]:
    """Directives, the latest first."""
    seen = visible_directives(request.scope, request.today)
    return list(seen.select_related("document").order_by("-document__issued_on", "-id")[offset : offset + limit])


@router.get(
    "/directives/{int:pk}", response={200: DirectiveOut, **REFUSALS}, tags=["register"], operation_id="getDirective"
)
def directive(request: ReaderRequest, pk: int) -> Directive:
    """The directive's own data."""
    return one_directive(request, pk)


@router.get(
    "/directives/{int:pk}/findings",
    response={200: list[FindingOut], **REFUSALS},
    tags=["register"],
    operation_id="listFindings",
)
def findings(request: ReaderRequest, pk: int) -> Any:
    """What the check of the directive found; for those who review or oversee."""
    found = one_directive(request, pk)
    needs(request, Permission.READ_ALL)
    return found.findings.order_by("line", "id")


@router.get("/calendar", response={200: list[DayOut], **REFUSALS}, tags=["register"], operation_id="calendar")
def calendar(request: ReaderRequest, start: date, end: date, asked: Query[DutyQuery]) -> list[dict[str, Any]]:
    """Days on which duties fall due, recurring ones unfolded; at most 400 days."""
    if not FIRST_DAY <= start <= end <= LAST_DAY or end - start > LONGEST_CALENDAR:
        raise ValueError("end phải từ start đến start + 400 ngày, trong các năm 2000 đến 2099")
    days = queries.calendar(**_arguments(request, asked), start=start, end=end)
    return [
        {"on": day, "day_off": queries.day_off(day), "duty_id": entry.duty_id, "title": entry.title}
        for day, entries in days.items()
        for entry in entries
    ]


@router.get("/bodies", response={200: list[BodyOut], **REFUSALS}, tags=["register"], operation_id="completeBodies")
def bodies(request: ReaderRequest, q: str = Query("", max_length=80)) -> Any:
    """Bodies of the register by words of their names or aliases, tones left out or not; at most 20."""
    return complete(text=q, on=request.today, limit=20)
