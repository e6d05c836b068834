"""Table rows: of Word, markdown, HTML or tabs, and tables whose cells a PDF reader wrote one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .marks import clean_runs
from .values import RawLine
from .words import fold

_HTML_ROW = re.compile(r"<tr\b[^>]*>(?P<cells>.*?)(?=<tr\b|</tr>|$)", re.IGNORECASE | re.DOTALL)
_HTML_CELL = re.compile(r"<t[dh]\b[^>]*>(?P<cell>.*?)(?=<t[dh]\b|</t[dh]>|$)", re.IGNORECASE | re.DOTALL)
_FIRST_HEAD = re.compile(r"(?:tt|stt|số\s*tt)\s*$")
_HEAD = re.compile(
    r"(?:tên\s+)?(?:nội dung|nhiệm vụ|công việc|hoạt động)|(?:(?:đơn vị|cơ quan)\s+)?(?:chủ trì|phối hợp|thực hiện)"
    r"|thời (?:gian|hạn)|tiến độ|hoàn thành|sản phẩm|kết quả|ghi chú|trách nhiệm"
)
_WHO_OR_WHEN = re.compile(r"chủ trì|thực hiện|thời|hoàn thành")
_END = re.compile(r"[IVX]{1,4}\s*[.)]\s|Nơi nhận|PHỤ LỤC|(?:TM|KT)\.\s|Phần\s|Ghi chú")
_MOST_LINES = 14  # a row of more lines is no row


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a cell with the line and column each stretch came from."""

    parts: tuple[tuple[RawLine, str, int], ...]

    @property
    def text(self) -> str:
        return " ".join(text for _, text, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Row:
    line: RawLine
    cells: tuple[Cell, ...]


def rows_of(line: RawLine) -> list[Row]:
    """The rows a line holds: one for most, several for HTML on one line, none for plain text."""
    if "<td" in line.text or "<th" in line.text:
        return [
            Row(line, tuple(_cell(line, found["cell"], row.start("cells") + found.start("cell")) for found in cells))
            for row in _HTML_ROW.finditer(line.text)
            if (cells := list(_HTML_CELL.finditer(row["cells"])))
        ]
    if line.cells and "\t".join(line.cells) != line.text:
        return [Row(line, tuple(_cell(line, cell, max(0, line.text.find(cell))) for cell in line.cells))]
    if line.cells or _tabbed(line.text):
        return [_split(line, line.text, "\t", 0)]
    text = line.text.strip()
    if text.startswith("|") and text.endswith("|") and text.count("|") >= 3:
        start = line.text.index("|") + 1
        return [_split(line, line.text[start : line.text.rindex("|")], "|", start)]
    return []


def _cell(line: RawLine, text: str, column: int) -> Cell:
    return Cell(((line, text, column),))


def _tabbed(text: str) -> bool:
    return "\t" in text and len([cell for cell in text.split("\t") if cell.strip()]) >= 2


def _split(line: RawLine, text: str, separator: str, column: int) -> Row:
    cells = []
    for cell in text.split(separator):
        cells.append(_cell(line, cell, column))
        column += len(cell) + 1
    return Row(line, tuple(cells))


def flat_rows(lines: Sequence[RawLine], start: int) -> tuple[list[Row], int] | None:
    """A table whose cells stand one below the other from ``lines[start]`` on, with the number of the line after it.

    Its heads come first ("TT", "Nội dung", "Đơn vị chủ trì" …), then each row from its running number on.
    """
    if lines[start].cells or not _FIRST_HEAD.match(fold(_clean(lines[start]))):
        return None
    heads, at = _heads(lines, start)
    if (
        len(heads) < 3
        or sum(bool(re.search(r"chủ trì|thực hiện|thời|hoàn thành", fold(head.text))) for head in heads) < 1
    ):
        return None
    rows = [Row(lines[start], tuple(heads))]
    number = 1
    while (found := _row(lines, at, number, len(heads))) is not None:
        row, at = found
        rows.append(row)
        number += 1
    return (rows, at) if len(rows) > 1 else None


def _clean(line: RawLine) -> str:
    return "".join(text for text, _ in clean_runs(line.text)).strip()


def _heads(lines: Sequence[RawLine], start: int) -> tuple[list[Cell], int]:
    heads: list[Cell] = []
    for at in range(start, min(len(lines), start + 24)):
        words = _clean(lines[at])
        if not words:
            continue
        if words == "1" or (heads and not _HEAD.match(fold(words))):
            return heads, at
        heads.append(_cell(lines[at], lines[at].text, 0))
    return heads, start + 24


def _row(lines: Sequence[RawLine], start: int, number: int, width: int) -> tuple[Row, int] | None:
    """The row that begins with ``number`` at ``start`` (blank lines before it are passed over)."""
    at = start
    while at < len(lines) and not _clean(lines[at]):
        at += 1
    if at >= len(lines) or _clean(lines[at]).rstrip(".") != str(number):
        return None
    first = lines[at]
    chunks, at = _chunks(lines, at + 1, number + 1, width - 1)
    if not chunks:
        return None
    if len(chunks) > width - 1:  # the words of the row were torn apart: they are its first cells
        torn = len(chunks) - (width - 2)
        chunks = [[line for chunk in chunks[:torn] for line in chunk], *chunks[torn:]]
    cells = [_cell(first, first.text, 0), *(Cell(tuple((line, line.text, 0) for line in chunk)) for chunk in chunks)]
    return Row(first, tuple(cells)), at


def _chunks(lines: Sequence[RawLine], start: int, following: int, width: int) -> tuple[list[list[RawLine]], int]:
    """Lines of a row up to the next running number: by blank lines where there are any, else line by line."""
    body: list[RawLine | None] = []
    at = start
    while at < len(lines) and at - start < 3 * _MOST_LINES:
        words = _clean(lines[at])
        if _END.match(words):
            break
        if words.rstrip(".") == str(following) and not _page_number(lines, at, body, width):
            break
        if re.fullmatch(r"\d{1,3}", words):  # a page number
            words = ""
        body.append(lines[at] if words else None)
        at += 1
    spaced = None in body[:-1] and any(line is not None for line in body[body.index(None) :])
    return _grouped(body, spaced=spaced), at


def _page_number(lines: Sequence[RawLine], at: int, body: Sequence[RawLine | None], width: int) -> bool:
    """A running number that comes too early, and comes again soon, is the number of a page."""
    if sum(line is not None for line in body) >= width:
        return False
    return any(_clean(line) == _clean(lines[at]) for line in lines[at + 1 : at + _MOST_LINES])


def _grouped(body: Sequence[RawLine | None], *, spaced: bool) -> list[list[RawLine]]:
    chunks: list[list[RawLine]] = [[]]
    for line in body:
        if line is None:
            chunks.append([])
        elif spaced:
            chunks[-1].append(line)
        else:
            chunks.append([line])
    chunks = [chunk for chunk in chunks if chunk]
    return chunks if len(chunks) <= _MOST_LINES else []
