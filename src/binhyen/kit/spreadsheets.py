"""Spreadsheets out and in: every sheet that leaves says who took it, when and what for.

Cells of text are always text: a name that begins with "=" is never a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, BinaryIO

import python_calamine
import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from binhyen.kit.spreadsheet_rows import FORMULA_STARTS, GUARDED, LOCAL, RowWriter
from binhyen.kit.vietnamese.text import clean

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 32_767  # characters, a limit of the format
_LONGEST_SHEET_NAME = 31
_BAD_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_HEAD_ROWS = 5  # title, who, when, why, blank; the names of the columns follow
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST_MARK = 120  # characters of one part of a printed page's head or foot; the format allows 255 in all


class Kind(StrEnum):
    TEXT = "TEXT"
    NUMBER = "NUMBER"
    DECIMAL = "DECIMAL"  # with one decimal place or more, as given
    DAY = "DAY"
    MOMENT = "MOMENT"


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int = 18  # characters
    kind: Kind = Kind.TEXT
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """Who took the table, when, what for. ``at`` is a moment with a zone; printed in Vietnamese time.

    ``more`` are further lines below; ``mark`` stands at the top of every printed page, with the page's number below.
    """

    title: str
    who: str
    at: datetime
    why: str
    more: Sequence[str] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


class SpreadsheetUnreadable(Exception):
    """The file is no spreadsheet we can read; the message is a Vietnamese sentence."""


def write(*, header: Header, sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx: on every sheet the header, names of columns that stay in view, filters, widths, A4 landscape."""
    out = io.BytesIO()
    _fill(xlsxwriter.Workbook(out, {"in_memory": True, **_PLAIN}), header, sheets)
    return out.getvalue()


def write_into(out: BinaryIO, *, header: Header, sheets: Sequence[Sheet]) -> None:
    """The same into an open file, row by row: any number of rows in constant memory. Rows are asked for once."""
    _fill(xlsxwriter.Workbook(out, {"constant_memory": True, **_PLAIN}), header, sheets)


def _fill(book: Any, header: Header, sheets: Sequence[Sheet]) -> None:
    book.set_properties({"title": header.title, "author": header.who, "created": header.at.replace(tzinfo=None)})
    styles = _styles(book)
    taken: set[str] = set()
    for sheet in sheets:
        _write_sheet(book.add_worksheet(_sheet_name(sheet.name, taken)), header, sheet, styles)
    book.close()


