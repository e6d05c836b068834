"""JSON doors of classification. Every answer is within the reader's scope."""

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import Query, Router

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.access.rls import scope_in_database
from binhyen.monitoring.classification.permissions import Permission, may, may_see
from binhyen.monitoring.classification.queries import overview
from binhyen.monitoring.classification.queries.board import Asked, Row, board, places
from binhyen.monitoring.classification.queries.commune import commune_page
from binhyen.monitoring.classification.queries.suppose import Supposed, suppose
from binhyen.monitoring.classification.schemas import (
    ClassProblem,
    ClassQuery,
    CommuneClasses,
    CommuneReasonsOut,
    SupposeIn,
    SupposeOut,
)
from binhyen.monitoring.classification.values import Classification
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.registers.territories.models import Commune

REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 422), ClassProblem)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
router = Router(tags=["classification"])


@router.get("/classification/communes", response={200: CommuneClasses, **REFUSALS}, operation_id="listClasses")
def classes(request: ReaderRequest, asked: Query[ClassQuery]) -> dict[str, Any]:
    """The classes of all communes the reader sees, of the province too where all of it is seen."""
    _guard(request)
    on, known = _days(request, asked)
    with scope_in_database(request.scope):
        found = overview.board_of(scope=request.scope, on=on, at=request.at, known_at=known)
    return {
        "count": len(found.rows),
        "recognised": found.statuses["RECOGNISED"],
        "meets": found.statuses["MEETS"],
        "remaining": found.statuses["REMAINING"],
        "province": _class(found.province) if found.province else None,
        "items": [_row(row) for row in found.rows],
    }


@router.get("/classification/communes/{code}", response={200: CommuneReasonsOut, **REFUSALS}, operation_id="getClass")
def one_class(request: ReaderRequest, code: str, asked: Query[ClassQuery]) -> dict[str, Any]:
    """The class of one commune, with both readings of every open passage."""
    on, known = _days(request, asked)
    with scope_in_database(request.scope):
        place = _commune(request, code)
        page = commune_page(commune=place, on=on, at=request.at, scope=request.scope, known_at=known)
        [row] = board(
            places=places(on=on, codes=[code]) or _outside(place), asked=Asked(on=on, at=request.at, known_at=known)
        ).rows
    alternatives = [
        {"reading": one.reading, "value": one.value, "key": one.key.value, "free_met": one.free_met,
         "changes": one.changes}
        for one in page.alternatives
    ]  # fmt: skip
    return {**_row(row), "readings": dict(page.chosen), "alternatives": alternatives}


@router.post(
    "/classification/communes/{code}/suppose", response={200: SupposeOut, **REFUSALS}, operation_id="supposeClass"
)
def supposed(request: ReaderRequest, code: str, sent: SupposeIn) -> dict[str, Any]:
    """The class if this happened. Nothing is written; only people and rows that the reader sees may be named."""
    if not request.today <= sent.until <= LATEST:
        raise ValueError("until: từ hôm nay đến năm 2100")
    with scope_in_database(request.scope):
        page = commune_page(commune=_commune(request, code), on=request.today, at=request.at, scope=request.scope)
        seen = {one.id for one in page.blockers if one.line}
        changes = [Supposed(**one.model_dump()) for one in sent.changes]
        if any(one.person_id and one.person_id not in seen for one in changes):
            raise Http404
        found = suppose(
            commune=code, on=request.today, until=sent.until, changes=changes, chosen=page.chosen, at=request.at
        )
    steps = [
        {"on": one.on, "key": one.result.key.value, "free_met": one.result.free_met, "blocking": one.result.blocking}
        for one in found.steps
    ]
    return {"met_from": found.met_from, "steps": steps}


def _guard(request: ReaderRequest) -> None:
    if not may(request.scope, Permission.READ):
        raise PermissionDenied


def _commune(request: ReaderRequest, code: str) -> Commune:
    _guard(request)
    place = (
        Commune.objects.select_related("province").filter(pk=code).first()
        if code.isascii() and code.isdigit()
        else None
    )
    if place is None or not may_see(request.scope, code):
        raise Http404
    return place


def _days(request: ReaderRequest, asked: ClassQuery) -> tuple[date, datetime | None]:
    on = asked.on or request.today
    known = asked.known_at
    if not EARLIEST <= on <= LATEST or (known and known < EARLIEST):
        raise ValueError("on, known_at: từ năm 2000 đến năm 2100")
    at = datetime.combine(known, time(23, 59, 59), VIETNAM) if known and known < request.today else None
    return on, at


def _outside(place: Commune) -> list[Any]:
    """A commune on a day on which it did not exist: its class is asked for all the same, its facts are none."""
    return [overview.place_of(place)]


def _row(row: Row) -> dict[str, Any]:
    return {
        **_class(row.now),
        "name": row.place.name,
        "status": row.status,
        "direction": row.direction.value,
        "drift": [kind.value for kind in row.drift],
    }


def _class(found: Classification) -> dict[str, Any]:
    return {
        "area": found.area,
        "on": found.on,
        "law": found.law,
        "key": found.key.value,
        "possible": [one.value for one in found.possible],
        "drug_free": found.drug_free,
        "free_met": found.free_met,
        "missing": list(found.missing),
        "free": [{"code": one.code, "article": one.article, "met": one.met, "counts": dict(one.parts)}
                 for one in found.free],
        "criteria": [
            {
                "code": one.code, "article": one.article, "missing": one.missing,
                "level": None if one.level is None else one.level.name,
                "measures": [
                    {"code": m.code, "numerator": str(m.numerator), "denominator": m.denominator,
                     "level": None if m.level is None else m.level.name}
                    for m in one.measures
                ],
            }
            for one in found.criteria
        ],
    }  # fmt: skip
