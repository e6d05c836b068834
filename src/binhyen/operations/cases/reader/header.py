"""The rows of headings of a table: where they stand, and one path of headings for each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from binhyen.kit.vietnamese.text import collapse, search_key

from .headings import heading_key, is_heading, is_part_heading
from .limits import MAX_COLUMNS
from .values import Merge, RawRow, Value

_MOST_ROWS = 5  # headings deeper than this have not been seen
_LETTERHEAD = re.compile(
    r"\b(cong hoa xa hoi|doc lap tu do|uy ban nhan dan|ubnd|cong an|danh sach|bieu mau|kem theo|mau so|bo cong an|"
    r"tinh den|phu luc)\b"
)
_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[A-Z])\s*\)?")
_KEY_HEADINGS = frozenset(
    ("ho va ten", "ho ten", "stt", "tt", "so tt", "nam sinh", "ngay sinh", "cccd", "cmnd", "so cccd", "so cmnd", "ten")
)


@dataclass(frozen=True, slots=True)
class Header:
    """``starts_at`` and ``size``: place within the rows looked at. ``blocks``: tables side by side, column -> path."""

    starts_at: int
    size: int
    rows: tuple[int, int] | None  # row numbers on the sheet
    blocks: tuple[dict[int, tuple[str, ...]], ...]
    leaves: tuple[tuple[int, str], ...]  # (column, key) of the lowest headings, to know them again below


def texts(values: Sequence[Value]) -> dict[int, str]:
    """The cells of a row that hold words."""
    return {at: collapse(value) for at, value in enumerate(values) if isinstance(value, str) and value.strip()}


def filled(values: Sequence[Value]) -> list[int]:
    """Where a row holds anything."""
    return [at for at, value in enumerate(values) if value is not None]


def is_numbers_row(values: Sequence[Value]) -> bool:
    """ "(1) (2) (3)", "1 2 3 4" or "A B 1 2 3": the numbers of the columns."""
    cells = [values[at] for at in filled(values)]
    if len(cells) < 3:
        return False
    found = [_NUMBER.fullmatch(str(cell).strip()) if isinstance(cell, int | str) else None for cell in cells]
    said = [hit.group(1) for hit in found if hit]
    if len(said) < len(cells) or any(isinstance(cell, bool) for cell in cells):
        return False
    numbers = [int(each) for each in said if each.isdecimal()]
    letters = [each for each in said if not each.isdecimal()]
    rising = all(later == one + 1 for one, later in zip(numbers, numbers[1:], strict=False))
    return rising and len(numbers) >= 2 and numbers[0] <= 3 and letters == sorted(set(letters))


def header_in(rows: list[RawRow], merges: tuple[Merge, ...]) -> Header | None:
    """The first rows of headings among these rows; None where there are none."""
    for at, row in enumerate(rows):
        if not is_header_row(row.values):
            continue
        first = _upwards(rows, at, merges)
        last = _downwards(rows, at, merges)
        block = rows[first : last + 1]
        paths = _paths(block, merges)
        size = last - first + 1
        if last + 1 < len(rows) and is_numbers_row(rows[last + 1].values):
            size += 1
        leaves = tuple((column, heading_key(path[-1])) for column, path in paths.items() if path)
        return Header(first, size, (block[0].number, block[-1].number), _side_by_side(paths), leaves)
    return None


def is_header_row(values: Sequence[Value]) -> bool:
    """At least three headings (two when one is a name or a number), and hardly anything that is not one."""
    cells = texts(values)
    hits = sum(is_heading(text) for text in cells.values())
    if hits < 2:
        return False
    others = len(filled(values)) - hits
    key = any(heading_key(text) in _KEY_HEADINGS for text in cells.values())
    if hits == 2:
        return key and others <= 1
    return others <= hits + 2 or (key and others <= 2 * hits)


def _upwards(rows: list[RawRow], at: int, merges: tuple[Merge, ...]) -> int:
    """Headings above the row with most of them: groups written over several columns."""
    first = at
    while first > 0 and at - first < 2:
        row = rows[first - 1]
        cells = texts(row.values)
        if len(cells) < 2 or len(cells) != len(filled(row.values)) or rows[first].number - row.number > 1:
            break
        wide = [each for each in merges if each.top <= row.number <= each.bottom and each.right > each.left]
        if any(_LETTERHEAD.search(search_key(text)) for text in cells.values()):
            break
        if len(wide) < 2 and not any(is_heading(text) for text in cells.values()):
            break
        first -= 1
    return first


def _downwards(rows: list[RawRow], at: int, merges: tuple[Merge, ...]) -> int:
    last = at
    while last + 1 < len(rows) and last - at < _MOST_ROWS:
        top, below = rows[last], rows[last + 1]
        deep = [each for each in merges if each.top <= top.number < each.bottom and each.bottom - each.top < _MOST_ROWS]
        covered = any(each.bottom >= below.number for each in deep) and below.number - rows[at].number < _MOST_ROWS
        if not (_all_words(below.values) and (covered or _sub_headings(top.values, below.values))):
            break
        last += 1
    return last


def _all_words(values: Sequence[Value]) -> bool:
    cells = texts(values)
    return len(cells) == len(filled(values)) and not any(each.isdecimal() for each in cells.values())


def _sub_headings(above: Sequence[Value], values: Sequence[Value]) -> bool:
    """Headings under a group without merged cells, as a .csv has them: they fill places the row above leaves empty."""
    cells = texts(values)
    if not cells or is_numbers_row(values):
        return False
    known = sum(is_part_heading(text) for text in cells.values())
    free = sum(at >= len(above) or above[at] is None for at in cells)
    return known >= 2 and known * 5 >= len(cells) * 4 and free >= 1 and len(cells) <= len(texts(above)) + free


def _paths(block: list[RawRow], merges: tuple[Merge, ...]) -> dict[int, tuple[str, ...]]:
    width = min(MAX_COLUMNS, max(len(row.values) for row in block))
    grid = [[texts(row.values).get(at, "") for at in range(width)] for row in block]
    numbers = {row.number: place for place, row in enumerate(block)}
    spread = False
    for each in merges:
        place = numbers.get(each.top)
        if place is not None and each.right > each.left and each.left < width:
            spread = True
            for column in range(each.left + 1, min(each.right + 1, width)):
                grid[place][column] = grid[place][column] or grid[place][each.left]
    if not spread:
        _spread_groups(grid)
    return {at: _path(grid, at) for at in range(width)}


def _spread_groups(grid: list[list[str]]) -> None:
    """Without merged cells a group reaches right over the empty cells that have a heading below."""
    for place, line in enumerate(grid[:-1]):
        below = grid[place + 1]
        for at in range(1, len(line)):
            if not line[at] and below[at] and below[at - 1] and line[at - 1]:
                line[at] = line[at - 1]


def _path(grid: list[list[str]], at: int) -> tuple[str, ...]:
    path: list[str] = []
    for line in grid:
        text = line[at]
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _side_by_side(paths: dict[int, tuple[str, ...]]) -> tuple[dict[int, tuple[str, ...]], ...]:
    """Two lists beside each other carry the same headings twice: each is a table of its own."""
    keys = {at: heading_key(path[-1]) for at, path in paths.items() if path}
    names = [at for at, key in keys.items() if key in ("ho va ten", "ho ten")]
    first = min(keys, default=0)
    starts = [at for at, key in keys.items() if key == keys.get(first)]
    if len(names) < 2 or len(starts) != len(names):
        return (paths,)
    ends = [*starts[1:], max(paths) + 1]
    return tuple({at: paths[at] for at in range(start, end)} for start, end in zip(starts, ends, strict=True))
