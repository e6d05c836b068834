"""Doors of the counts: all communes beside each other, one commune with everything of a period."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.spreadsheets import attachment
from binhyen.kit.vietnamese.text import clean, collapse, search_key
from binhyen.operations.offences import reports
from binhyen.operations.offences.permissions import COUNTERS, RECORDERS, Permission, may
from binhyen.operations.offences.queries import areas as queries
from binhyen.operations.offences.queries.columns import SPOTTED, shown
from binhyen.operations.offences.queries.ground import ground, marked
from binhyen.operations.offences.queries.labels import legend
from binhyen.operations.offences.queries.spots import located, unplaced
from binhyen.operations.offences.queries.visible import communes
from binhyen.operations.offences.values import Table

from .common import Asked, asked


@require_GET
@reads_people(*COUNTERS)
def overview(request: ReaderRequest) -> HttpResponse:
    wanted, rows, sort, search = _lines(request)
    context: dict[str, Any] = {
        "asked": wanted, "rows": rows, "sort": sort, "search": search, "whole": queries.whole(rows),
        "may_read": may(request.scope, Permission.READ), "tables": Table,
    }  # fmt: skip
    return render(request, "offences/areas.html", context)


@require_GET
@reads_people(*COUNTERS)
def overview_export(request: ReaderRequest) -> HttpResponse:
    wanted, rows, _, _ = _lines(request)
    data = reports.areas(lines=rows, period=wanted.period, known=wanted.known, who=str(request.user), at=request.at)
    return attachment(data=data, file_name=f"dia-ban-{wanted.period.on:%Y%m%d}.xlsx")


def _lines(request: ReaderRequest) -> tuple[Asked, list[queries.AreaLine], str, str]:
    wanted = asked(request)
    search = collapse(clean(request.GET.get("q", "")))[:100]
    sort = request.GET.get("sap", "ten")
    sort = sort if sort.removeprefix("-") in queries.SORTS else "ten"
    words = search_key(search).split()
    places = communes(scope=request.scope, on=request.today)
    kept = {code: one for code, one in places.items() if all(word in one.search_key for word in words)}
    rows = queries.overview(places=kept, period=wanted.period, known_at=wanted.known_at)
    return wanted, queries.in_order(rows, sort), sort, search


@require_GET
@reads_people(*COUNTERS)
def area(request: ReaderRequest, code: str) -> HttpResponse:
    place = communes(scope=request.scope, on=request.today).get(code)
    if place is None:
        raise Http404
    wanted = asked(request)
    found = queries.area(commune=place, period=wanted.period, known_at=wanted.known_at, scope=request.scope)
    rows = located(
        tables=SPOTTED, scope=request.scope, start=wanted.period.start, on=wanted.period.on,
        known_at=wanted.known_at, commune=code,
    )  # fmt: skip
    heads = {table.value: shown(table, communes=((code, place.full_name),)) for table in Table}
    context = {
        "asked": wanted, "found": found, "commune": place, "counts": found.line.counts,
        "evidence": [(one, [h for h in heads[one.table.value] if h.name != "commune"]) for one in found.evidence],
        "may_read": may(request.scope, Permission.READ), "unplaced": unplaced(rows),
        "ground": marked(ground(commune=place), rows) if rows else None, "legend": legend(rows),
    }  # fmt: skip
    return render(request, "offences/area.html", context)


@require_GET
@reads_people(*RECORDERS)
def choose_spot(request: ReaderRequest) -> HttpResponse:
    """The ground of a commune the reader may state rows of, to choose a place on."""
    place = communes(scope=request.scope, on=request.today).get(request.GET.get("commune", ""))
    context = {"ground": ground(commune=place) if place else None, "picks": "id_spot"}
    return render(request, "offences/ground.html", context)
