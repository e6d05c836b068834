"""Where the tables of a sheet stand: headings flattened, and every row below told apart.

A row is people, a section ("I. Thôn Na Lốc"), a total, a row of column numbers, repeated headings, or a note.
The rows pass once, from top to bottom; only a window of them is held.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from binhyen.operations.cases.values import ListCode

from .cells.places import commune_in
from .content import Profile, profile
from .formats.sheet import Sheet
from .header import Header, header_in, is_numbers_row
from .limits import LOOK_AHEAD_ROWS, SAMPLE_ROWS
from .mapping import TableMapping
from .rowkinds import Body, RowKind
from .table import Table
from .values import RawRow, Section, letter
from .words import list_of


class PieceKind(StrEnum):
    TABLE = "TABLE"
    DATA = "DATA"
    SECTION = "SECTION"
    TOTAL = "TOTAL"
    NUMBERS = "NUMBERS"
    REPEATED = "REPEATED"
    NOTE = "NOTE"
    CONTINUED = "CONTINUED"  # a further line of the person above, whose name is merged over both
    OUTSIDE = "OUTSIDE"  # before any table: titles, letterheads


@dataclass(frozen=True, slots=True)
class Piece:
    kind: PieceKind
    row: RawRow | None = None
    table: Table | None = None
    sections: tuple[Section, ...] = ()


type Choose = Callable[[dict[int, tuple[str, ...]], Callable[[], dict[int, Profile]], ListCode], TableMapping]
_PIECES = {
    RowKind.DATA: PieceKind.DATA,
    RowKind.SECTION: PieceKind.SECTION,
    RowKind.TOTAL: PieceKind.TOTAL,
    RowKind.NUMBERS: PieceKind.NUMBERS,
    RowKind.REPEATED: PieceKind.REPEATED,
    RowKind.NOTE: PieceKind.NOTE,
    RowKind.CONTINUED: PieceKind.CONTINUED,
}
_MAX_NOTES = 20
_MAX_SKIPPED = 100
_CONTENT_WORDS = (
    ("name", "tên"),
    ("id", "dãy số"),
    ("day", "ngày"),
    ("year", "năm"),
    ("sex", "nam nữ"),
    ("small", "số"),
)


class Window:
    """The rows of a sheet with a look ahead."""

    def __init__(self, rows: Iterator[RawRow]) -> None:
        self._rows = rows
        self._ahead: deque[RawRow] = deque()

    def look(self, many: int) -> list[RawRow]:
        while len(self._ahead) < many:
            row = next(self._rows, None)
            if row is None:
                break
            self._ahead.append(row)
        return list(self._ahead)[:many] if len(self._ahead) > many else list(self._ahead)

    def take(self) -> RawRow | None:
        return self._ahead.popleft() if self._ahead else next(self._rows, None)


def pieces(sheet: Sheet, choose: Choose, *, first_index: int) -> Iterator[Piece]:
    """Everything on a sheet in order. ``choose`` says what the columns of a table hold."""
    window = Window(sheet.rows())
    index, titles = first_index, _Titles(sheet.info.name)
    while ahead := window.look(LOOK_AHEAD_ROWS):
        header = header_in(ahead, sheet.info.merges)
        if header is None:
            header = _headless(window.look(SAMPLE_ROWS), index == first_index)
        if header is None:
            for _ in range(max(1, len(ahead) // 2)):
                row = window.take()
                titles.add(row)
                yield Piece(PieceKind.OUTSIDE, row)
            continue
        for _ in range(header.starts_at):
            row = window.take()
            titles.add(row)
            yield Piece(PieceKind.OUTSIDE, row)
        tables = _tables(sheet, window, header, titles, choose, index)
        index += sum(each.of_people for each in tables)
        yield from (Piece(PieceKind.TABLE, None, each) for each in tables)
        titles = _Titles(sheet.info.name)
        yield from _body(sheet, window, header, tables, titles)


class _Titles:
    """What stands above a table: which list it is, of which commune."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.lines: deque[str] = deque(maxlen=12)

    def add(self, row: RawRow | None) -> None:
        if row is not None and (line := " ".join(each for each in row.values if isinstance(each, str)).strip()):
            self.lines.append(line[:400])

    def list(self) -> ListCode:
        return next((found for each in (*reversed(self.lines), self.sheet) if (found := list_of(each))), ListCode.NONE)

    def commune(self) -> str:
        return next((found for each in (*reversed(self.lines), self.sheet) if (found := commune_in(each))), "")


