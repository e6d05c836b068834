"""Doors of figures: the board, the dictionary, one indicator by place and over time, and what leaves as a sheet."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import reads_people, requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import page_of, read_state
from binhyen.kit.spreadsheets import attachment
from binhyen.monitoring.indicators import reports
from binhyen.monitoring.indicators.actions import exact as exact_figure
from binhyen.monitoring.indicators.actions.asking import ask_to_refresh
from binhyen.monitoring.indicators.forms import dictionary_list
from binhyen.monitoring.indicators.models import FigureRun
from binhyen.monitoring.indicators.permissions import CLOSERS, READERS, Permission, may
from binhyen.monitoring.indicators.queries import boards as queries
from binhyen.monitoring.indicators.queries import drawings, exact, multiples, stated, words
from binhyen.monitoring.indicators.rules.dictionary import Entry
from binhyen.monitoring.indicators.rules.dictionary import entry as entry_of
from binhyen.monitoring.indicators.rules.spans import kept_kinds
from binhyen.monitoring.indicators.rules.stated import lasts
from binhyen.operations.cases.permissions import COUNTERS
from binhyen.operations.inspections.queries.lists import hurting
from binhyen.operations.offences.permissions import READERS as OFFENCE_READERS

from .stated import may_state_of


@require_GET
@reads_people(*READERS)
def board(request: ReaderRequest) -> HttpResponse:
    run = queries.latest_run()
    if run is None:
        return render(request, "indicators/board_empty.html", {"can_ask": may(request.scope, Permission.CLOSE)})
    areas = queries.areas_of(scope=request.scope, run=run)
    wanted = queries.asked(params=request.GET, areas=areas, as_of=run.as_of)
    cells = queries.today_cells(scope=request.scope, area=wanted.area, on=request.today)
    parts = queries.board(run=run, wanted=wanted, cells=cells)
    if "xlsx" in request.GET:
        data = reports.board_sheet(parts=parts, wanted=wanted, run=run, who=_who(request), at=_now(request))
        return attachment(data=data, file_name=f"Bảng số liệu {wanted.name}.xlsx")
    context = _chooser(run, areas, wanted) | {"parts": parts, "can_ask": may(request.scope, Permission.CLOSE)}
    return render(request, "indicators/board.html", context)


@require_GET
@requires(*READERS)
def dictionary(request: ReaderRequest) -> HttpResponse:
    run = queries.latest_run()
    groups = words.groups()
    state = read_state(params=request.GET, listing=dictionary_list([(one.code, one.name) for one in groups]))
    page = page_of(words.find(text=state.search, group=state.value("nhom")), state)
    known = set(run.codes) - set(run.no_source) if run else set()
    context = {"state": state, "page": page, "groups": {one.code: one.name for one in groups}, "known": known}
    return render(request, "indicators/dictionary.html", context)


@require_GET
@reads_people(*READERS)
def indicator(request: ReaderRequest, code: str) -> HttpResponse:
    entry, run = entry_of(code), queries.latest_run()
    if entry is None:
        raise Http404
    if run is None:
        context = {"entry": entry, "today": request.today, "hurt": hurting(scope=request.scope, code=code)}
        return render(request, "indicators/indicator.html", context)
    areas = queries.areas_of(scope=request.scope, run=run)
    wanted = exact.asked(params=request.GET, areas=areas, as_of=run.as_of)
    if wanted.days is not None:
        return _of_days(request, entry, wanted)
    cells = queries.today_cells(scope=request.scope, area=wanted.area, on=request.today)
    page = queries.page(run=run, entry=entry, wanted=wanted, areas=areas, cells=cells)
    if "xlsx" in request.GET:
        data = reports.indicator_sheet(page=page, wanted=wanted, run=run, who=_who(request), at=_now(request))
        return attachment(data=data, file_name=f"{entry.code}.xlsx")
    people = queries.opens(entry, wanted, on=request.today) if request.scope.has(*COUNTERS) else ""
    context = _chooser(run, areas, wanted) | {
        "entry": entry, "page": page, "people": people, "chart": drawings.over_time(page),
        "group": dict((one.code, one.name) for one in words.groups())[entry.group],
        "own": _own(request, wanted.area), "today": request.today,
        "hurt": hurting(scope=request.scope, code=code, area="" if wanted.area == next(iter(areas)) else wanted.area),
        "facts": entry.code in exact.OPENED and request.scope.has(*COUNTERS),
    }  # fmt: skip
    if not stated.counted(run=run, code=code):
        shown = areas if wanted.area == next(iter(areas)) else {wanted.area: areas[wanted.area]}
        context |= _stated(request, entry, run, shown)
    return render(request, "indicators/indicator.html", context)


@require_GET
@requires(*READERS)
def over_time(request: ReaderRequest) -> HttpResponse:
    """Small charts to one scale: a figure of all communes, or all figures of one area."""
    run = queries.latest_run()
    if run is None:
        return render(request, "indicators/board_empty.html", {"can_ask": may(request.scope, Permission.CLOSE)})
    areas = queries.areas_of(scope=request.scope, run=run)
    wanted = multiples.asked(params=request.GET, areas=areas)
    context = {
        "wanted": wanted, "areas": areas, "page": multiples.page(run=run, wanted=wanted, areas=areas),
        "months": multiples.MONTHS, "orders": multiples.ORDERS, "name": areas.get(wanted.area, ""),
        "choices": [(title, [entry_of(code) for code in codes]) for title, codes in queries.board_parts()],
        "kind": queries.DEFAULT_KIND, "width": multiples.WIDTH // wanted.months - 2,
    }  # fmt: skip
    return render(request, "indicators/multiples.html", context)


@require_POST
@requires(*CLOSERS)
def refresh(request: ReaderRequest) -> HttpResponse:
    ask_to_refresh(by=request.user, at=request.at)
    messages.info(request, _("Đang tính lại mọi chỉ tiêu. Tiến độ ở mục Việc chạy nền."))
    return redirect("indicators:board")


def _of_days(request: ReaderRequest, entry: Entry, wanted: queries.Asked) -> HttpResponse:
    """An indicator over the very days a cell of a report counts."""
    counts = request.scope.has(*COUNTERS)
    context = {
        "entry": entry, "wanted": wanted, "found": exact_figure.figure(entry=entry, wanted=wanted),
        "people": queries.opens(entry, wanted, on=request.today) if counts else "", "own": _own(request, wanted.area),
        "facts": entry.code in exact.OPENED and counts,
        "offences": exact.offences(code=entry.code, wanted=wanted) if request.scope.has(*OFFENCE_READERS) else "",
    }  # fmt: skip
    return render(request, "indicators/exact.html", context)


def _chooser(run: FigureRun, areas: dict[str, str], wanted: queries.Asked) -> dict[str, object]:
    moment = queries.known_at(run=run, area=wanted.area)
    return {"run": run, "areas": areas, "wanted": wanted, "kinds": kept_kinds(), "moment": moment}


def _stated(request: ReaderRequest, entry: Entry, run: FigureRun, areas: dict[str, str]) -> dict[str, object]:
    """What units reported of an indicator; whose it is to correct, and whose document the reader may see."""
    rows = stated.behind(entry=entry, areas=areas)
    mine, seen = may_state_of(request, entry, run), stated.seen(rows=rows, scope=request.scope)
    lines = [(one, areas[one.area], one.area in mine, one.document_id in seen) for one in rows]
    return {"stated": lines, "may_state": bool(mine), "lasts": lasts().days}


def _own(request: ReaderRequest, area: str) -> bool:
    """Whether the people behind figures of the area are this reader's to see."""
    return request.scope.whole_province or area in request.scope.people_areas


def _who(request: ReaderRequest) -> str:
    return str(request.user)


def _now(request: ReaderRequest) -> datetime:
    return timezone.localtime(request.at)
