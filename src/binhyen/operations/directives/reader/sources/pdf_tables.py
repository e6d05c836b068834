"""Tables of a PDF page from its ruling lines: plain geometry on segments, no library of its own.

Coordinates are PDF points (1/72 inch), y upwards. A table is a set of lines that touch; its cells are what the lines
enclose, so merged cells come out whole and repeat their text in every row they cover downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

TOLERANCE = 2.5  # lines closer than this are the same line: 0.9 mm, twice the thickest table rule
_SHORTEST = 8.0  # shorter strokes are letters or ticks
MAX_SEGMENTS = 1_500  # a page with more is a drawing or a map


@dataclass(frozen=True, slots=True)
class Stroke:
    """A horizontal (``y0 == y1``) or vertical (``x0 == x1``) line; ``x0 <= x1``, ``y0 <= y1``."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def flat(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's outline and, row by row from the top, the box of each column's cell (None: covered from the left)."""

    box: Box
    columns: tuple[float, ...]  # x of the vertical lines
    rows: tuple[tuple[Box | None, ...], ...]


def stroke_of(left: float, bottom: float, right: float, top: float) -> Stroke | None:
    """A thin box as the line it draws; None for anything that is no rule."""
    width, height = right - left, top - bottom
    if height <= TOLERANCE and width >= _SHORTEST:
        middle = (bottom + top) / 2
        return Stroke(left, middle, right, middle)
    if width <= TOLERANCE and height >= _SHORTEST:
        middle = (left + right) / 2
        return Stroke(middle, bottom, middle, top)
    return None


def grids(strokes: Sequence[Stroke]) -> list[Grid]:
    """The tables a page's lines make, from the top of the page down."""
    if not 4 <= len(strokes) <= MAX_SEGMENTS:
        return []
    found = [grid for group in _touching(strokes) if (grid := _grid(group))]
    return sorted(found, key=lambda grid: -grid.box.top)


def _touching(strokes: Sequence[Stroke]) -> Iterable[list[Stroke]]:
    """Groups of lines that meet, directly or through others."""
    parent = list(range(len(strokes)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    order = sorted(range(len(strokes)), key=lambda at: strokes[at].x0)
    open_: list[int] = []
    for at in order:
        here = strokes[at]
        open_ = [other for other in open_ if strokes[other].x1 + TOLERANCE >= here.x0]
        for other in open_:
            there = strokes[other]
            if there.y0 - TOLERANCE <= here.y1 and here.y0 - TOLERANCE <= there.y1:
                parent[root(at)] = root(other)
        open_.append(at)
    groups: dict[int, list[Stroke]] = {}
    for at in range(len(strokes)):
        groups.setdefault(root(at), []).append(strokes[at])
    return groups.values()


def _grid(group: list[Stroke]) -> Grid | None:
    flat = [stroke for stroke in group if stroke.flat]
    upright = [stroke for stroke in group if not stroke.flat]
    ys = sorted(_merged([stroke.y0 for stroke in flat]), reverse=True)
    xs = _merged([stroke.x0 for stroke in upright])
    if len(xs) < 3 or len(ys) < 2:
        return None
    has_right = _presence(xs[1:-1], ys, upright, along=lambda stroke: (stroke.x0, stroke.y0, stroke.y1))
    has_below = _presence(ys[1:-1], xs, flat, along=lambda stroke: (stroke.y0, stroke.x0, stroke.x1))
    rows = []
    for row in range(len(ys) - 1):
        cells: list[Box | None] = []
        column = 0
        while column < len(xs) - 1:
            last = column
            while last < len(xs) - 2 and (last, row) not in has_right:
                last += 1
            top, bottom = row, row
            while top > 0 and (top - 1, column) not in has_below:
                top -= 1
            while bottom < len(ys) - 2 and (bottom, column) not in has_below:
                bottom += 1
            cells.append(Box(xs[column], ys[bottom + 1], xs[last + 1], ys[top]))
            cells += [None] * (last - column)
            column = last + 1
        rows.append(tuple(cells))
    return Grid(Box(xs[0], ys[-1], xs[-1], ys[0]), tuple(xs), tuple(rows))


def _presence(
    lines: list[float],
    across: list[float],
    strokes: list[Stroke],
    along: Callable[[Stroke], tuple[float, float, float]],
) -> set[tuple[int, int]]:
    """(number of the inner line, number of the band it crosses) wherever a line is really drawn."""
    found: set[tuple[int, int]] = set()
    bands = [sorted(pair) for pair in zip(across, across[1:], strict=False)]
    for stroke in strokes:
        place, begin, end = along(stroke)
        for at, line in enumerate(lines):
            if abs(line - place) > TOLERANCE * 1.5:
                continue
            for band, (low, high) in enumerate(bands):
                middle = (low + high) / 2
                if begin - TOLERANCE <= middle <= end + TOLERANCE:
                    found.add((at, band))
    return found


def _merged(places: list[float]) -> list[float]:
    """Sorted places, those of one line taken together."""
    out: list[float] = []
    last = None
    for place in sorted(places):
        if last is None or place - last > TOLERANCE * 1.5:
            out.append(place)
        last = place
    return out
