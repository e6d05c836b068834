"""Figures beside numbers people state as evidence: what the books say of a place on a day."""

from datetime import date
from decimal import Decimal

from binhyen.foundation.access.values import Scope
from binhyen.foundation.figures import Figure, Known
from binhyen.monitoring.indicators.permissions import Permission, may
from binhyen.monitoring.indicators.rules.dictionary import COUNT, dictionary, entry
from binhyen.monitoring.indicators.rules.spans import kept

from .boards import DEFAULT_KIND, areas_of, held, known_at, latest_run


def known() -> list[Known]:
    """Counted figures as of a day; rates and figures of a stretch of time are not evidence of one number."""
    return [Known(one.code, one.name, one.unit) for one in dictionary().entries.values() if _of_a_day(one.code)]


def lookup(code: str, place: str, as_of: date, scope: Scope) -> Figure | None:
    """Of a day that is the last of a kept period, or the last one computed; None for any other, and out of reach.

    Three queries.
    """
    run = latest_run()
    if run is None or not may(scope, Permission.READ) or not _of_a_day(code) or code not in run.codes:
        return None
    if place not in areas_of(scope=scope, run=run) or code in run.no_source:
        return None
    ends = [min(one.end, run.as_of) for one in kept(DEFAULT_KIND, run.as_of)]
    if as_of not in ends:
        return None
    found = held(run=run, area=place, kind=DEFAULT_KIND, codes=[code]).get(code)
    value = found[0][ends.index(as_of)] if found else 0
    return None if value is None else Figure(Decimal(value), known_at(run=run, area=place), as_of)


def _of_a_day(code: str) -> bool:
    found = entry(code)
    return found is not None and found.show == COUNT and found.period == "STOCK" and found.scale == 1
