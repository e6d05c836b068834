"""Workbooks made for the tests: what a unit's list looks like, as a grid. All people are invented."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from xml.sax.saxutils import escape

import xlsxwriter

from binhyen.operations.cases.reader.read import ReadList, read
from binhyen.operations.cases.reader.values import PartialDay, ReadRow, Severity

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Shown:
    """A number under a number format of Excel."""

    value: float
    form: str


@dataclass(frozen=True)
class InFont:
    """A text in a named font."""

    text: str
    font: str


@dataclass(frozen=True)
class Formula:
    text: str
    value: object


@dataclass(frozen=True)
class Page:
    """One sheet: rows from row 1 (None for an empty row), ranges such as "A1:H1" to merge, hidden rows and columns."""

    rows: Sequence[Sequence[object] | None]
    name: str = "Sheet1"
    merges: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    hidden: bool = False


@dataclass(frozen=True)
class Case:
    """A list, what its columns are, and every row of people it holds."""

    name: str
    data: bytes
    columns: Mapping[str, str]  # letter -> field, or field:option; "" for one that is not recognised
    rows: Sequence[Mapping[str, object]]
    file: str = "danh sach.xlsx"
    findings: Sequence[tuple[str, str]] = ()  # all errors and warnings: (cell, code)
    extra: Mapping[str, object] = field(default_factory=dict)


def xlsx(*pages: Page) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for page in pages:
        sheet = book.add_worksheet(page.name)
        for number, row in enumerate(page.rows):
            for column, value in enumerate(row or ()):
                _write(book, sheet, number, column, value)
        for each in page.merges:
            top = each.split(":")[0]
            line, column = _place(top)
            row = page.rows[line] or ()
            sheet.merge_range(each, row[column] if column < len(row) and row[column] is not None else "")
        for each in page.hidden_rows:
            sheet.set_row(each - 1, None, None, {"hidden": True})
        for letter in page.hidden_columns:
            sheet.set_column(f"{letter}:{letter}", None, None, {"hidden": True})
        if page.hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    column = 0
    for each in letters:
        column = column * 26 + ord(each) - 64
    return int(cell[len(letters) :]) - 1, column - 1


def _write(book: object, sheet: object, row: int, column: int, value: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Shown):
        sheet.write_number(row, column, value.value, book.add_format({"num_format": value.form}))
    elif isinstance(value, InFont):
        sheet.write_string(row, column, value.text, book.add_format({"font_name": value.font}))
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, value.value)
    elif isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        sheet.write_datetime(row, column, moment, book.add_format({"num_format": "dd/mm/yyyy"}))
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def text_table(rows: Sequence[Sequence[object] | None], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """A .csv."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    for row in rows:
        writer.writerow(["" if each is None else each for each in row or ()])
    return out.getvalue().encode(encoding)


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)


def ods(*pages: Page) -> bytes:
    """An OpenDocument spreadsheet."""
    parts = [_ODS_HEAD]
    for page in pages:
        parts.append(f'<table:table table:name="{escape(page.name)}">')
        spans = _spans(page.merges)
        for number, row in enumerate(page.rows):
            hidden = ' table:visibility="collapse"' if number + 1 in page.hidden_rows else ""
            cells = "".join(_ods_cell(value, spans.get((number, at), "")) for at, value in enumerate(row or ("",)))
            parts.append(f"<table:table-row{hidden}>{cells}</table:table-row>")
        parts.append('<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>')
        parts.append("</table:table>")
    parts.append("</office:spreadsheet></office:body></office:document-content>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("content.xml", "".join(parts), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _spans(merges: Sequence[str]) -> dict[tuple[int, int], str]:
    found = {}
    for each in merges:
        start, end = (_place(cell) for cell in each.split(":"))
        found[start] = (
            f' table:number-rows-spanned="{end[0] - start[0] + 1}"'
            f' table:number-columns-spanned="{end[1] - start[1] + 1}"'
        )
    return found


def _ods_cell(value: object, span: str) -> str:
    if value is None or value == "":
        return f"<table:table-cell{span}/>"
    if isinstance(value, date):
        return f'<table:table-cell{span} office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell{span} office:value-type="float" office:value="{value}"/>'
    return (
        f'<table:table-cell{span} office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
    )


def listed(data: bytes, file: str = "danh sach.xlsx", **options: object) -> ReadList:
    return read(data, file, today=TODAY, **options)


def columns(result: ReadList, table: int = 0) -> dict[str, str]:
    """Letter -> field, or field:option."""
    return {
        each.letter: each.field.value + (f":{each.option}" if each.option else "")
        for each in result.tables[table].mapping.columns
    }


def told(rows: Sequence[ReadRow]) -> list[tuple[str, str]]:
    """All errors and warnings."""
    return [(each.cell, each.code) for row in rows for each in row.findings if each.severity is not Severity.NOTE]


_ADDRESSES = {"at": "address", "permanent": "permanent", "temporary": "temporary", "actual": "actual"}


def seen(row: ReadRow, key: str) -> object:
    """One field of a row in the short form the cases are written in."""
    person = row.listed
    if key == "row":
        return row.number
    if key == "ids":
        return [each.number for each in person.identity]
    if key in ("state", "form", "flags"):
        return getattr(person.status, key) if person.status else None
    if key in _ADDRESSES:
        place = getattr(person, _ADDRESSES[key])
        return place and " | ".join(
            filter(None, (place.detail, place.hamlet, place.commune, place.district, place.province))
        )
    if key == "name":
        return person.full_name
    if key in ("table", "hidden", "sheet"):
        return getattr(row, key)
    if key == "issued":
        return [(str(each.issued_on), each.issued_by) for each in person.identity]
    found = getattr(person, key)
    return found.iso if isinstance(found, PartialDay) else found
