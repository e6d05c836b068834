"""Pages as readers of PDF files and scans hand them on, and how pages become numbered lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.operations.directives.reader.values import RawLine

_LINES_AROUND = 2  # a running head, a page number: lines that may stand between two parts of one table
_SAME_COLUMN = 6.0  # points
_OPENS_IN_CELL = re.compile(r"[-–+•*]\s|\(?[a-zđ\d]{1,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class TextLine:
    text: str
    bold: bool = False
    left: float = 0.0  # where it begins and ends, points; 0 where unknown
    right: float = 0.0
    first: float = 0.0  # width of its first word, with a space


@dataclass(frozen=True, slots=True)
class TableRows:
    columns: tuple[float, ...]  # x of the upright lines
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class PageText:
    items: list[TextLine | TableRows] = field(default_factory=list)
    letters: int = 0
    pictures: bool = False


def numbered(pages: list[PageText]) -> list[RawLine]:
    """All lines in order; tables that go on over a page break are one table."""
    lines: list[RawLine] = []
    tables = 0
    open_table: TableRows | None = None  # the table a page ended with
    for number, page in enumerate(pages, 1):
        for at, item in enumerate(page.items):
            if isinstance(item, TextLine):
                lines.append(RawLine(number=len(lines) + 1, text=item.text, page=number, bold=item.bold))
                continue
            goes_on = at <= _LINES_AROUND and open_table is not None and _same_columns(open_table, item)
            tables += 0 if goes_on else 1
            for row in item.rows:
                _add_row(lines, row, number, tables)
        open_table = next((item for item in page.items[-1 - _LINES_AROUND :] if isinstance(item, TableRows)), None)
    return lines


def _same_columns(before: TableRows, after: TableRows) -> bool:
    return len(before.columns) == len(after.columns) and all(
        abs(here - there) < _SAME_COLUMN for here, there in zip(before.columns, after.columns, strict=True)
    )


def _add_row(lines: list[RawLine], cells: tuple[str, ...], page: int, table: int) -> None:
    """A row cut by the end of a page is put together; a head row printed again on the next page is dropped."""
    before = next((line for line in reversed(lines[-1 - 2 * _LINES_AROUND :]) if line.table == table), None)
    if before and before.page != page:
        head = next(line for line in lines if line.table == table)
        if head.cells == cells:
            return
        if not cells[0].strip() and any(cells) and len(cells) == len(before.cells):
            whole = tuple(f"{a} {b}".strip() for a, b in zip(before.cells, cells, strict=True))
            lines[before.number - 1] = replace(before, cells=whole, text="\t".join(whole))
            return
    lines.append(RawLine(number=len(lines) + 1, text="\t".join(cells), page=page, cells=cells, table=table))


def cell_text(lines: Iterable[str]) -> str:
    """Lines wrapped by the width of the cell joined; a dash or a number starts a line of its own."""
    out: list[str] = []
    for piece in lines:
        line = collapse(clean(piece))
        if out and line and not _OPENS_IN_CELL.match(line):
            out[-1] += " " + line
        elif line:
            out.append(line)
    return "\n".join(out)
