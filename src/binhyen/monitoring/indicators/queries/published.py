"""What everybody may read."""

from dataclasses import dataclass

from binhyen.monitoring.indicators.models import Publication
from binhyen.monitoring.indicators.rules.periods import Period
from binhyen.operations.cases.queries.totals import LISTS

from .boards import named
from .closings import period_of

ALL = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An area: people by list, "" for all three; None is withheld."""

    name: str
    people: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    publication: Publication
    period: Period
    province: Line
    communes: list[Line]


def latest() -> Shown | None:
    """The figures published last. Three queries."""
    found = Publication.objects.select_related("closing").order_by("-published_at", "-pk").first()
    if found is None:
        return None
    figures = {(area, on_list): people for area, on_list, people in found.figures}
    lines = {
        code: Line(name, tuple(figures.get((code, on_list), 0) for on_list in (*LISTS, ALL)))
        for code, name in named({area for area, _ in figures})
    }
    province = lines.pop(found.province)
    return Shown(found, period_of(found.closing), province, list(lines.values()))
