"""One square per area, placed so that neighbours stay neighbours: every commune counts the same, however large.

The squares are the cells of a grid about as wide and high as the province; which area takes which cell is an
assignment problem: together, all areas lie as near as can be to where they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, cos, radians, sqrt

import numpy as np
from scipy.optimize import linear_sum_assignment

Place = tuple[float, float]  # longitude, latitude
SIDE, GAP = 36, 3  # of a tile as it is drawn, in steps of the frame
FITS, LINE = 8, 7.5  # letters in a line of a tile, and how far lines stand apart
ROOM = 1.0  # cells for an area: none is left empty but at the end of the last row


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A cell of the grid, counted from the upper left corner, from nought."""

    row: int
    column: int


def tiles(places: Mapping[str, Place]) -> dict[str, Tile]:
    """A cell for every area of ``places``; the same for the same places, in whatever order they come."""
    codes = sorted(places)
    if not codes:
        return {}
    x, y = _spread(np.array([places[code] for code in codes], dtype=float))
    columns, rows = _size(len(codes), x, y)
    cells = np.array([(row, column) for row in range(rows) for column in range(columns)], dtype=float)
    down = (_ranks(-y) * rows)[:, None] - (cells[:, 0] + 0.5)[None, :]
    across = (_ranks(x) * columns)[:, None] - (cells[:, 1] + 0.5)[None, :]
    taken = linear_sum_assignment(down**2 + across**2)[1]
    return {code: Tile(int(cells[cell][0]), int(cells[cell][1])) for code, cell in zip(codes, taken, strict=True)}


def _spread(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Degrees to a plane on which both directions measure the same."""
    return points[:, 0] * cos(radians(float(points[:, 1].mean()))), points[:, 1]


def _size(count: int, x: np.ndarray, y: np.ndarray) -> tuple[int, int]:
    """Columns and rows of a grid shaped like the province, between twice as wide as high and the other way round."""
    wide, high = float(np.ptp(x)) or 1e-6, float(np.ptp(y)) or 1e-6
    shape = min(2.0, max(0.5, wide / high))
    columns = max(1, round(sqrt(count * ROOM * shape)))
    return columns, ceil(count * ROOM / columns)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Half where an area lies, half its place in the row of all: towns full of small wards get room."""
    order = np.empty(len(values))
    order[np.argsort(values, kind="stable")] = np.arange(len(values))
    rank = (order + 0.5) / len(values)
    reach = float(np.ptp(values)) or 1.0
    return 0.5 * rank + 0.5 * (values - values.min()) / reach


def words_in_tile(name: str, *, top: int) -> tuple[tuple[str, str], ...]:
    """A name in lines that fit a tile drawn from ``top`` down, the middle of them in its middle: (y, words) each."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + len(word) < FITS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    first = top + SIDE / 2 + LINE * 0.35 - LINE * (len(lines) - 1) / 2
    return tuple((f"{first + LINE * at:.1f}", line) for at, line in enumerate(lines))
