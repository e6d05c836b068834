"""Forecasts of a run's figures, made in a process of their own and kept beside them."""

import json
import logging
import subprocess
import sys

from binhyen.monitoring.indicators.models import FigureForecast, FigureRun, FigureSeries
from binhyen.monitoring.indicators.rules.forecasting import KIND, past, wanted

logger = logging.getLogger(__name__)
LIMIT = 180  # seconds
PROVINCE_CODE = 2  # length
COMMAND = (sys.executable, "-m", "binhyen_analytics.forecast")


def forecast(*, run: FigureRun) -> int:
    """Forecast the figures of the provinces of a run; returns how many were kept.

    Figures are right without a forecast: where it cannot be made, that is said in the log and on the page.
    """
    asked = wanted()
    rows = FigureSeries.objects.filter(run=run, period_kind=KIND, code__in=asked.every).values_list(
        "area", "code", "numerators"
    )
    series = {f"{area} {code}": past(values) for area, code, values in rows if len(area) == PROVINCE_CODE}
    if not series:
        return 0
    given = json.dumps({"steps": asked.steps, "series": series})
    try:
        answered = subprocess.run(  # noqa: S603 - our own interpreter and module; numbers go in by standard input
            COMMAND, input=given, capture_output=True, text=True, timeout=LIMIT, check=True
        )
        found = json.loads(answered.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        logger.warning("no forecast: %s", type(error).__name__)
        return 0
    kept = [
        FigureForecast(run=run, area=name.split(" ")[0], code=name.split(" ")[1], past=series[name], data=data)
        for name, data in found.items()
    ]
    FigureForecast.objects.bulk_create(kept)
    return len(kept)
