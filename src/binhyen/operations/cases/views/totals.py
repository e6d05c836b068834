"""Doors of the counts: how many people are on the lists of a day, as known on a day, and how that came about."""

from datetime import date, datetime, time
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.fields import read_day
from binhyen.operations.cases.permissions import COUNTERS, EXPORTERS
from binhyen.operations.cases.queries import totals as queries
from binhyen.operations.cases.queries import totals_page as pages
from binhyen.operations.cases.queries.visible import of_communes
from binhyen.operations.cases.rules.time import VIETNAM

PAGE_ROWS = 50


@require_GET
@reads_people(*COUNTERS)
def totals(request: ReaderRequest) -> HttpResponse:
    on, known = _days(request)
    found = queries.totals(on=on, known_at=known, areas=of_communes(scope=request.scope))
    context = {
        "totals": found, "on": on, "known": known, "tables": pages.tables(found), "rows": pages.communes(found),
        "query": pages.address(on=on, known=known), "live": on == request.today and known is None,
        "definitions": pages.definitions(),
    }  # fmt: skip
    return render(request, "cases/totals.html", context)


@require_GET
@reads_people(*COUNTERS)
def flow(request: ReaderRequest) -> HttpResponse:
    """Opening, in, out and closing of each list between two days."""
    end = _day(request.GET.get("den"), request.today)
    start = _day(request.GET.get("tu"), end.replace(day=1))
    start = min(start, end)
    areas = pages.narrowed(areas=of_communes(scope=request.scope), commune=request.GET.get("xa", ""))
    measure = "reported" if request.GET.get("cach") == "reported" else "legal"
    flows = queries.flow(start=start, end=end, areas=areas, measure=measure)
    context = {
        "flows": flows, "start": start, "end": end, "measure": measure, "commune": request.GET.get("xa", ""),
        "communes": pages.commune_choices(areas=of_communes(scope=request.scope), on=end),
    }  # fmt: skip
    return render(request, "cases/flow.html", context)


@require_GET
@reads_people(*COUNTERS)
def people(request: ReaderRequest) -> HttpResponse:
    """The people behind a number."""
    on, known = _days(request)
    asked: dict[str, Any] = {
        "measure": "reported" if request.GET.get("cach") == "reported" else "legal",
        "on_list": request.GET.get("list", ""), "state": request.GET.get("state", ""),
    }  # fmt: skip
    commune = request.GET.get("xa", "")
    areas = pages.narrowed(areas=of_communes(scope=request.scope), commune=commune)
    ids = queries.people_of(on=on, known_at=known, areas=areas, **asked)
    page = Paginator(pages.in_order(ids), PAGE_ROWS).get_page(request.GET.get("trang"))
    context = {
        "page": page, "lines": pages.people_lines(page.object_list, on=on, known=known), "on": on, "known": known,
        "commune": pages.commune_name(commune), "title": pages.title(**asked),
        "hidden": len(ids) - page.paginator.count, "back": pages.address(on=on, known=known),
        "export": pages.export(on=on, known=known, commune=commune, **asked) if request.scope.has(*EXPORTERS) else "",
    }  # fmt: skip
    return render(request, "cases/totals_people.html", context)


def _days(request: ReaderRequest) -> tuple[date, datetime | None]:
    """The legal day, and until when the facts were known; today and now where the address says nothing."""
    known = _day(request.GET.get("biet-den"), request.today)
    at = datetime.combine(known, time(23, 59, 59), VIETNAM) if known < request.today else None
    return _day(request.GET.get("ngay"), request.today), at


def _day(text: str | None, default: date) -> date:
    return read_day(text) or default
