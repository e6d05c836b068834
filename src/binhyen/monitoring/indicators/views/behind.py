"""The door from a count of work to the facts behind it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.indicators.queries import behind as queries
from binhyen.monitoring.indicators.queries import boards, exact, working
from binhyen.monitoring.indicators.queries.duties import COUNTED
from binhyen.monitoring.indicators.rules.dictionary import entry as entry_of
from binhyen.operations.cases.permissions import COUNTERS
from binhyen.operations.cases.queries.visible import of_communes


@require_GET
@reads_people(*COUNTERS)
def facts(request: ReaderRequest, code: str) -> HttpResponse:
    entry, run = entry_of(code), boards.latest_run()
    if entry is None or run is None or code not in exact.OPENED:
        raise Http404
    areas = boards.areas_of(scope=request.scope, run=run)
    wanted = exact.asked(params=request.GET, areas=areas, as_of=request.today)
    within = of_communes(scope=request.scope) if len(wanted.area) == boards.PROVINCE_CODE else [wanted.area]
    period = {"start": wanted.period.start, "end": wanted.period.end}
    if code in COUNTED:
        work = working.behind(scope=request.scope, code=code, areas=within, **period)
        here = Paginator(work, queries.PAGE_ROWS).get_page(request.GET.get("trang"))
        return render(request, "indicators/duties.html", {"entry": entry, "wanted": wanted, "page": here})
    found = queries.facts(code=code, areas=within, **period)
    page, lines = queries.page(found=found, number=request.GET.get("trang"))
    return render(request, "indicators/facts.html", {"entry": entry, "wanted": wanted, "page": page, "lines": lines})
