"""Every row below the headings told apart: people, sections, totals, notes."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from binhyen.kit.vietnamese.text import collapse, search_key
from binhyen.operations.cases.values import ListCode

from .cells.places import commune_in, hamlet_in
from .header import Header, filled, is_header_row, is_numbers_row
from .headings import heading_key
from .table import Table
from .values import Field, Merge, RawRow, Section, Value
from .words import list_of


class RowKind(StrEnum):
    DATA = "DATA"
    SECTION = "SECTION"
    TOTAL = "TOTAL"
    NUMBERS = "NUMBERS"
    REPEATED = "REPEATED"
    NOTE = "NOTE"
    CONTINUED = "CONTINUED"
    EMPTY = "EMPTY"


_TOTAL = re.compile(
    r"(?:[IVXLC\d]+[.)]\s*)?(?:tổng\s*(?:cộng|số|:|$|\d|toàn)|cộng\s*(?:[:.]|$|dồn|chung|\d|mục|xã|thôn|phần))",
    re.IGNORECASE,
)
_TOTAL_BARE = re.compile(r"(?:TONG (?:CONG|SO)|CONG)\b\s*:?\s*\d*$")
_CLOSING = re.compile(  # what stands below a list; with its tones, because "Lưu Y Sán" and "Cộng A Sểnh" are people
    r"^-?\s*(?:người (?:lập|tổng hợp|thống kê)|cán bộ (?:lập|tổng hợp|thống kê)|ký tên|(?:tm|kt|tl|tuq)[.\s]|"
    r"thủ trưởng|trưởng công an|phó trưởng|nơi nhận|ghi chú\s*(?::|$)|chủ tịch|phó chủ tịch|xác nhận|"
    r"công an (?:xã|phường)$|lưu ý\s*:|chú thích\s*:|đơn vị|danh sách (?:có|gồm|này)|ấn định|lưu\s*:)|"
    r"\bngày .{0,6}tháng .{0,4}năm\b"
)
_CLOSING_BARE = re.compile(
    r"^(?:nguoi (?:lap|tong hop|thong ke)|can bo lap|ky ten|thu truong|truong cong an|pho truong|noi nhan|ghi chu$|"
    r"chu tich|pho chu tich|xac nhan|danh sach (?:co|gom|nay))|\bngay .{0,6}thang .{0,4}nam\b"
)
_BIRTH_TEXT = re.compile(r"\D{0,12}\d{1,4}(?:\s*[/.\-]\s*\d{1,4}){0,2}\D{0,12}")
_NUMBERED = re.compile(r"\s*([IVXLC]+|[A-ZĐ]|\d{1,3})\s*[.)/:\-]\s*\S")
_LETTERED = re.compile(r"(?:[IVXLC]{1,6}|[A-ZĐ])\s*[.)/]?")
_ROMAN = re.compile(r"[IVXLC]+")
_FILL_DOWN = frozenset(
    (Field.HAMLET, Field.COMMUNE, Field.DISTRICT, Field.PROVINCE, Field.LIST_KIND, Field.STATUS, Field.DECISION,
     Field.DECISION_ON, Field.ADDRESS, Field.PERMANENT_ADDRESS, Field.FACILITY)
)  # fmt: skip
_BIRTHS = (Field.BIRTH, Field.BIRTH_YEAR, Field.SEX_MARK)
_NAMES = (Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME)


class Body:
    """The rows of one table, fed one by one. ``sections`` are those that govern the last row."""

    def __init__(self, table: Table, header: Header, merges: tuple[Merge, ...]) -> None:
        self.table = table
        hamlet = hamlet_in(table.sheet)  # a sheet for each hamlet
        self.sections = [Section(table.sheet, 0, hamlet)] if hamlet else []
        self._kinds = ["hamlet"] if hamlet else []
        self._closed = False
        self._leaves = header.leaves
        self._words = frozenset(each for path in header.blocks for each in _lower_leaves(path))
        self._columns = table.columns
        self._first, self._last = min(self._columns, default=0), max(self._columns, default=0)
        self._whole_width = len(header.blocks) == 1
        by_field = {each.column: each.field for each in table.mapping.columns}
        self._ordinal = next((at for at, each in by_field.items() if each is Field.ORDINAL), -1)
        self._names = [at for at, each in by_field.items() if each in _NAMES]
        self._keys = [at for at, each in by_field.items() if each in (Field.IDENTITY, Field.ROW_ID)]
        self._births = [at for at, each in by_field.items() if each in _BIRTHS]
        self._known = frozenset(at for at, each in by_field.items() if each is not Field.UNKNOWN)
        last_header = header.rows[1] if header.rows else 0
        self._merges = _by_row(merges, last_header)
        self._open: dict[int, tuple[int, Value]] = {}
        self._fill = frozenset(at for at, each in by_field.items() if each in _FILL_DOWN)

    def begins_another(self, row: RawRow) -> bool:
        """Whether this row begins a table with other headings."""
        first = next((each for each in row.values if each is not None), None)
        if not isinstance(first, str) or first.isdecimal() or not is_header_row(row.values):
            return False
        return not self._repeats(row)

    def _repeats(self, row: RawRow) -> bool:
        if not any(str(_cell(row.values, at)).strip().lower() in self._words for at, _ in self._leaves[:4]):
            return False
        same = sum(
            isinstance(value := _cell(row.values, at), str) and heading_key(value) == key for at, key in self._leaves
        )
        texts = sum(isinstance(each, str) for each in row.values)
        return same >= 2 and same * 2 >= texts

    def told(self, row: RawRow) -> tuple[RowKind, RawRow]:
        """What a row is, and the row with the values of merged cells above filled in."""
        if not self._whole_width:
            row = RawRow(row.number, _only(row.values, self._first, self._last), row.hidden)
        places = filled(row.values)
        if not places:
            return RowKind.EMPTY, row
        if any(row.number <= self._open.get(at, (0, None))[0] for at in self._names):
            return RowKind.CONTINUED, row  # the merged cell of the name reaches down: one person, several lines
        kind = self._kind(row, places)
        if kind is RowKind.SECTION:
            self._enter(row, places)
        if kind is RowKind.DATA:
            row = self._filled_down(row)
        return kind, row

    def _kind(self, row: RawRow, places: list[int]) -> RowKind:
        values = row.values
        first = values[places[0]]
        if isinstance(first, str):
            text = first.strip()
            if not text.isdecimal():
                if _TOTAL.match(text) or _TOTAL_BARE.match(text):
                    return RowKind.TOTAL
                if is_numbers_row(values):
                    return RowKind.NUMBERS
                if self._repeats(row):
                    return RowKind.REPEATED
        elif first in (0, 1, 2, 3) and len(places) >= 4 and is_numbers_row(values):
            return RowKind.NUMBERS
        return self._people_or_words(row, places)

    def _people_or_words(self, row: RawRow, places: list[int]) -> RowKind:
        values = row.values
        ordinal = _is_ordinal(_cell(values, self._ordinal)) if self._ordinal >= 0 else False
        named = any(isinstance(_cell(values, at), str) for at in self._names)
        key = any(_cell(values, at) is not None for at in self._keys)
        known = len(self._known.intersection(places))
        if named and _is_total(values, self._names):
            return RowKind.TOTAL
        if not key and _LETTERED.fullmatch(str(_cell(values, self._ordinal) or "").strip()):
            return RowKind.SECTION  # "I | Xã Bản Qua | 5 | 3": a part of the list with its counts
        if named and any(_like_birth(_cell(values, at)) for at in self._births):
            return RowKind.DATA
        words = self._only_words(values, places)
        if words and not ordinal and not key and (kind := self._of_words(words, row, named, known)) is not None:
            return kind
        if words and ordinal and named and known <= 2 and (_place_or_list(words) and not key):
            return RowKind.SECTION  # "1 | Thôn Na Lốc": a number and a place, nobody's name
        if self._closed and not (ordinal or key or known >= 4):
            return RowKind.NOTE
        if (named and known >= 2) or key or (ordinal and known >= 2) or known >= 3:
            return RowKind.DATA
        if named and known == 1 and len(places) == 1 and not words.endswith(":"):
            return RowKind.DATA
        return RowKind.NOTE

    def _of_words(self, words: str, row: RawRow, named: bool, known: int) -> RowKind | None:
        """What a row of few words is, None where it may be a person."""
        if _closes(words):
            self._closed = True
            return RowKind.NOTE
        if known > 2:
            return None
        alone = _alone(row, self._merges)
        if _place_or_list(words) and (_NUMBERED.match(words) or not named or alone):
            return RowKind.SECTION
        if _NUMBERED.match(words) and alone:
            return RowKind.SECTION
        return RowKind.SECTION if alone and named is False and words.isupper() else None

    def _only_words(self, values: list[Value], places: list[int]) -> str:
        """The words of a row that says one thing: one text, or a short mark such as "I" before it and counts after."""
        if len(places) > 4:
            return ""
        texts = [collapse(value) for at in places if isinstance(value := values[at], str) and value.strip()]
        if not texts or len(texts) > 3:
            return ""
        if (
            len(texts) > 1
            and len(texts[0]) <= 5
            and (_ROMAN.fullmatch(texts[0].rstrip(".")) or len(texts[0].rstrip(".")) == 1)
        ):
            return f"{texts[0].rstrip('.')}. {' '.join(texts[1:])}"
        return " ".join(dict.fromkeys(texts))

    def _enter(self, row: RawRow, places: list[int]) -> None:
        """A section ends those of its own kind and all that stand within them."""
        words = self._only_words(row.values, places) or " ".join(_texts(row.values)[:2])
        hamlet, commune, listed = hamlet_in(words), commune_in(words), list_of(words)
        if hamlet and commune:
            commune = commune if search_key(commune) not in search_key(hamlet) else ""
        kind = (
            "list" if listed and not (hamlet or commune) else "commune" if commune else "hamlet" if hamlet else "other"
        )
        if kind == "other" and (style := _NUMBERED.match(words)):
            kind = f"other {_style(style.group(1))}"
        if kind in self._kinds:
            place = self._kinds.index(kind)
            del self._kinds[place:], self.sections[place:]
        self._kinds.append(kind)
        self.sections.append(Section(words[:200], row.number, hamlet, commune, listed))

    def _filled_down(self, row: RawRow) -> RawRow:
        if not self._merges and not self._open:
            return row
        values = row.values
        for each in self._merges.get(row.number, ()):
            if each.bottom > each.top:
                self._open[each.left] = (each.bottom, _cell(values, each.left))
        for column in list(self._open):
            bottom, value = self._open[column]
            if row.number > bottom:
                del self._open[column]
            elif column in self._fill and _cell(values, column) is None and value is not None:
                values = [*values, *[None] * (column + 1 - len(values))]
                values[column] = value
        return row if values is row.values else RawRow(row.number, values, row.hidden)


def _lower_leaves(paths: dict[int, tuple[str, ...]]) -> list[str]:
    return [path[-1].lower() for path in paths.values() if path]


def _by_row(merges: tuple[Merge, ...], after: int) -> dict[int, list[Merge]]:
    found: dict[int, list[Merge]] = {}
    for each in merges:
        if each.top > after:
            found.setdefault(each.top, []).append(each)
    return found


def _cell(values: list[Value], at: int) -> Value:
    return values[at] if 0 <= at < len(values) else None


def _only(values: list[Value], first: int, last: int) -> list[Value]:
    return [value if first <= at <= last else None for at, value in enumerate(values)]


def _closes(words: str) -> bool:
    low = words.lower()
    return bool(_CLOSING_BARE.search(search_key(words)) if words.isascii() else _CLOSING.search(low))


def _like_birth(value: Value) -> bool:
    """A day or a year, not a count of people."""
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return 1900 <= value <= 2100 or 7_000 <= value <= 60_000
    if isinstance(value, str):
        low = value.strip().lower()
        return len(low) >= 4 and "tháng" not in low and _BIRTH_TEXT.fullmatch(low) is not None
    return isinstance(value, date)


def _texts(values: list[Value]) -> list[str]:
    return [collapse(each) for each in values if isinstance(each, str)]


def _is_ordinal(value: Value) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, str) and value.strip().rstrip(".").isdecimal())


def _is_total(values: list[Value], names: list[int]) -> bool:
    return any(isinstance(value := _cell(values, at), str) and bool(_TOTAL.match(value.strip())) for at in names)


def _place_or_list(words: str) -> bool:
    return bool(hamlet_in(words) or commune_in(words) or list_of(words) is not ListCode.NONE)


def _alone(row: RawRow, merges: dict[int, list[Merge]]) -> bool:
    """Whether the row's words stand alone: merged over columns, or nothing else in the row."""
    wide = any(each.right - each.left >= 2 for each in merges.get(row.number, ()))
    return wide or len(filled(row.values)) == 1


def _style(number: str) -> str:
    return "roman" if _ROMAN.fullmatch(number) else "digit" if number.isdecimal() else "letter"
