"""Rows of a spreadsheet a unit keeps: columns by their headings, each row read, each problem beside its cell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from binhyen.foundation.access.values import Scope
from binhyen.kit.grid.columns import Column, Kind, UnreadableCell, Value, as_text
from binhyen.kit.grid.columns import read as read_cell
from binhyen.kit.grid.rows import CellState, Row, State
from binhyen.kit.headed_tables import HeadedRow, TableNotFound, find
from binhyen.kit.spreadsheets import SpreadsheetUnreadable
from binhyen.kit.spreadsheets import read as read_sheet
from binhyen.kit.vietnamese.text import clean, collapse, search_key
from binhyen.operations.offences.permissions import may_record_in
from binhyen.operations.offences.queries import spots
from binhyen.operations.offences.queries.brought import now, there
from binhyen.operations.offences.rules import entries
from binhyen.operations.offences.rules.catalog import headings, words
from binhyen.operations.offences.rules.problems import OffenceRefused, Problem
from binhyen.operations.offences.rules.spots import Reach
from binhyen.operations.offences.values import OffenceRow, PointRow, StatedRow, Table

NO_KEY, DIGITS = UUID(int=0), 12
THOUSANDS = 3  # digits between two dots
MOST_BYTES = 10 * 1024 * 1024
_CODED = {"articles": "article", "kinds": "kind", "agency": "agency"}
_SECTIONS = {Table.OFFENCES: "offences", Table.POINTS: "points", Table.PLANTS: "plants", Table.WANTED: "wanted"}
_KEYS = {
    Table.OFFENCES: ("occurred_on",), Table.POINTS: ("suspected_on",), Table.PLANTS: ("found_on",),
    Table.WANTED: ("from_on",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadRow:
    """``number`` in the sheet; ``stated`` where it can be, else ``problems`` by field ("" is about the whole row).

    ``key`` is of what the row says, so that a list mended outside and brought again adds only what is new. ``record``
    is the number an exported list gives the row; ``there`` says that the register has it already.
    """

    number: int
    key: UUID
    shown: Mapping[str, str]
    stated: StatedRow | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    record: int | None = None
    there: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    rows: Sequence[ReadRow]
    ignored: Sequence[str] = ()  # headings nobody knows
    problem: str = ""  # why nothing was read at all

    @property
    def good(self) -> list[ReadRow]:
        """What would be written."""
        return [one for one in self.rows if one.stated and not one.there]

    @property
    def there(self) -> list[ReadRow]:
        return [one for one in self.rows if one.there]

    @property
    def bad(self) -> list[ReadRow]:
        return [one for one in self.rows if not one.stated and not one.there]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the columns with the communes the reader may choose, the scope, the day."""

    table: Table
    columns: tuple[Column, ...]
    scope: Scope
    today: date
    reaches: Mapping[str, Reach] = field(default_factory=dict)  # how far places may lie from their commune


def preview(*, data: bytes, reader: Reader) -> Preview:
    """Every row of the first table of the file, read and held against the register; nothing is written."""
    try:
        sheet = read_sheet(data=data)
        known = {column.name for column in reader.columns}
        needed = [name for name in _KEYS[reader.table] if name in known]
        table = find(rows=sheet, headings=headings(_SECTIONS[reader.table]), needed=needed)
    except (SpreadsheetUnreadable, TableNotFound) as refusal:
        return Preview((), problem=str(refusal))
    where = next(column for column in reader.columns if column.name == "commune").choices
    reader = replace(reader, reaches=spots.reaches(codes=[code for code, _ in where]))
    rows = keyed([_row(one, reader) for one in table.rows], reader.table)
    return Preview(against(table=reader.table, rows=rows, columns=reader.columns), table.ignored)


def grid_rows(found: Preview) -> list[Row]:
    """The rows as a grid shows them, the wrong cells marked."""
    rows = []
    for one in sorted(found.rows, key=lambda row: (bool(row.there), row.stated is not None, row.number)):
        states = {name: CellState(State.ERROR, words) for name, words in one.problems.items() if name}
        values: dict[str, Value] = {**one.shown, "number": one.number, "problem": one.there or one.problems.get("", "")}
        if one.problems and not values["problem"]:
            values["problem"] = "; ".join(one.problems.values())
        rows.append(Row(id=str(one.number), version=0, values=values, states=states))
    return rows


def _row(row: HeadedRow, reader: Reader) -> ReadRow:
    given: dict[str, Any] = {}
    shown: dict[str, str] = {}
    problems: dict[str, str] = {}
    only = _only(reader)
    for column in reader.columns:
        cell = row.cells.get(column.name)
        text = _as_typed(cell)
        if not text and column.name == "commune" and only:
            text = only
        try:
            given[column.name] = _value(column, text, exact=isinstance(cell, int | float))
            shown[column.name] = (
                as_text(given[column.name]) if column.name not in _CODED else str(given[column.name] or "")
            )
        except UnreadableCell as unreadable:
            shown[column.name], problems[column.name] = text, str(unreadable)
    number = _as_typed(row.cells.get("record"))
    record = int(number) if number.isascii() and number.isdecimal() and len(number) <= DIGITS else None
    read_row = ReadRow(row.number, NO_KEY, shown, problems=problems, given=given, record=record)
    return read_row if problems else _stated(read_row, reader)


