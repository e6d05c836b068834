"""The door of the list reader: a file's bytes -> tables, mapping, rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from binhyen.operations.cases.values import ListCode

from .content import Profile
from .formats.package import guarded
from .formats.sheet import Sheet
from .legacy import unified
from .mapping import Mapping, TableMapping, fingerprint, recognise, remembered
from .repeats import Repeats
from .rows import RowReader, titled_status
from .table import Table
from .tables import PieceKind, pieces
from .values import Field, Finding, ReadRow, Severity, Unreadable
from .workbook import Book, open_book

_REPEATS_UP_TO = 50_000  # rows; larger files are compared with themselves by the database


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What was met on a sheet."""

    name: str
    hidden: bool
    rows: int  # rows with anything in them
    hidden_rows: int
    formulas: int
    tables: int


@dataclass(slots=True)
class ReadList:
    """A file that was read. ``rows()`` may be asked for again and again; large files are read anew each time."""

    name: str
    kind: str  # xlsx, xls, ods, csv, html
    sha256: str
    size: int
    today: date
    sheets: tuple[SheetReport, ...]
    tables: tuple[Table, ...]
    mapping: Mapping
    findings: tuple[Finding, ...]  # of the whole file: formulas, macros, hidden sheets, columns not found
    _sheets: tuple[Sheet, ...] = field(repr=False, default=())
    _every: tuple[Table, ...] = field(repr=False, default=())  # tables of figures too

    @property
    def people(self) -> int:
        """How many rows of people the file has."""
        return sum(each.rows for each in self.tables)

    def rows(self) -> Iterator[ReadRow]:
        """Every row of people from top to bottom, sheet by sheet, one at a time."""
        repeats = Repeats() if self.people <= _REPEATS_UP_TO else None
        choose = _Again(self._every)
        readers: dict[int, RowReader] = {}
        first = 0
        for sheet in self._sheets:
            for piece in pieces(sheet, choose, first_index=first):
                if piece.kind is PieceKind.TABLE and piece.table is not None:
                    readers[piece.table.index] = RowReader(piece.table, self.today)
                    first = max(first, piece.table.index + 1)
                elif piece.kind is PieceKind.DATA and piece.row is not None and piece.table is not None:
                    row = readers[piece.table.index].read(piece.row, piece.sections)
                    yield repeats.seen(row) if repeats is not None else row


def read(data: bytes, name: str, *, today: date, mapping: Mapping | None = None) -> ReadList:
    """Finds the tables of a file and what their columns hold. Rows are read when ``ReadList.rows`` is asked.

    ``mapping``: what a unit remembers or an officer has mended; tables with the same headings follow it.
    Raises ``Unreadable`` (a Vietnamese sentence) and nothing else, whatever the bytes.
    """
    with guarded():
        book = open_book(data, name)
        sheets = tuple(unified(each) for each in book.sheets)
        every = _found(sheets, mapping or Mapping())
    tables = tuple(each for each in every if each.of_people)
    if not tables:
        raise Unreadable(
            "NO_TABLE",
            "Không tìm thấy danh sách người nào trong tệp. Danh sách cần có dòng tiêu đề cột, ví dụ: "
            "STT, Họ và tên, Năm sinh, Số CCCD, Địa chỉ.",
        )
    made = Mapping(tuple(each.mapping for each in tables))
    return ReadList(
        name=name,
        kind=book.kind,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        today=today,
        sheets=tuple(_report(each, tables) for each in sheets),
        tables=tables,
        mapping=made,
        findings=tuple(_findings(book, sheets, every)),
        _sheets=sheets,
        _every=every,
    )


def _found(sheets: tuple[Sheet, ...], mapping: Mapping) -> tuple[Table, ...]:
    choose = _Chooser(mapping)
    tables: list[Table] = []
    for sheet in sheets:
        first = sum(each.of_people for each in tables)
        for piece in pieces(sheet, choose, first_index=first):
            if piece.kind is PieceKind.TABLE and piece.table is not None:
                tables.append(piece.table)
    return tuple(tables)


class _Chooser:
    """Recognises columns, unless the same headings are already known."""

    def __init__(self, known: Mapping) -> None:
        self._known = known

    def __call__(
        self, paths: dict[int, tuple[str, ...]], profiles: Callable[[], dict[int, Profile]], titled: ListCode
    ) -> TableMapping:
        known = self._known.known(fingerprint([paths[each] for each in sorted(paths)]))
        if known is None:
            return recognise(paths, profiles(), title_list=titled)
        laid = remembered(known, paths, profiles())
        return laid if laid.list_chosen else replace(laid, list=titled or laid.list)


