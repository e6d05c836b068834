"""Roads of communes to a class, with their steps and the duties behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.classification.models import Roadmap, RoadmapStep
from binhyen.operations.directives.models import Duty
from binhyen.operations.directives.queries.register import RegisterFilter, register
from binhyen.operations.directives.queries.visible import visible_duties

MOST_DUTIES = 20


@dataclass(frozen=True, slots=True)
class Road:
    roadmap: Roadmap
    steps: Sequence[RoadmapStep]

    @property
    def done(self) -> int:
        return sum(one.done_on is not None for one in self.steps)

    def late(self, on: date) -> int:
        return sum(one.done_on is None and one.due_on < on for one in self.steps)


def _steps() -> QuerySet[RoadmapStep]:
    return RoadmapStep.objects.filter(removed_at=None).select_related("duty", "done_by").order_by("due_on", "position")


def road(*, commune: str) -> Road | None:
    """The open road of a commune. Two queries."""
    found = (
        Roadmap.objects.filter(commune_code=commune, closed_at=None)
        .select_related("made_by")
        .prefetch_related(Prefetch("steps", queryset=_steps(), to_attr="live_steps"))
        .first()
    )
    return Road(found, found.live_steps) if found else None


def roads(*, communes: Sequence[str]) -> dict[str, Road]:
    """Open roads by commune. Two queries."""
    rows = Roadmap.objects.filter(commune_code__in=communes, closed_at=None).prefetch_related(
        Prefetch("steps", queryset=_steps(), to_attr="live_steps")
    )
    return {row.commune_code: Road(row, row.live_steps) for row in rows}


def duties(*, scope: Scope, on: date, search: str) -> list[Duty]:
    """Duties the reader sees that a step may stand for, by words; none without words."""
    if not search.strip():
        return []
    return list(register(scope=scope, on=on, asked=RegisterFilter(text=search))[:MOST_DUTIES])


def seen_duties(*, scope: Scope, on: date, steps: Sequence[RoadmapStep]) -> frozenset[int]:
    """The duties behind steps that the reader may open."""
    wanted = [one.duty_id for one in steps if one.duty_id]
    if not wanted:
        return frozenset()
    return frozenset(visible_duties(scope, on).filter(pk__in=wanted).values_list("pk", flat=True))