def _stated(row: ReadRow, reader: Reader) -> ReadRow:
    commune = row.given.get("commune")
    if commune and not may_record_in(reader.scope, commune):
        return replace(row, problems={"commune": "Anh/chị không ghi được cho xã này."})
    try:
        stated = entries.row_of(reader.table, row.given, today=reader.today)
    except OffenceRefused as refusal:
        return _refused(row, refusal.problems)
    if isinstance(stated, OffenceRow | PointRow) and (far := spots.problems(stated.details, known=reader.reaches)):
        return _refused(row, far)
    return replace(row, stated=stated)


def _refused(row: ReadRow, problems: Iterable[Problem]) -> ReadRow:
    names = {"commune_code": "commune"}
    return replace(row, problems={names.get(one.field, one.field): one.message for one in problems})


def keyed(rows: Sequence[ReadRow], table: Table) -> list[ReadRow]:
    """Each with the key of what it says; the second of two equal rows is another than the first."""
    count: Counter[str] = Counter()
    found = []
    for row in rows:
        said = f"{table}/" + "/".join(f"{name}={row.shown[name]}" for name in sorted(row.shown) if row.shown[name])
        count[said] += 1
        found.append(replace(row, key=uuid5(NAMESPACE_OID, f"{said}/{count[said]}")))
    return found


def against(*, table: Table, rows: Sequence[ReadRow], columns: Sequence[Column]) -> list[ReadRow]:
    """Told which rows the register has: brought before, or taken along and brought back; and where it differs now."""
    keys = there(table=table, keys=[one.key for one in rows if one.stated])
    records = now(table=table, records=[one.record for one in rows if one.record])
    return [_against(row, keys, records, columns) for row in rows]


def _against(
    row: ReadRow, keys: Mapping[UUID, str], records: Mapping[int, Mapping[str, Any]], columns: Sequence[Column]
) -> ReadRow:
    if row.key in keys:
        return replace(row, there=keys[row.key])
    if row.record is None or row.record not in records or not row.stated:
        return row
    before = records[row.record]
    other = [one for one in columns if (row.given.get(one.name) or None) != (before.get(one.name) or None)]
    if not other:
        return replace(row, there=f"Đã có trong sổ, số {row.record}.")
    words = ", ".join(str(one.label) for one in other)
    problem = f"Số {row.record} trong sổ đang khác ở: {words}. Hãy sửa ở trang của dòng, hoặc trên bảng."
    return replace(row, stated=None, problems={"": problem})


def _only(reader: Reader) -> str:
    where = next(column for column in reader.columns if column.name == "commune").choices
    return where[0][0] if len(where) == 1 else ""


def _as_typed(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}"
    return collapse(clean(str(cell))) if cell is not None else ""


def _value(column: Column, text: str, *, exact: bool) -> Any:
    """A cell as a unit writes it: choices by their words, several articles in one cell, 1.250,5 as a number."""
    if not text:
        return None
    if column.name in _CODED:
        return _coded(_CODED[column.name], text)
    if column.kind is Kind.CHOICE:
        return _chosen(column, text)
    if column.kind is Kind.NUMBER:
        return read_cell(column, text if exact else _number(column, text))
    return read_cell(column, text)


def _coded(table: str, text: str) -> str:
    found = []
    known = words(table)
    parts = [part for part in text.split(";") if part.strip()]
    for part in (one for whole in parts for one in ([whole] if search_key(whole) in known else whole.split(","))):
        key = search_key(part).removeprefix("dieu ").strip()
        code = known.get(search_key(part)) or known.get(key)
        if code is None:
            raise UnreadableCell(f"“{part.strip()}” không có trong danh mục.")
        found.append(code)
    return ";".join(dict.fromkeys(found))


def _chosen(column: Column, text: str) -> str:
    """By code, by its words, or by the words without the kind of commune before them."""
    if text in dict(column.choices):
        return text
    key = search_key(text)
    named = {search_key(str(label)): code for code, label in column.choices}
    bare = {search_key(str(label)).partition(" ")[2]: code for code, label in column.choices}
    found = named.get(key) or (bare.get(key) if column.name == "commune" else None)
    if found is None:
        raise UnreadableCell(f"“{text}” không có trong danh sách chọn.")
    return found


def _number(column: Column, text: str) -> str:
    """A typed number: 1.250,5 and 1250.5 are the same. Where 1.250 may be two numbers, nobody guesses."""
    if "," in text:
        return text.replace(".", "").replace(",", ".")
    whole, dot, rest = text.partition(".")
    if not dot or len(rest) != THOUSANDS or not whole.isdigit() or len(whole) > THOUSANDS or whole == "0":
        return text
    if column.decimals:
        raise UnreadableCell(f"“{text}” là {whole}{rest} hay {whole},{rest}? Ghi dấu phẩy cho phần lẻ.")
    return whole + rest
