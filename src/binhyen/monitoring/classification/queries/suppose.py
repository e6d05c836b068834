""" "If …" for one commune: supposed changes folded into its facts of the days to come. Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from binhyen.monitoring.classification.models import Scenario
from binhyen.monitoring.classification.rules.whatif import Step, course, reached
from binhyen.monitoring.classification.values import AreaFacts, Change, ChangeKind, PersonKey
from binhyen.operations.offences.values import Measure

from .facts import Area, areas, people_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """A change as a page names it: somebody of the commune, a point of it, or so many of something new."""

    kind: ChangeKind
    day: date
    person_id: int | None = None
    row_id: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Supposition:
    """What follows from a supposition: the class on each day, and from when all three criteria would be met."""

    steps: tuple[Step, ...]
    met_from: date | None

    @property
    def last(self) -> Step:
        return self.steps[-1]


def suppose(
    *,
    commune: str,
    on: date,
    until: date,
    changes: Sequence[Supposed],
    chosen: Mapping[str, str],
    at: datetime,
    known_at: datetime | None = None,
) -> Supposition:
    """The class of a commune on ``on``, on each day something is supposed to happen, and on ``until``.

    Days to come hold what ends by law until then, so a commune may meet all three by waiting alone. Nine queries a day.
    """
    days = sorted({on, until, *(one.day for one in changes if on <= one.day <= until)})
    found = {day: areas(communes=[commune], on=day, at=at, known_at=known_at)[commune] for day in days}
    keys = {day: _keys(commune, day, known_at) if _named(changes) else {} for day in days}

    def facts_on(day: date) -> AreaFacts:
        return found[day].facts

    def changes_on(day: date) -> list[Change]:
        return [_change(one, keys[day], found[day]) for one in changes if one.day <= day]

    steps = course(days, facts_on, changes_on, chosen)
    return Supposition(steps, reached(steps, lambda result: result.drug_free))


def scenarios(*, commune: str) -> list[Scenario]:
    """Saved suppositions of a commune with their changes, the latest first. Two queries."""
    return list(
        Scenario.objects.filter(commune_code=commune)
        .select_related("made_by")
        .prefetch_related("changes")
        .order_by("-made_at")
    )


def supposed(scenario: Scenario) -> list[Supposed]:
    """The changes of a saved supposition."""
    return [
        Supposed(kind=ChangeKind(one.kind), day=one.day, person_id=one.person_id, row_id=one.row_id, count=one.count)
        for one in scenario.changes.all()
    ]


def _named(changes: Sequence[Supposed]) -> bool:
    return any(one.person_id for one in changes)


def _keys(commune: str, on: date, known_at: datetime | None) -> dict[int, PersonKey]:
    return {one.person_id: one.key for one in people_of(commune=commune, on=on, known_at=known_at)}


def _change(one: Supposed, keys: Mapping[int, PersonKey], area: Area) -> Change:
    """With how the person would stand that day by itself, and which kind of point it is."""
    suspected = area.standing.behind(Measure.POINTS_SUSPECTED)
    row = f"p{one.person_id}" if one.person_id else f"r{one.kind}{one.row_id}" if one.row_id else ""
    return Change(
        kind=one.kind,
        day=one.day,
        before=keys.get(one.person_id) if one.person_id else None,
        established=one.row_id not in suspected,
        count=one.count if not one.row_id else _there(one, area),
        row=row,
    )


def _there(one: Supposed, area: Area) -> int:
    """1 while the named point or wanted person still stands that day, else nothing is left to close."""
    measures = (
        (Measure.WANTED_HIDING,)
        if one.kind == ChangeKind.WANTED_GONE
        else (Measure.POINTS_SUSPECTED, Measure.POINTS_ESTABLISHED)
    )
    return int(any(one.row_id in area.standing.behind(measure) for measure in measures))
