"""Where most offences and points of the demonstration lie: about its commune's middle, never outside its reach."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from math import cos, pi, radians, sin, sqrt

from binhyen.operations.offences.queries.spots import reaches
from binhyen.operations.offences.rules.spots import EXACT, KM_OF_DEGREE, Reach
from binhyen.operations.offences.values import OffenceRow, PointKind, PointRow, StatedRow

STATED = 0.85  # of the rows; nobody has stated where the others are
INNER = 0.4  # of the reach: about as far as the commune's edge


class Spots:
    """A chance of its own: the rest of the story is the same with places as without."""

    def __init__(self, codes: list[str]) -> None:
        self.reaches: Mapping[str, Reach] = reaches(codes=codes)
        self.chance = random.Random("places")  # noqa: S311 - a story, no secret

    def of(self, row: StatedRow) -> StatedRow:
        """The same row with a place, where it is one that may have a place."""
        if not isinstance(row, OffenceRow | PointRow):
            return row
        reach = self.reaches.get(row.details.commune_code)
        moving = isinstance(row, PointRow) and row.details.kind == PointKind.VEHICLE
        if reach is None or moving or self.chance.random() > STATED:
            return row
        away, way = INNER * reach.km * sqrt(self.chance.random()), 2 * pi * self.chance.random()
        latitude = reach.latitude + away * sin(way) / KM_OF_DEGREE
        longitude = reach.longitude + away * cos(way) / KM_OF_DEGREE / cos(radians(reach.latitude))
        north, east = _exact(latitude), _exact(longitude)
        if isinstance(row, PointRow):
            return replace(row, details=replace(row.details, latitude=north, longitude=east))
        return replace(row, details=replace(row.details, latitude=north, longitude=east))


def _exact(degrees: float) -> Decimal:
    return Decimal(str(degrees)).quantize(EXACT)
