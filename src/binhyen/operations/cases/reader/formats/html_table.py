"""Tables of a web page that some systems hand out under the name .xls."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from lxml import etree, html

from binhyen.operations.cases.reader.limits import MAX_CELL_CHARS, MAX_COLUMNS, MAX_SHEETS
from binhyen.operations.cases.reader.values import Merge, RawRow, SheetCounts, SheetInfo, Unreadable, Value

from .package import CORRUPT, guarded
from .sheet import Sheet

_MAX_HTML_BYTES = 40 * 1024 * 1024  # a page is held whole: 20,000 rows are some 10 MB


def sheets_of(data: bytes, name: str) -> list[Sheet]:
    """Each outermost table of the page is a sheet."""
    if len(data) > _MAX_HTML_BYTES:
        raise Unreadable("TOO_LARGE", "Tệp quá lớn. Hãy mở bằng Excel, lưu thành tệp .xlsx rồi thả lại.")
    with guarded():
        root = etree.fromstring(data, html.HTMLParser(huge_tree=False, no_network=True))
        if root is None:
            raise CORRUPT
        tables = root.xpath("//table[not(ancestor::table)]")[:MAX_SHEETS]
        grids = [_grid(each) for each in tables]
    sheets = [_sheet(grid, merges, name, index) for index, (grid, merges) in enumerate(grids) if grid]
    if not sheets:
        raise Unreadable("EMPTY", "Tệp là một trang web không có bảng nào. Hãy thả danh sách dạng .xlsx.")
    return sheets


def _sheet(grid: list[list[Value]], merges: tuple[Merge, ...], name: str, index: int) -> Sheet:
    return Sheet(SheetInfo(f"{name} ({index + 1})" if index else name, index, merges=merges), partial(_rows, grid))


def _rows(grid: list[list[Value]], _: SheetCounts) -> Iterator[RawRow]:
    for number, values in enumerate(grid, 1):
        if any(each is not None for each in values):
            yield RawRow(number, list(values))


def _grid(table: Any) -> tuple[list[list[Value]], tuple[Merge, ...]]:
    grid: list[list[Value]] = []
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    for top, line in enumerate(table.iter("tr")):
        values: list[Value] = []
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            while (top, column) in taken:
                column += 1
            if column >= MAX_COLUMNS:
                break
            wide, deep = _span(cell, "colspan"), _span(cell, "rowspan")
            if wide > 1 or deep > 1:
                merges.append(Merge(top + 1, column, top + deep, column + wide - 1))
                taken.update((top + down, column + right) for down in range(deep) for right in range(wide))
            values.extend([None] * (column - len(values)))
            values.append(" ".join("".join(cell.itertext()).split())[:MAX_CELL_CHARS] or None)
            column += wide
        grid.append(values)
    return grid, tuple(merges)


def _span(cell: Any, name: str) -> int:
    said = cell.get(name) or "1"
    return min(max(int(said), 1), MAX_COLUMNS) if said.isdecimal() and len(said) < 6 else 1
