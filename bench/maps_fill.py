"""Gives a filled installation a map to draw: outlines of its communes, and as many rows with places as asked.

``python -m bench.maps_fill 2207``. The outlines are made up: nearest-centre cells whose borders wander like rivers do,
about as many corners as simplified real ones; two neighbours share every corner of their border.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from binhyen.foundation.database.session import prepare

prepare("app")

import numpy as np  # noqa: E402
from django.utils import timezone  # noqa: E402
from scipy.spatial import Voronoi  # noqa: E402

from binhyen.foundation.access.rls import scope_in_database  # noqa: E402
from binhyen.foundation.access.values import THE_SYSTEM  # noqa: E402
from binhyen.operations.offences.actions.bulk import load_rows  # noqa: E402
from binhyen.operations.offences.models import Offence  # noqa: E402
from binhyen.operations.offences.values import (  # noqa: E402
    OffenceDetails,
    OffenceRow,
    PointDetails,
    PointRow,
    PointStatus,
    PointStep,
    StatedRow,
)
from binhyen.registers.territories import actions, queries  # noqa: E402
from binhyen.registers.territories.models import Commune  # noqa: E402
from binhyen.registers.territories.values import AreaLevel, AreaShape  # noqa: E402

PROVINCE, SOURCE = "15", "bench: made up"
HALVINGS, WANDER = 5, 0.16  # of each stretch of a border: 32 pieces; how far its middle moves, of its length
DAYS_BACK, SPREAD = 300, 0.04  # of a row's day; of its place about the middle of its commune, degrees
EVERY = 4  # one row of four is a point

type Corner = tuple[float, float]


def outlines_of(centres: dict[str, Corner]) -> list[AreaShape]:
    """A cell for every centre, bounded by a frame of far centres."""
    inner = np.array(list(centres.values()))
    low, high = inner.min(axis=0), inner.max(axis=0)
    wide = high - low
    ring = [low + wide * np.array(at) for at in _ring()]
    cells = Voronoi(np.vstack([inner, ring]))
    shapes = []
    for number, code in enumerate(centres):
        found = [cells.vertices[at] for at in cells.regions[cells.point_region[number]]]
        corners = [(float(x), float(y)) for x, y in found]
        pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
        border = [place for start, end in pairs for place in list(_wandering(start, end))[:-1]]
        shapes.append(AreaShape(code, (((*border, border[0]),),)))
    return shapes


def _ring() -> Iterator[Corner]:
    for at in np.linspace(-0.1, 1.1, 13):
        yield from ((float(at), -0.1), (float(at), 1.1), (-0.1, float(at)), (1.1, float(at)))


def _wandering(start: Corner, end: Corner) -> Iterator[Corner]:
    """From corner to corner; the same the other way round, so that neighbours share it."""
    first, last = sorted((start, end))
    chance = random.Random(f"{first}{last}")
    line = [first, last]
    for _ in range(HALVINGS):
        halves = [(_between(a, b, chance), b) for a, b in zip(line, line[1:], strict=False)]
        line = [line[0], *(corner for pair in halves for corner in pair)]
    yield from line if first == start else line[::-1]


def _between(a: Corner, b: Corner, chance: random.Random) -> Corner:
    move = chance.uniform(-WANDER, WANDER)
    return (a[0] + b[0]) / 2 - move * (b[1] - a[1]), (a[1] + b[1]) / 2 + move * (b[0] - a[0])


def rows_of(centres: dict[str, Corner], count: int, at: datetime, today: date) -> Iterator[tuple[StatedRow, datetime]]:
    chance, codes = random.Random(count), list(centres)
    for number in range(count):
        code = codes[number % len(codes)]
        x, y = centres[code]
        place = {
            "latitude": Decimal(f"{y + chance.gauss(0, SPREAD):.4f}"),
            "longitude": Decimal(f"{x + chance.gauss(0, SPREAD):.4f}"),
        }
        on = today - timedelta(days=chance.randrange(DAYS_BACK))
        if number % EVERY == 0:
            step = PointStep(status=chance.choice((PointStatus.SUSPECTED, PointStatus.ESTABLISHED)), on=on)
            yield PointRow(details=PointDetails(commune_code=code, **place), steps=(step,)), at
        else:
            details = OffenceDetails(occurred_on=on, commune_code=code, articles=("249",), **place)
            yield OffenceRow(details=details), at


def main(count: int) -> None:
    at = timezone.now()
    today = timezone.localdate(at)
    found = Commune.objects.filter(province=PROVINCE, valid_to=None, latitude__isnull=False)
    centres = {code: (float(x), float(y)) for code, x, y in found.values_list("code", "longitude", "latitude")}
    shapes = outlines_of(centres)
    with scope_in_database(THE_SYSTEM):
        if not queries.boundaries(province_code=PROVINCE).exists():
            actions.import_boundaries(shapes=shapes, level=AreaLevel.COMMUNE, source=SOURCE, on=today, by=None, at=at)
        more = count - Offence.objects.filter(latitude__isnull=False).count() * EVERY // (EVERY - 1)
        load_rows(rows=rows_of(centres, more, at, today), by=None, at=at, source="bench")
    corners = sum(len(shape.polygons[0][0]) for shape in shapes)
    print(json.dumps({"polygons": len(shapes), "corners": corners}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