def _headless(rows: list[RawRow], may: bool) -> Header | None:
    """A list without headings: people in the first rows, known by their content alone."""
    if not may or len(rows) < 3:
        return None
    width = max(len(row.values) for row in rows)
    profiles = _profiles(rows, range(width))
    named = any(each.share("name") >= 0.7 and each.filled * 2 >= len(rows) for each in profiles.values())
    known = sum(each.share("id", "day", "year", "sex", "ethnic", "small") >= 0.7 for each in profiles.values())
    if not named or not known:
        return None
    return Header(0, 0, None, ({at: (_shown(at, profiles[at]),) for at in range(width)},), ())


def _shown(column: int, found: Profile) -> str:
    """A heading for a column that has none, the same for the same kind of content: "Cột B: tên"."""
    said = next((word for kind, word in _CONTENT_WORDS if found.share(kind) >= 0.7), "")
    return f"Cột {letter(column)}: {said}" if said else f"Cột {letter(column)}"


def _profiles(rows: list[RawRow], columns: Iterable[int]) -> dict[int, Profile]:
    return {
        column: profile(row.values[column] for row in rows if column < len(row.values) and not row.hidden)
        for column in columns
    }


def _tables(sheet: Sheet, window: Window, header: Header, titles: _Titles, choose: Choose, index: int) -> list[Table]:
    sample = window.look(header.size + SAMPLE_ROWS)[header.size :]
    sample = [row for row in sample if not is_numbers_row(row.values)]
    made: list[Table] = []
    for paths in header.blocks:
        mapping = choose(paths, partial(_profiles, sample, tuple(paths)), titles.list())
        table = Table(
            index,
            sheet.info.name,
            sheet.info.index,
            tuple(titles.lines),
            header.rows,
            mapping,
            titles.commune(),
            sheet.info.hidden_columns & frozenset(paths),
        )
        if table.of_people:
            index += 1
        else:
            table.index = -1
        made.append(table)
    return made


def _body(sheet: Sheet, window: Window, header: Header, tables: list[Table], below: _Titles) -> Iterator[Piece]:
    """The rows under the headings. What stands below the last person is the title of the next table (``below``)."""
    for _ in range(header.size):
        window.take()
    bodies = [Body(each, header, sheet.info.merges) for each in tables]
    while True:
        row = window.take()
        if row is None:
            return
        if bodies[0].begins_another(row):
            window._ahead.appendleft(row)
            return
        for body in bodies:
            kind, mended = body.told(row)
            if kind is RowKind.EMPTY:
                continue
            _count(body.table, kind, mended)
            if not body.table.of_people:
                yield Piece(PieceKind.OUTSIDE, mended)
                continue
            if kind is RowKind.DATA:
                below.lines.clear()
            else:
                below.add(mended)
            yield Piece(_PIECES[kind], mended, body.table, tuple(body.sections))


def _count(table: Table, kind: RowKind, row: RawRow) -> None:
    if kind is RowKind.DATA:
        table.first_row = table.first_row or row.number
        table.last_row = row.number
        table.rows += 1
        table.hidden_rows += row.hidden
    elif kind is RowKind.SECTION:
        table.sections += 1
    elif kind is RowKind.TOTAL:
        table.totals += 1
    elif kind is RowKind.REPEATED:
        table.repeated += 1
    elif kind is RowKind.CONTINUED:
        table.continued += 1
    elif kind is RowKind.NOTE:
        _keep_note(table, row)


def _keep_note(table: Table, row: RawRow) -> None:
    if len(table.skipped) < _MAX_SKIPPED:
        table.skipped.append(row.number)
    if len(table.notes) < _MAX_NOTES:
        table.notes.append(" ".join(str(each) for each in row.values if each is not None)[:300])
