"""Door of forecasts: workloads of the province, never a person, and beds with what if."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.indicators.permissions import PROVINCE_READERS
from binhyen.monitoring.indicators.queries import forecasts as queries
from binhyen.monitoring.indicators.queries.boards import PROVINCE_CODE, latest_run
from binhyen.monitoring.indicators.rules.forecasting import percent, wanted

MOST_BEDS = 100_000


@require_GET
@reads_people(*PROVINCE_READERS)
def forecasts(request: ReaderRequest) -> HttpResponse:
    """What is expected of the province; ``suc-chua`` beds, ``tang`` and ``ra-som`` per cent are what is supposed."""
    run = latest_run()
    if run is None:
        return render(request, "indicators/forecasts.html", {})
    area = next((code for code, _name in run.areas if len(code) == PROVINCE_CODE), "")
    given = {
        "capacity": percent(request.GET.get("suc-chua"), least=0, most=MOST_BEDS),
        "change": percent(request.GET.get("tang"), least=-100, most=500),
        "early": percent(request.GET.get("ra-som"), least=0, most=100),
    }
    plan, why = queries.bed_plan(run=run, area=area, **given)
    context = {
        "run": run, "rows": queries.rows(run=run, area=area), "plan": plan, "why": why, "given": given,
        "steps": wanted().steps,
    }  # fmt: skip
    return render(request, "indicators/forecasts.html", context)
