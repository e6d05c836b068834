"""JSON doors of offences and areas: counts by commune, rows of a table, stating one. All within the reader's scope."""

from typing import Any

from django.core.exceptions import PermissionDenied
from ninja import Query, Router, Status

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.access.rls import scope_in_database
from binhyen.kit.grid.columns import Column, UnreadableCell, as_text, read
from binhyen.kit.listing import read_state
from binhyen.operations.offences.actions.bulk import state_row
from binhyen.operations.offences.permissions import Permission, may, may_record_in
from binhyen.operations.offences.queries import areas as area_queries
from binhyen.operations.offences.queries import lists
from binhyen.operations.offences.queries.columns import columns
from binhyen.operations.offences.queries.rows import MODELS, values
from binhyen.operations.offences.queries.visible import communes, recordable
from binhyen.operations.offences.rules.entries import row_of
from binhyen.operations.offences.rules.periods import first_day, period_of, year_of
from binhyen.operations.offences.rules.problems import OffenceRefused, Problem
from binhyen.operations.offences.schemas import AreaPage, AreaQuery, OffenceProblem, RowIn, RowOut, RowPage, RowQuery
from binhyen.operations.offences.values import Table

REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422), OffenceProblem)
CODED = frozenset({"articles", "kinds"})  # several codes in one value
router = Router(tags=["offences"])


@router.get("/offence-areas", response={200: AreaPage, **REFUSALS}, operation_id="listOffenceAreas")
def offence_areas(request: ReaderRequest, asked: Query[AreaQuery]) -> dict[str, Any]:
    """Counts of each commune within reach: persons, points, plants, routes, residents."""
    if not may(request.scope, Permission.COUNT):
        raise PermissionDenied
    on = min(asked.on or request.today, request.today)
    year = asked.year or year_of(on)
    if on < first_day(year):
        raise ValueError(f"Kỳ {year} bắt đầu ngày {first_day(year):%d/%m/%Y}.")
    period = period_of(year=year, on=on)
    with scope_in_database(request.scope):
        places = communes(scope=request.scope, on=request.today)
        rows = area_queries.overview(places=places, period=period, known_at=asked.known_at or request.at)
    return {"start": period.start, "on": period.on, "items": [_counts(one) for one in rows]}


def _counts(one: area_queries.AreaLine) -> dict[str, Any]:
    counts = one.counts
    names = [name for name in counts.__slots__ if name not in {"rows", "route_rows", "routes", "plants_m2"}]
    return {
        **{name: getattr(counts, name) for name in names},
        "plants_m2": str(counts.plants_m2),
        "routes": sorted(counts.routes),
        "name": one.commune.full_name,
        "people": one.people,
        "people_as_of": one.as_of,
    }


@router.get("/offences/{table}", response={200: RowPage, **REFUSALS}, operation_id="listOffenceRows")
def offence_rows(request: ReaderRequest, table: Table, asked: Query[RowQuery]) -> dict[str, Any]:
    """Rows of a table, newest first."""
    if not may(request.scope, Permission.READ):
        raise PermissionDenied
    with scope_in_database(request.scope):
        places = communes(scope=request.scope, on=request.today)
        params = {"q": asked.q, lists.WHERE: asked.commune if asked.commune in places else ""}
        state = read_state(params=params, listing=lists.listing(table, places=places))
        found = lists.found(table=table, state=state, scope=request.scope, places=places)
        if asked.commune:
            found = found.filter(commune_code=asked.commune)
        rows = list(found[asked.offset : asked.offset + asked.limit])
        said = values(table, rows)
        return {"count": found.count(), "items": [_row(table, one, said[one.record_id]) for one in rows]}


@router.post("/offences/{table}", response={201: RowOut, **REFUSALS}, operation_id="stateOffenceRow")
def state_offence_row(request: ReaderRequest, table: Table, sent: RowIn) -> Status[dict[str, Any]]:
    """State one row. 422 names every field that cannot be; nothing is written then."""
    if not may(request.scope, Permission.RECORD):
        raise PermissionDenied
    with scope_in_database(request.scope):
        given = _read(columns(table, communes=recordable(scope=request.scope, on=request.today)), sent.values)
        if given.get("commune") and not may_record_in(request.scope, given["commune"]):
            raise PermissionDenied
        row = row_of(table, given, today=request.today)
        number = state_row(row=row, key=sent.key, by=request.user, at=request.at)
        model: Any = MODELS[table]
        now = model.objects.get(record_id=number, known_to__isnull=True)
        return Status(201, _row(table, now, values(table, [now])[number]))


def _read(specs: tuple[Column, ...], sent: dict[str, str]) -> dict[str, Any]:
    known = {one.name: one for one in specs}
    problems, given = [], {}
    for name, text in sent.items():
        if name not in known:
            problems.append(Problem(name, "Không có cột này."))
            continue
        try:
            given[name] = text if name in CODED else read(known[name], text)
        except UnreadableCell as unreadable:
            problems.append(Problem(name, str(unreadable)))
    if problems:
        raise OffenceRefused(*problems)
    return given


def _row(table: Table, one: Any, said: dict[str, Any]) -> dict[str, Any]:
    shown = {name: as_text(value) for name, value in said.items()}
    return {"record": one.record_id, "version": one.pk, "table": table, "values": shown}
