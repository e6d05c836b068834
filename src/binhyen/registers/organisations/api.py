"""JSON doors of the register of bodies: the list, and the units of one group. Read only."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import Query, Router

from binhyen.foundation.access.middleware import ReaderRequest

from . import queries
from .models import Body
from .schemas import BodiesQuery, BodyProblem, BodyRows, MembersOut
from .values import Level

REFUSALS: dict[int, Any] = dict.fromkeys((401, 403, 404, 422), BodyProblem)
router = Router(tags=["organisations"])


@router.get("/organisations", response={200: BodyRows, **REFUSALS}, operation_id="listOrganisations")
def organisations(request: ReaderRequest, asked: Query[BodiesQuery]) -> dict[str, Any]:
    """Bodies and groups in Vietnamese order. No secret: whoever holds an office reads them, as on the pages."""
    _needs_office(request)
    found = queries.bodies(on=asked.on or request.today, search=asked.q, level=asked.level, area=asked.area)
    page = found[asked.offset : asked.offset + asked.limit]
    return {"count": found.count(), "items": [_row(one) for one in page]}


@router.get("/organisations/{slug:key}/units", response={200: MembersOut, **REFUSALS}, operation_id="listUnits")
def units(request: ReaderRequest, key: str, on: date | None = None) -> dict[str, Any]:
    """The units a group stands for on a day; of a body that is no group, itself."""
    _needs_office(request)
    found = queries.body(key=key)
    if found is None:
        raise Http404
    group = found.level == Level.GROUP
    members = queries.expand(body=found, on=on or request.today).select_related("parent") if group else [found]
    return {"key": found.key, "name": found.name, "units": [_row(one) for one in members]}


def _needs_office(request: ReaderRequest) -> None:
    if not request.scope.roles:
        raise PermissionDenied


def _row(one: Body) -> dict[str, Any]:
    return {
        "key": one.key, "name": one.name, "short_name": one.short_name, "level": one.level, "block": one.block,
        "parent": one.parent.key if one.parent else "", "area_code": one.area_code, "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }  # fmt: skip
