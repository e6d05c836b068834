"""GeoJSON polygons to SVG paths: degrees become whole steps of a frame, so a border two areas share stays one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

Ring = Sequence[Sequence[float]]  # [longitude, latitude] pairs; the last repeats the first
Polygons = Sequence[Sequence[Ring]]  # coordinates of a MultiPolygon
Step = tuple[int, int]

WIDTH = 1000  # steps across; one is about 200 m on a province


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle of degrees that is shown, and how many steps it measures."""

    west: float
    north: float
    scale: float  # steps for a degree of latitude
    narrowing: float  # of a degree of longitude here
    width: int
    height: int

    @classmethod
    def around(cls, points: Iterable[Sequence[float]], *, width: int = WIDTH) -> Frame:
        """The frame ``width`` steps wide that holds all places (longitude, latitude)."""
        longitudes, latitudes = zip(*((p[0], p[1]) for p in points), strict=True)
        west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
        narrowing = cos(radians((north + south) / 2))
        scale = width / (((east - west) or 1e-6) * narrowing)
        return cls(west, north, scale, narrowing, width, max(1, round((north - south) * scale)))

    def step(self, longitude: float, latitude: float) -> Step:
        """Where a place stands, from the upper left corner."""
        x = (longitude - self.west) * self.narrowing * self.scale
        return round(x), round((self.north - latitude) * self.scale)


@dataclass(frozen=True, slots=True)
class Outline:
    """One area ready to draw: ``path`` for SVG, and a place well inside it for a mark or a name."""

    path: str
    middle: Step


def outlines(areas: Mapping[str, Polygons], *, width: int = WIDTH) -> tuple[Frame, dict[str, Outline]]:
    """Every area in one common frame ``width`` steps wide.

    Raises:
        ValueError: there is nothing to draw.
    """
    points = [point for polygons in areas.values() for ring in _rings(polygons) for point in ring]
    if not points:
        raise ValueError("no outlines")
    frame = Frame.around(points, width=width)
    return frame, {code: outline(polygons, frame) for code, polygons in areas.items()}


def _rings(polygons: Polygons) -> Iterator[Ring]:
    for polygon in polygons:
        yield from polygon


def outline(polygons: Polygons, frame: Frame) -> Outline:
    """One area in a frame, which may be smaller than the area."""
    rings = [_steps(ring, frame) for ring in _rings(polygons)]
    largest = max((_steps(polygon[0], frame) for polygon in polygons), key=lambda ring: abs(_area(ring)))
    return Outline("".join(_path(ring) for ring in rings if len(ring) > 2), _middle(largest))


def _steps(ring: Ring, frame: Frame) -> list[Step]:
    """The ring in steps, points that fall together kept once, without the repeated last."""
    steps: list[Step] = []
    for point in ring:
        step = frame.step(point[0], point[1])
        if not steps or steps[-1] != step:
            steps.append(step)
    if len(steps) > 1 and steps[0] == steps[-1]:
        steps.pop()
    return steps


def _path(ring: Sequence[Step]) -> str:
    """Relative moves: a third of the length of absolute ones."""
    (x, y), parts = ring[0], []
    for nx, ny in ring[1:]:
        parts.append(f"{nx - x} {ny - y}".replace(" -", "-"))
        x, y = nx, ny
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(parts)}z"


def _area(ring: Sequence[Step]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def _middle(ring: Sequence[Step]) -> Step:
    """The middle of the widest stretch on the line half way down: inside the area, whatever its shape."""
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    level = (top + bottom) / 2 + 0.25  # never through a corner: those stand on whole steps or halves between them
    cuts = sorted(_cuts(ring, level))
    stretches = list(zip(cuts[::2], cuts[1::2], strict=False))
    if not stretches:
        return ring[0]
    left, right = max(stretches, key=lambda pair: pair[1] - pair[0])
    return round((left + right) / 2), round(level)


def _cuts(ring: Sequence[Step], level: float) -> Iterator[float]:
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 < level) != (y2 < level):
            yield x1 + (level - y1) * (x2 - x1) / (y2 - y1)
