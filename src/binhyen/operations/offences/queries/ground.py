"""The ground of one commune to draw: its outline and its neighbours', their names, how long five kilometres are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any

from django.db.models import QuerySet

from binhyen.kit.maps import Frame, outline
from binhyen.operations.offences.rules.spots import KM_OF_DEGREE, Reach
from binhyen.operations.offences.values import PointStatus, Table
from binhyen.registers.territories.models import Boundary, Commune
from binhyen.registers.territories.queries import boundaries

from .columns import SPOTTED
from .labels import LOOKS, words
from .spots import Located, reaches

WIDTH, MARGIN, KM = 600, 0.12, 5
AROUND = 1.0  # neighbours have their middle within three times the width; only their outlines are read

type Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Name:
    x: int
    y: int
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of the commune at its place."""

    x: int
    y: int
    look: str
    label: str
    table: str
    record: int


@dataclass(frozen=True, slots=True)
class Ground:
    frame: Frame
    own: str  # the outline's path, "" where the province brought none
    others: Sequence[str]
    names: Sequence[Name]
    bar: int  # steps of five kilometres
    marks: Sequence[Mark] = ()


def ground(*, commune: Commune) -> Ground | None:
    """The commune's ground; None where neither its outline nor its place is known. At most four queries."""
    borders = boundaries(province_code=commune.province_id)
    own, reach = borders.filter(area_code=commune.code).first(), reaches(codes=[commune.code]).get(commune.code)
    box = _wider(_box(own)) if own else _circle(reach) if reach else None
    if box is None:
        return None
    frame = Frame.around([(box[0], box[1]), (box[2], box[3])], width=WIDTH)
    around = _centres(_wider(box, AROUND)).exclude(code=commune.code).values("code")
    near = [one for one in borders.filter(area_code__in=around) if _meet(_box(one), box)]
    return Ground(
        frame,
        outline(own.polygons, frame).path if own else "",
        [outline(one.polygons, frame).path for one in near],
        _names(commune, box, frame),
        round(KM / KM_OF_DEGREE * frame.scale),
    )


def marked(drawn: Ground | None, rows: Iterable[Located]) -> Ground | None:
    """The same with the rows that have a place."""
    if drawn is None:
        return None
    marks = [
        Mark(
            *drawn.frame.step(float(one.longitude), float(one.latitude)),
            LOOKS[one.kind],
            words(one),
            one.table.value,
            one.record,
        )
        for one in rows
        if one.latitude is not None and one.longitude is not None
    ]
    return replace(drawn, marks=marks)


def on_the_ground(*, table: Table, row: Any, established: bool = False) -> Ground | None:
    """One row at its place; None where nobody has stated it.

    ``established``: of a point, whether there are papers for it; one that is only suspected has another sign.
    """
    if table not in SPOTTED or not row.spot:
        return None
    commune = Commune.objects.filter(code=row.commune_code).first()
    drawn = ground(commune=commune) if commune else None
    if drawn is None:
        return None
    standing = PointStatus.ESTABLISHED if established else PointStatus.SUSPECTED
    look = LOOKS[row.nature if table is Table.OFFENCES else standing]
    return replace(drawn, marks=[Mark(*_place(drawn, row), look, row.spot, table.value, row.record_id)])


def _place(drawn: Ground, row: Any) -> tuple[int, int]:
    return drawn.frame.step(float(row.longitude), float(row.latitude))


def _names(commune: Commune, box: Box, frame: Frame) -> list[Name]:
    return [
        Name(*frame.step(float(x), float(y)), name, own=code == commune.code)
        for code, name, x, y in _centres(box).values_list("code", "name", "longitude", "latitude")
        if x is not None and y is not None
    ]


def _centres(box: Box) -> QuerySet[Commune]:
    west, south, east, north = box
    return Commune.objects.filter(longitude__range=(west, east), latitude__range=(south, north), valid_to=None)


def _box(one: Boundary) -> Box:
    points = [point for polygon in one.polygons for point in polygon[0]]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _wider(box: Box, margin: float = MARGIN) -> Box:
    aside, above = (box[2] - box[0]) * margin, (box[3] - box[1]) * margin
    return box[0] - aside, box[1] - above, box[2] + aside, box[3] + above


def _circle(reach: Reach) -> Box:
    north = reach.km / KM_OF_DEGREE
    east = north / cos(radians(reach.latitude))
    return reach.longitude - east, reach.latitude - north, reach.longitude + east, reach.latitude + north


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
