"""A layer put on paper: outlines where the province brought its borders, tiles that keep neighbours otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone

from binhyen.kit.maps import GAP, SIDE, Frame, Tile, outlines, tiles, words_in_tile
from binhyen.registers.territories import queries as territories
from binhyen.registers.territories.models import Commune

from .shading import shades
from .values import Asked, Layer, Shape, Sheet, Value

Place = tuple[int, int, str]  # x, y, path


@dataclass(frozen=True, slots=True)
class Ask:
    """A layer for a reader; ``tiled`` asks for tiles even where borders are known."""

    layer: Layer
    asked: Asked
    tiled: bool = False


def sheet(ask: Ask) -> Sheet:
    """The map of a province, every commune of the day on it once. Three queries and those of the layer."""
    communes = list(territories.communes(on=ask.asked.on, province_code=ask.asked.province))
    codes, newest = _borders(ask.asked.province)
    complete = bool(communes) and all(row.pk in codes for row in communes)
    values = ask.layer.read(ask.asked)
    looks, legend = shades(ask.layer, values, [row.pk for row in communes])
    places = _coordinates(communes)
    tiled = ask.tiled or not complete
    frame: Frame | None = None
    if tiled:
        drawn, width, height = _tiled(communes, places)
    else:
        drawn, frame = _outlined(ask.asked.province, newest, frozenset(row.pk for row in communes))
        width, height = frame.width, frame.height
    shapes = [_shape(row, looks[row.pk], values.get(row.pk), drawn[row.pk]) for row in communes]
    return Sheet(
        ask.layer,
        ask.asked.province,
        shapes,
        legend,
        width,
        height,
        tiled,
        complete,
        len(places) == len(communes),
        SIDE,
        frame,
    )


def _shape(row: Commune, look: tuple[str, int], value: Value | None, place: Place) -> Shape:
    x, y, path = place
    lines = () if path else words_in_tile(row.name, top=y)
    return Shape(row.pk, row.full_name, look[0], value, x, y, path, look[1], x + SIDE // 2, lines)


def in_order(drawn: Sheet) -> list[Shape]:
    """For the table: by place in the legend, the highest figures first, then by name as they came."""
    known = [shape for shape in drawn.shapes if shape.value]
    unknown = [shape for shape in drawn.shapes if not shape.value]
    if drawn.layer.kinds:
        return sorted(known, key=lambda shape: shape.step) + unknown
    return sorted(known, key=lambda shape: -(shape.value.number or 0 if shape.value else 0)) + unknown


def end_of(day: date | None) -> datetime | None:
    """The last moment of a day here; None stays None."""
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


def _coordinates(communes: list[Commune]) -> dict[str, tuple[float, float]]:
    return {
        row.pk: (float(row.longitude), float(row.latitude))
        for row in communes
        if row.longitude is not None and row.latitude is not None
    }


def _tiled(communes: list[Commune], places: Mapping[str, tuple[float, float]]) -> tuple[dict[str, Place], int, int]:
    """Tiles where the communes lie; where not all coordinates are known, in the order of their names."""
    if len(places) == len(communes):
        taken = tiles(places)
    else:
        across = max(1, round(len(communes) ** 0.5))
        taken = {row.pk: Tile(at // across, at % across) for at, row in enumerate(communes)}
    step = SIDE + GAP
    drawn = {code: (tile.column * step, tile.row * step, "") for code, tile in taken.items()}
    wide = max((tile.column for tile in taken.values()), default=0) + 1
    high = max((tile.row for tile in taken.values()), default=0) + 1
    return drawn, wide * step - GAP, high * step - GAP


def _borders(province: str) -> tuple[frozenset[str], int]:
    """Codes of the areas whose outlines the province brought, and the newest row: imported anew, it is another."""
    rows = dict(territories.boundaries(province_code=province).values_list("area_code", "pk"))
    return frozenset(rows), max(rows.values(), default=0)


@lru_cache(maxsize=4)
def _outlined(province: str, newest: int, codes: frozenset[str]) -> tuple[dict[str, Place], Frame]:
    """Drawn once for as long as the outlines are the same; a province's are a megabyte to read."""
    rows = territories.boundaries(province_code=province).filter(pk__lte=newest, area_code__in=codes)
    frame, lines = outlines({row.area_code: row.polygons for row in rows})
    return {code: (*line.middle, line.path) for code, line in lines.items()}, frame
