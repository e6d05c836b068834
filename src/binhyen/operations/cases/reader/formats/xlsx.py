""".xlsx and .xlsm: values only, sheet by sheet and row by row, with hidden rows, merged ranges and formulas told.

A macro is never run: the part that holds it is not opened.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from binhyen.kit.vietnamese.legacy import convert, vietnamese_share
from binhyen.operations.cases.reader.limits import MAX_CELL_CHARS, MAX_COLUMNS, MAX_MERGES
from binhyen.operations.cases.reader.values import Merge, RawRow, SheetCounts, SheetInfo, Value

from .package import elements, guarded, local, opened, tail_after
from .sheet import Numbering, Sheet
from .xlsx_parts import PLAIN, Style, Workbook, text_of, workbook

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')
_DATA = b"sheetData"
_DATA_END = re.compile(rb"</(?:\w{1,20}:)?sheetData\s*>")
_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_LAST_SERIAL = 2_958_465  # 31/12/9999
_TAIL_BYTES = 64 * 1024 * 1024  # merged ranges, checks and pictures of a sheet


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets of a package that was seen to hold spreadsheet parts."""
    with guarded():
        package = opened(data)
        book = workbook(package)
        return [_sheet(package, book, index) for index in range(len(book.sheets))]


def _sheet(package: zipfile.ZipFile, book: Workbook, index: int) -> Sheet:
    part = book.sheets[index]
    with package.open(part.path) as stream:
        tail = tail_after(stream, _DATA_END, at_most=_TAIL_BYTES)
    merges = tuple(_merges(tail))
    with package.open(part.path) as stream:
        hidden = frozenset(_hidden_columns(stream))
    info = SheetInfo(part.name, index, part.hidden, merges, hidden)
    return Sheet(info, partial(_rows, package, part.path, book))


def _merges(tail: bytes) -> Iterator[Merge]:
    for count, found in enumerate(_MERGE.finditer(tail)):
        if count >= MAX_MERGES:
            return
        left, top, right, bottom = (each.decode() for each in found.groups())
        yield Merge(int(top), column_number(left), int(bottom), column_number(right))


def _hidden_columns(stream: Any) -> Iterator[int]:
    head = stream.read(1 << 16)
    for found in re.finditer(rb"<(?:\w+:)?col\s([^>]*)>", head.split(_DATA)[0]):
        said = dict(re.findall(rb'(\w+)="([^"]*)"', found.group(1)))
        if (
            said.get(b"hidden") in (b"1", b"true")
            and said.get(b"min", b"").isdigit()
            and said.get(b"max", b"").isdigit()
        ):
            yield from range(int(said[b"min"]) - 1, min(int(said[b"max"]), MAX_COLUMNS))


def column_number(letters: str) -> int:
    """ "A" -> 0, "AA" -> 26."""
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number - 1


def _rows(package: zipfile.ZipFile, path: str, book: Workbook, counts: SheetCounts) -> Iterator[RawRow]:
    numbering, columns = Numbering(), _Columns()
    with guarded(), package.open(path) as stream:
        for element in elements(stream, "row"):
            number = numbering.next(element.get("r"))
            values = _cells(element, book, columns, counts)
            if values:
                yield RawRow(number, values, element.get("hidden") in ("1", "true"))


class _Columns(dict[str, int]):
    """ "B17" without its digits, remembered."""

    def __missing__(self, letters: str) -> int:
        number = column_number(letters) if letters.isascii() and letters.isalpha() and len(letters) <= 3 else -1
        self[letters] = number
        return number


def _cells(element: Any, book: Workbook, columns: _Columns, counts: SheetCounts) -> list[Value]:
    values: list[Value] = []
    column = -1
    for cell in element:
        reference = cell.get("r")
        said = columns[reference.rstrip("0123456789")] if reference else -1
        column = said if said > column else column + 1
        value = _value(cell, book, counts) if len(cell) else None
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if column >= MAX_COLUMNS:
            counts.beyond += 1
            continue
        if column > len(values):
            values.extend([None] * (column - len(values)))
        values.append(value)
    return values


def _value(cell: Any, book: Workbook, counts: SheetCounts) -> Value:
    kind, style_id = cell.get("t"), cell.get("s")
    style = book.styles[int(style_id)] if style_id and int(style_id) < len(book.styles) else PLAIN
    only = cell[0] if len(cell) == 1 else None
    if only is None or not isinstance(only.tag, str) or not only.tag.endswith("}v"):
        raw, inline = _inside(cell, counts)
        if inline is not None:
            return _text(text_of(inline), style)
    else:
        raw = only.text
    if raw is None:
        return None
    if kind == "s":
        text = book.strings[int(raw)]
        return text if style.legacy is None else _text(text, style)
    return _typed(kind, raw, style, book)


def _inside(cell: Any, counts: SheetCounts) -> tuple[str | None, Any]:
    """The value and the inline text of a cell with a formula, or in an unusual order."""
    raw, inline = None, None
    for child in cell:
        name = local(child)
        if name == "v":
            raw = child.text
        elif name == "is":
            inline = child
        elif name == "f":
            counts.formulas += 1
    return raw, inline


def _typed(kind: str | None, raw: str, style: Style, book: Workbook) -> Value:
    if kind in ("str", "e", "inlineStr"):
        return _text(raw, style)
    if kind == "b":
        return raw.strip() == "1"
    if kind == "d":
        return iso_moment(raw)
    return _number(raw, style, book)


def _text(text: str, style: Style) -> str:
    text = text[:MAX_CELL_CHARS]
    if style.legacy is None or max(text, default="") >= "\u0100":
        return text
    turned = convert(text, style.legacy, capitals=style.capitals)
    return turned if vietnamese_share(turned) >= vietnamese_share(text) else text


def _number(raw: str, style: Style, book: Workbook) -> Value:
    number = float(raw)
    if style.day and 0 < number <= _LAST_SERIAL:
        return moment(number, base_1904=book.base_1904)
    whole = tidy(number)
    if style.zeros and isinstance(whole, int) and whole >= 0:
        return str(whole).zfill(style.zeros)
    return whole


def tidy(number: float) -> int | float | None:
    """3.0 -> 3; what is no number at all is nothing."""
    if number != number or number in (float("inf"), float("-inf")):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def moment(serial: float, *, base_1904: bool = False) -> date | datetime:
    """The day (or moment) of a serial number of Excel; serials before March 1900 count a day that never was."""
    days = int(serial)
    start = _EPOCH_1904 if base_1904 else _EPOCH + timedelta(days=days < 60)
    day = start + timedelta(days=days)
    seconds = round((serial - days) * 86_400)
    if not seconds or seconds >= 86_400:
        return day
    return datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001 - a cell has no zone


def iso_moment(raw: str) -> date | str:
    """A day as an ISO text; the text as it is where it is no day."""
    try:
        return date.fromisoformat(raw.strip()[:10])
    except ValueError:
        return raw[:MAX_CELL_CHARS]
