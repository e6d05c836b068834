"""The figure of very days, counted from the last snapshot when somebody opens it. Nothing is kept."""

from dataclasses import dataclass
from datetime import datetime

from binhyen.monitoring.indicators.queries.boards import Asked
from binhyen.monitoring.indicators.rules.dictionary import Entry
from binhyen.monitoring.indicators.rules.reading import Figure, read
from binhyen_analytics.measures import CATALOGUE, Period, compute
from binhyen_analytics.snapshot import latest

from . import snapshot as snapshots
from .figures import unknown_before_classes


@dataclass(frozen=True, slots=True)
class Exact:
    """A figure as it was known at ``then``, and as it is known at ``moment``."""

    figure: Figure
    then: datetime
    now: Figure
    moment: datetime

    @property
    def changed(self) -> bool:
        return self.figure != self.now


def figure(*, entry: Entry, wanted: Asked) -> Exact | None:
    """The figure of an area over ``wanted.days``; None before a snapshot was ever taken, or of what none is counted of.

    A part of a second on two cores: one indicator, one area, at most two periods.
    """
    taken = latest(snapshots.folder())
    if taken is None or wanted.days is None or entry.code not in CATALOGUE:
        return None
    if wanted.area not in snapshots.areas(taken):
        return None
    then = min(wanted.known_at or taken.moment, taken.moment)
    days = wanted.days.start, wanted.days.end
    periods = [Period(*days, one) for one in sorted({then, taken.moment})]
    table = compute(taken, codes=[entry.code], areas=[wanted.area], periods=periods)
    rows = unknown_before_classes(table, snapshot=taken).select(["numerator", "denominator", "status"]).to_pylist()
    found = [
        read(entry, one["numerator"], one["denominator"], source=one["status"] != "NO_SOURCE") for one in rows
    ]  # fmt: skip
    return Exact(found[0], then, found[-1], taken.moment)
