"""Where rows lie: how far from a commune its places may be, and everything of a day that has a place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from binhyen.foundation.access.values import Scope
from binhyen.operations.offences.models import Offence, UsePoint, UsePointFact
from binhyen.operations.offences.permissions import Permission, may
from binhyen.operations.offences.rules import spots
from binhyen.operations.offences.rules.points import ORDER
from binhyen.operations.offences.rules.problems import Problem
from binhyen.operations.offences.values import STANDING, OffenceDetails, PointDetails, PointStatus, Table
from binhyen.registers.territories.models import Commune


def reaches(*, codes: Iterable[str]) -> dict[str, spots.Reach]:
    """How far the places of communes may lie; a commune without coordinates is left out. One query."""
    rows = Commune.objects.filter(code__in=set(codes))
    return {
        code: spots.reach_of(latitude=float(y), longitude=float(x), area_km2=float(area) if area else None)
        for code, y, x, area in rows.values_list("code", "latitude", "longitude", "area_km2")
        if y is not None and x is not None
    }


def problems(
    details: OffenceDetails | PointDetails, *, known: Mapping[str, spots.Reach] | None = None
) -> list[Problem]:
    """Whether the place lies near the commune. ``known``: reaches asked for before; else one query where needed."""
    if details.latitude is None or details.longitude is None:
        return []
    reach = (known or reaches(codes=[details.commune_code])).get(details.commune_code)
    return spots.check((details.latitude, details.longitude), reach)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A row of a day. ``kind`` is a PointStatus or a Nature; without degrees nobody has stated where it was."""

    table: Table
    record: int
    commune: str
    kind: str
    on: date
    latitude: Decimal | None
    longitude: Decimal | None

    @property
    def placed(self) -> bool:
        return self.latitude is not None


def located(
    *, tables: Iterable[Table], scope: Scope, start: date, on: date, known_at: datetime, commune: str = ""
) -> list[Located]:
    """Points that stood on the day ``on``, offences of [``start``, ``on``], as known at ``known_at``; by commune.

    Of the communes within reach, for who may read rows; empty for anybody else. At most two queries for each table.
    """
    if not may(scope, Permission.READ):
        return []
    where = Q() if scope.province_wide else Q(commune_code__in=sorted(scope.areas))
    where &= Q(commune_code=commune) if commune else Q()
    known = Q(known_to__isnull=True) | Q(known_to__gt=known_at)
    asked = where & known & Q(known_from__lte=known_at)
    found = _points(asked, on) if Table.POINTS in tables else []
    if Table.OFFENCES in tables:
        rows = Offence.objects.filter(asked, occurred_on__range=(start, on))
        found += [
            _line(Table.OFFENCES, *row)
            for row in rows.values_list("record_id", "commune_code", "nature", "occurred_on", "latitude", "longitude")
        ]
    return sorted(found, key=lambda one: (one.commune, one.table, one.record))


def _line(table: Table, record: int, commune: str, kind: str, on: date, *degrees: Any) -> Located:
    return Located(
        table=table, record=record, commune=commune, kind=kind, on=on, latitude=degrees[0], longitude=degrees[1]
    )  # fmt: skip


def _points(asked: Q, on: date) -> list[Located]:
    """What each point was at the end of the day, of those that stand."""
    last: dict[int, tuple[date, int, str]] = {}
    facts = UsePointFact.objects.filter(asked, on__lte=on).order_by("pk")
    for point, status, day in facts.values_list("point_id", "status", "on"):
        step = (day, ORDER.index(PointStatus(status)), status)
        if point not in last or step >= last[point]:
            last[point] = step
    rows = UsePoint.objects.filter(asked, record__in=[point for point, step in last.items() if step[2] in STANDING])
    return [
        _line(Table.POINTS, record, commune, last[record][2], last[record][0], latitude, longitude)
        for record, commune, latitude, longitude in rows.values_list(
            "record_id", "commune_code", "latitude", "longitude"
        )
    ]


def unplaced(rows: Sequence[Located]) -> int:
    return sum(not one.placed for one in rows)