class _Again:
    """The mappings that were found, table by table: the second pass asks in the same order."""

    def __init__(self, tables: tuple[Table, ...]) -> None:
        self._tables = iter(tables)

    def __call__(self, paths: object, profiles: object, titled: object) -> TableMapping:
        return next(self._tables).mapping


def _report(sheet: Sheet, tables: tuple[Table, ...]) -> SheetReport:
    counts = sheet.counts
    mine = sum(each.sheet_index == sheet.info.index for each in tables)
    return SheetReport(sheet.info.name, sheet.info.hidden, counts.rows, counts.hidden_rows, counts.formulas, mine)


def _findings(book: Book, sheets: tuple[Sheet, ...], tables: tuple[Table, ...]) -> Iterator[Finding]:
    if book.macros:
        yield _told(Severity.NOTE, "MACROS", "Tệp có chứa macro. Phần mềm chỉ đọc giá trị, không chạy macro.")
    for sheet in sheets:
        name, counts = sheet.info.name, sheet.counts
        if counts.formulas:
            says = f"Trang “{name}” có {counts.formulas} ô công thức. Đã lấy giá trị lưu lần cuối."
            yield _told(Severity.NOTE, "FORMULAS", says)
        if sheet.info.hidden and any(each.sheet_index == sheet.info.index for each in tables):
            yield _told(
                Severity.WARNING,
                "HIDDEN_SHEET",
                f"Trang “{name}” đang bị ẩn nhưng có danh sách. Hãy xem có cần nhập không.",
            )
        if counts.beyond:
            says = f"Trang “{name}” có {counts.beyond} ô nằm quá xa về bên phải nên không đọc. Hãy xóa các cột thừa."
            yield _told(Severity.WARNING, "TOO_WIDE", says)
    for table in tables:
        if table.of_people:
            yield from _of_table(table)
        else:
            says = f"Trang “{table.sheet}” có bảng số liệu, không phải danh sách người nên không đọc."
            yield _told(Severity.NOTE, "FIGURES", says)


def _of_table(table: Table) -> Iterator[Finding]:
    if table.hidden_rows:
        says = f"Trang “{table.sheet}” có {table.hidden_rows} dòng người bị ẩn. Các dòng này vẫn được đọc và đánh dấu."
        yield _told(Severity.WARNING, "HIDDEN_ROWS", says)
    hidden = [each.letter for each in table.mapping.columns if each.column in table.hidden_columns]
    if hidden:
        says = f"Trang “{table.sheet}” có cột đang bị ẩn: {', '.join(hidden)}. Các cột này vẫn được đọc."
        yield _told(Severity.NOTE, "HIDDEN_COLUMNS", says)
    if table.continued:
        says = (
            f"Trang “{table.sheet}” có {table.continued} dòng nối tiếp của người ở dòng trên (ô họ tên gộp). "
            "Chỉ đọc dòng đầu của mỗi người. Hãy bỏ gộp ô nếu dòng sau có dữ liệu cần nhập."
        )
        yield _told(Severity.WARNING, "CONTINUED_ROWS", says)
    if titled := titled_status(table):
        says = f"Trang “{table.sheet}” không có cột tình trạng, nên lấy theo tiêu đề “{titled.text}”. Hãy xem lại."
        yield _told(Severity.NOTE, "STATUS_FROM_TITLE", says)
    if table.skipped:
        shown = ", ".join(map(str, table.skipped[:20])) + (" …" if len(table.skipped) > 20 else "")
        says = f"Trang “{table.sheet}” có các dòng ghi chú, chữ ký không phải người nên không đọc: {shown}."
        yield _told(Severity.NOTE, "SKIPPED_ROWS", says)
    if not table.rows:
        says = f"Trang “{table.sheet}” có tiêu đề cột nhưng không có dòng người nào."
        yield _told(Severity.WARNING, "NO_PEOPLE", says)
    fields = {each.field for each in table.mapping.columns}
    if not fields & {Field.FULL_NAME, Field.GIVEN_NAME}:
        says = f"Trang “{table.sheet}”: chưa biết cột nào là họ và tên. Hãy chọn cột họ và tên."
        yield _told(Severity.ERROR, "NO_NAME_COLUMN", says)


def _told(severity: Severity, code: str, says: str) -> Finding:
    return Finding(severity, code, "", Field.UNKNOWN, says)
