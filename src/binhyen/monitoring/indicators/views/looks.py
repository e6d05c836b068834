"""Doors of any day: the board as known on a day beside what is known now, and the facts that came between."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import reads_people, requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.jobs import queries as jobs
from binhyen.kit.spreadsheets import attachment
from binhyen.monitoring.indicators import reports
from binhyen.monitoring.indicators.actions.asking import ask_to_look
from binhyen.monitoring.indicators.models import FigureLook
from binhyen.monitoring.indicators.permissions import READERS
from binhyen.monitoring.indicators.queries import behind, boards, changes, closings, differing
from binhyen.monitoring.indicators.queries import looks as queries
from binhyen.monitoring.indicators.rules.behind import FACTS
from binhyen.monitoring.indicators.rules.dictionary import entry as entry_of
from binhyen.monitoring.indicators.rules.live import LIVE
from binhyen.monitoring.indicators.rules.spans import kept_kinds
from binhyen.operations.cases.permissions import COUNTERS
from binhyen.operations.cases.queries.visible import of_communes


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def look(request: ReaderRequest) -> HttpResponse:
    run = boards.latest_run()
    areas = boards.areas_of(scope=request.scope, run=run) if run else {}
    wanted = queries.asked(params=request.POST or request.GET, areas=areas, today=request.today)
    if request.method == "POST":
        there = f"{reverse('indicators:look')}?{wanted.query}"
        job = ask_to_look(
            on=wanted.on, known_at=wanted.known_at, kind=wanted.kind, url=there, by=request.user, at=request.at
        )
        return redirect(f"{there}&viec={job.pk}")
    found = queries.kept(wanted=wanted, today=request.today) if wanted.area else None
    if found and "xlsx" in request.GET:
        return _sheet(request, found, wanted, areas[wanted.area])
    context = {
        "wanted": wanted, "areas": areas, "kinds": kept_kinds(), "look": found, "job": _job(request),
        "closings": [(one, closings.period_of(one)) for one in closings.closings()[:24]],
        "parts": queries.parts(look=found, wanted=wanted) if found else [],
        "opens": request.scope.has(*COUNTERS), "name": areas.get(wanted.area, ""),
    }  # fmt: skip
    return render(request, "indicators/look.html", context)


@require_GET
@reads_people(*COUNTERS)
def later(request: ReaderRequest, code: str) -> HttpResponse:
    """What lies between the two: people counted otherwise, or facts written, corrected or taken back since."""
    entry, run = entry_of(code), boards.latest_run()
    if entry is None or run is None:
        raise Http404
    areas = boards.areas_of(scope=request.scope, run=run)
    wanted = queries.asked(params=request.GET, areas=areas, today=request.today)
    if wanted.area not in areas:
        raise Http404
    whole = len(wanted.area) == boards.PROVINCE_CODE
    within = of_communes(scope=request.scope) if whole else [wanted.area]
    context = {"entry": entry, "wanted": wanted, "name": areas[wanted.area]}
    number = request.GET.get("trang")
    if code in LIVE:
        page, people = changes.between(
            on=wanted.on, known_at=wanted.known_at, areas=within, page=number, counted=LIVE[code]
        )
        return render(request, "indicators/later.html", context | {"page": page, "people": people})
    if code not in FACTS:
        return _rows(request, code, wanted, within, context)
    found = behind.later(code=code, start=wanted.start, end=wanted.on, known_at=wanted.known_at, areas=within)
    facts, lines = behind.page(found=found, number=number)
    return render(request, "indicators/later.html", context | {"page": facts, "lines": lines})


def _rows(
    request: ReaderRequest, code: str, wanted: queries.Asked, within: list[str] | None, context: dict[str, object]
) -> HttpResponse:
    """Of a rate or a flow: the rows that were kept when the day was computed."""
    look = queries.kept(wanted=wanted, today=request.today)
    if look is None:
        raise Http404
    page, rows = differing.rows(look=look, area=wanted.area, code=code, within=within, number=request.GET.get("trang"))
    return render(request, "indicators/later.html", context | {"page": page, "rows": rows})


def _sheet(request: ReaderRequest, found: FigureLook, wanted: queries.Asked, name: str) -> HttpResponse:
    data = reports.look_sheet(
        parts=queries.parts(look=found, wanted=wanted), wanted=wanted, moment=found.moment, name=name,
        who=str(request.user), at=timezone.localtime(request.at),
    )  # fmt: skip
    return attachment(data=data, file_name=f"Số liệu {name} {wanted.on:%d-%m-%Y}.xlsx")


def _job(request: ReaderRequest) -> object:
    number = request.GET.get("viec", "")
    return jobs.visible(scope=request.scope).filter(pk=int(number)).first() if number.isdecimal() else None
