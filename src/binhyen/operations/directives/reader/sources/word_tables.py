"""Word tables: rows on one grid, merged cells filled in, letterhead and signature tables told from real ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .limits import MAX_NESTING
from .xml_parts import Element, attribute, child, local, value

Cell = list[str]  # its lines
_MAX_SPAN = 63  # Word's own limit of columns
LETTERHEAD = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+X[AÃ]\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN|Độc lập\s*[-–]|Nơi nhận|Kính gửi|^\s*Số\s*:"
    r"|^\s*(?:TM|KT|TL|TUQ|Q)\.\s|^\s*PHỤ LỤC",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Table:
    rows: list[list[Cell]]
    bordered: bool


def table_of(element: Element, lines_of: Callable[[Element], list[str]], depth: int = 0) -> Table:
    """Rows of a table. A cell merged downwards repeats its text in every row it covers; one merged to the right
    stands first, with empty cells behind it. ``lines_of`` gives the printed lines of a paragraph."""
    rows: list[list[Cell]] = []
    above: dict[int, Cell] = {}
    for row in _children(element, "tr"):
        if child(row, "trPr", "del") is not None:  # a row deleted under tracked changes
            continue
        cells: list[Cell] = [[] for _ in range(_skipped(row, "gridBefore"))]
        for cell in _children(row, "tc"):
            properties = child(cell, "tcPr")
            span = _number(value(properties, "gridSpan"), 1)
            merge = child(properties, "vMerge")
            content = _lines(cell, lines_of, depth)
            at = len(cells)
            if merge is not None and attribute(merge, "val") != "restart":
                content = above.get(at, content)
            elif merge is not None:
                above[at] = content
            else:
                above.pop(at, None)
            cells.append(content)
            cells += [[] for _ in range(min(span, _MAX_SPAN) - 1)]
        if any(cells):
            rows.append(cells)
    return Table(rows, _is_bordered(element))


def is_layout(table: Table) -> bool:
    """A table that only places text side by side: the letterhead, the signature block, a frame of one cell."""
    if not table.rows:
        return True
    width = max(len(row) for row in table.rows)
    if width == 1 or len(table.rows) <= 4 and width <= 3 and LETTERHEAD.search(_text(table)):
        return True
    return width == 2 and len(table.rows) == 1 and not table.bordered


def _text(table: Table) -> str:
    return "\n".join(line for row in table.rows for cell in row for line in cell)


def _children(element: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also those inside content controls."""
    for each in element:
        if local(each) == name:
            yield each
        elif local(each) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _children(each, name)


def _lines(cell: Element, lines_of: Callable[[Element], list[str]], depth: int) -> Cell:
    found: Cell = []
    if depth > MAX_NESTING:
        return found
    for element in cell:
        name = local(element)
        if name == "p":
            found += lines_of(element)
        elif name == "tbl":
            inner = table_of(element, lines_of, depth + 1)
            found += [" – ".join(" ".join(each) for each in row if each) for row in inner.rows]
        elif name in ("sdt", "sdtContent", "customXml"):
            found += _lines(element, lines_of, depth + 1)
    return found


def _skipped(row: Element, name: str) -> int:
    return min(_number(value(row, "trPr", name), 0), _MAX_SPAN)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 5 else default


def _is_bordered(element: Element) -> bool:
    """Borders of its own or by a style; Word's plain table has neither."""
    properties = child(element, "tblPr")
    borders = child(properties, "tblBorders")
    if borders is not None:
        return any(attribute(side, "val") not in (None, "none", "nil") for side in borders)
    return value(properties, "tblStyle") not in (None, "TableNormal")
