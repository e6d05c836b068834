"""All communes beside each other, and one commune with everything of a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from binhyen.foundation.access.values import Scope
from binhyen.operations.offences.models import OffenceParty, Route
from binhyen.operations.offences.permissions import Permission, may
from binhyen.operations.offences.rules.periods import Period
from binhyen.operations.offences.values import AreaStanding, Measure, Table
from binhyen.registers.territories.models import Commune, Population
from binhyen.registers.territories.queries import figures
from binhyen.registers.territories.values import PopulationKind

from .lists import Line, lines
from .rows import MODELS
from .standing import standing

NOTHING = AreaStanding(commune="")


@dataclass(frozen=True, slots=True)
class AreaLine:
    """``people`` is the population actually residing, None where nobody has said."""

    commune: Commune
    counts: AreaStanding
    people: int | None
    as_of: date | None

    @property
    def points(self) -> int:
        return self.counts.points_suspected + self.counts.points_established


def overview(*, places: Mapping[str, Commune], period: Period, known_at: datetime) -> list[AreaLine]:
    """One line for each commune. Six queries, whatever their number."""
    codes = list(places)
    stood = standing(communes=codes, start=period.start, on=period.on, known_at=known_at)
    people = figures(kind=PopulationKind.RESIDENCE, on=period.on, known_at=known_at, communes=codes)
    return [_line(one, stood[code], people.get(code)) for code, one in places.items()]


def _line(commune: Commune, counts: AreaStanding, figure: Population | None) -> AreaLine:
    return AreaLine(commune, counts, figure.people if figure else None, figure.as_of if figure else None)


SORTS = {
    "ten": lambda one: one.commune.sort_key,
    "bat": lambda one: one.counts.arrested,
    "cu-tru": lambda one: one.counts.resident_offenders,
    "truy-na": lambda one: one.counts.wanted_hiding,
    "diem": lambda one: one.points,
    "cay": lambda one: one.counts.plants,
    "dan": lambda one: one.people or 0,
}


def in_order(rows: Sequence[AreaLine], sort: str) -> list[AreaLine]:
    """By one of ``SORTS``, "-" for the greatest first; equal ones in Vietnamese order."""
    key: Any = SORTS.get(sort.removeprefix("-"), SORTS["ten"])
    ordered = sorted(rows, key=lambda one: bytes(one.commune.sort_key))
    return sorted(ordered, key=key, reverse=sort.startswith("-"))


def whole(rows: Sequence[AreaLine]) -> dict[str, Any]:
    """Sums over the communes; a person arrested in two communes is two here, once in each."""
    names = ("arrested", "resident_offenders", "wanted_hiding", "points_suspected", "points_established", "plants")
    sums: dict[str, Any] = {name: sum(getattr(one.counts, name) for one in rows) for name in names}
    sums["plants_m2"] = sum(one.counts.plants_m2 for one in rows)
    sums["points"] = sums["points_suspected"] + sums["points_established"]
    return sums


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows behind the counts of a commune, of one table."""

    table: Table
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class AreaPage:
    line: AreaLine
    evidence: Sequence[Evidence]  # empty for who reads counts only
    routes: Sequence[Route]


_BEHIND = {
    Table.OFFENCES: (Measure.ARRESTED, Measure.RESIDENT_OFFENDERS, Measure.RESIDENT_VIOLATORS),
    Table.POINTS: (
        Measure.POINTS_ESTABLISHED,
        Measure.POINTS_SUSPECTED,
        Measure.POINTS_ESTABLISHED_IN_PERIOD,
        Measure.POINTS_SUSPECTED_IN_PERIOD,
    ),
    Table.PLANTS: (Measure.PLANTS, Measure.PLANTS_STANDING),
    Table.WANTED: (Measure.WANTED_HIDING,),
}


def area(*, commune: Commune, period: Period, known_at: datetime, scope: Scope) -> AreaPage:
    """Everything of one commune in a period, as known at a moment; the rows for who may read them."""
    line = overview(places={commune.code: commune}, period=period, known_at=known_at)[0]
    evidence = _evidence(commune, line.counts, known_at) if may(scope, Permission.READ) else []
    ids = line.counts.route_rows
    known = Q(known_to__isnull=True) | Q(known_to__gt=known_at)
    found = Route.objects.filter(known, record__in=ids, known_from__lte=known_at).order_by("kind", "name")
    return AreaPage(line, evidence, list(found))


def _evidence(commune: Commune, counts: AreaStanding, known_at: datetime) -> list[Evidence]:
    found = []
    known = Q(known_to__isnull=True) | Q(known_to__gt=known_at)
    for table, measures in _BEHIND.items():
        ids = {number for one in measures for number in counts.behind(one)}
        if table is Table.OFFENCES:
            parties = OffenceParty.objects.filter(record__in=ids)
            ids = set(parties.values_list("offence_id", flat=True))
        model: Any = MODELS[table]
        rows = list(model.objects.filter(known, record__in=ids, known_from__lte=known_at).order_by("-record"))
        found.append(Evidence(table, lines(table=table, rows=rows, places={commune.code: commune})))
    return found