def read(*, data: bytes, sheet: int = 0) -> list[list[Any]]:
    """Rows of one sheet of .xlsx, .xls, .xlsb or .ods: str, float, bool, date, datetime, time; "" for an empty cell."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise SpreadsheetUnreadable(
            "Không mở được bảng tính: tệp hỏng, có mật khẩu, hoặc không phải .xlsx, .xls, .ods."
        ) from error


def attachment(*, data: bytes, file_name: str) -> HttpResponse:
    """The answer that hands a spreadsheet out as a file."""
    answer = HttpResponse(data, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, file_name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _styles(book: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 12}
    cell = font | {"valign": "top", "border": 1, "border_color": "#C9C4B7"}
    return {
        "title": book.add_format(font | {"bold": True, "font_size": 14}),
        "head": book.add_format(font | {"italic": True}),
        "column": book.add_format(
            cell | {"bold": True, "text_wrap": True, "bg_color": "#EDF7F5", "valign": "vcenter", "align": "center"}
        ),
        Kind.TEXT: book.add_format(cell | {"text_wrap": True}),
        GUARDED: book.add_format(cell | {"text_wrap": True, "quote_prefix": True}),
        Kind.NUMBER: book.add_format(cell | {"num_format": "#,##0"}),
        Kind.DECIMAL: book.add_format(cell | {"num_format": "#,##0.0#"}),
        Kind.DAY: book.add_format(cell | {"num_format": "dd/mm/yyyy", "align": "center"}),
        Kind.MOMENT: book.add_format(cell | {"num_format": "dd/mm/yyyy hh:mm", "align": "center"}),
    }


def _write_sheet(out: Any, header: Header, sheet: Sheet, styles: dict[str, Any]) -> None:
    top = _HEAD_ROWS + len(header.more)
    for place, column in enumerate(sheet.columns):
        out.set_column(place, place, column.width, None, {"hidden": column.hidden})
    _write_head(out, header, styles)
    for place, column in enumerate(sheet.columns):
        out.write_string(top, place, _text(column.title), styles["column"])
    last = (_write_straight if out.constant_memory else _write_cells)(out, sheet, top, styles)
    out.freeze_panes(top + 1, 0)
    out.autofilter(top, 0, last, len(sheet.columns) - 1)
    out.repeat_rows(top)
    out.set_landscape()
    out.set_paper(9)  # A4
    out.fit_to_pages(1, 0)


def _write_straight(out: Any, sheet: Sheet, top: int, styles: dict[str, Any]) -> int:
    """The rows below ``top``; the number of the last."""
    writer, last = RowWriter(out, kinds=[one.kind for one in sheet.columns], styles=styles, text_of=_text), top
    for last, row in enumerate(sheet.rows, start=top + 1):
        writer.put(last, row)
    writer.close()
    return last


def _write_cells(out: Any, sheet: Sheet, top: int, styles: dict[str, Any]) -> int:
    last = top
    for last, row in enumerate(sheet.rows, start=top + 1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(out, last, place, column.kind, value, styles)
    return last


def _write_head(out: Any, header: Header, styles: dict[str, Any]) -> None:
    out.write_string(0, 0, _text(header.title), styles["title"])
    out.write_string(1, 0, _text(f"Người xuất: {header.who}"), styles["head"])
    out.write_string(2, 0, f"Lúc: {header.at.astimezone(LOCAL):%H:%M ngày %d/%m/%Y}", styles["head"])
    out.write_string(3, 0, _text(f"Nội dung: {header.why}"), styles["head"])
    for row, line in enumerate(header.more, start=4):
        out.write_string(row, 0, _text(line), styles["head"])
    if header.mark:
        out.set_header(f"&C{_printed(header.mark)}")
        out.set_footer(f"&L{_printed(header.who)}, {header.at.astimezone(LOCAL):%H:%M %d/%m/%Y}&RTrang &P/&N")


def _printed(text: str) -> str:
    """Text for the head of a printed page, where "&" begins a command."""
    return _text(text)[:_LONGEST_MARK].replace("&", "&&")


def _write_cell(out: Any, row: int, place: int, kind: Kind, value: Any, styles: dict[str, Any]) -> None:
    if value is None or value == "":
        out.write_blank(row, place, None, styles[kind])
    elif isinstance(value, datetime):
        out.write_datetime(row, place, value.astimezone(LOCAL).replace(tzinfo=None), styles[Kind.MOMENT])
    elif isinstance(value, date):
        out.write_datetime(row, place, datetime(value.year, value.month, value.day), styles[Kind.DAY])  # noqa: DTZ001
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and kind != Kind.TEXT:
        out.write_number(row, place, value, styles[kind])
    else:
        text = _text(value)
        out.write_string(row, place, text, styles[GUARDED if text.startswith(FORMULA_STARTS) else Kind.TEXT])


def _text(value: object) -> str:
    return clean(str(value))[:_LONGEST_CELL]


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name the format allows, different from those before it (case does not count)."""
    base = _BAD_IN_SHEET_NAME.sub(" ", clean(name)).strip()[:_LONGEST_SHEET_NAME] or "Trang"
    result, number = base, 2
    while result.casefold() in taken:
        tail = f" ({number})"
        result, number = base[: _LONGEST_SHEET_NAME - len(tail)] + tail, number + 1
    taken.add(result.casefold())
    return result
