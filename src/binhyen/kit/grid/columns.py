"""The columns of a grid and the values of their cells: as they travel, as people read them, as people type them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext

from binhyen.kit.vietnamese.text import clean, collapse

YEARS = range(1900, 2101)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_TYPED_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_TYPED_MONTH = re.compile(r"(\d{1,2})[/.\- ](\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_SHOWN_BACKWARDS = re.compile(r"\d{4}(-\d{2}){1,2}", re.ASCII)

type Words = str | Promise  # also words that are translated when they are shown
type Value = str | int | Decimal | bool | date | None


class Kind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    LOOSE_DAY = "loose_day"  # a day, or only its month or year: "1987-05-20", "1987-05", "1987"
    NUMBER = "number"
    CHECK = "check"
    LINK = "link"  # text that opens ``Row.links[name]``; never edited


class UnreadableCell(ValueError):
    """The text of a cell is no value of its column. Its words are for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``name`` is the key of its values and never shown; ``label`` is.

    ``width`` in CSS pixels. ``sort_by`` names a value of the row to order by instead of what is shown (a stored sort
    key); it needs no column. ``required``: an emptied cell is refused.
    """

    name: str
    label: Words
    kind: Kind = Kind.TEXT
    width: int = 140
    choices: tuple[tuple[str, Words], ...] = ()
    editable: bool = True
    required: bool = False
    frozen: bool = False
    hidden: bool = False
    filter: bool = False
    longest: int = 500
    decimals: int = 0
    help: Words = ""
    sort_by: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no name of a column: lower-case letters, digits, underscores")
        if (self.kind is Kind.CHOICE) != bool(self.choices):
            raise ValueError(f"{self.name}: choices belong to columns of choice, and they have some")

    @property
    def may_edit(self) -> bool:
        return self.editable and self.kind is not Kind.LINK


def as_text(value: Value) -> str:
    """A value as it travels."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def display(column: Column, text: str) -> str:
    """A travelling value as people read it; what is no value of the column as it is."""
    if column.kind is Kind.CHOICE:
        return str(dict(column.choices).get(text, text))
    if column.kind is Kind.CHECK:
        return gettext("có") if text else ""
    if column.kind in (Kind.DAY, Kind.LOOSE_DAY) and _SHOWN_BACKWARDS.fullmatch(text):
        return "/".join(reversed(text.split("-")))
    if column.kind is Kind.NUMBER and _NUMBER.fullmatch(text):
        whole, _, rest = text.removeprefix("-").partition(".")
        shown = f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")
        return f"-{shown}" if text.startswith("-") else shown
    return text


def read(column: Column, text: str) -> Value:
    """The value of a travelling or typed text; None where the cell was emptied, False for a box unchecked.

    A day is a ``date``, a number an ``int`` or, where the column has decimals, a ``Decimal``; a loose day stays text
    ("1987", "1987-05", "1987-05-20"). Raises ``UnreadableCell`` with a sentence.
    """
    text = collapse(clean(text))
    if column.kind is Kind.CHECK:
        return _read_check(text)
    if not text:
        if column.required:
            raise UnreadableCell(gettext("Cột “%(column)s” không được để trống.") % {"column": column.label})
        return None
    if len(text) > column.longest:
        raise UnreadableCell(gettext("Dài quá %(n)d chữ cái.") % {"n": column.longest})
    readers: dict[Kind, Callable[[Column, str], Value]] = {
        Kind.CHOICE: _read_choice,
        Kind.DAY: lambda _, typed: read_day(typed),
        Kind.LOOSE_DAY: lambda _, typed: _read_loose_day(typed),
        Kind.NUMBER: _read_number,
    }
    return readers[column.kind](column, text) if column.kind in readers else text


def _read_check(text: str) -> bool:
    if text not in ("", "0", "1"):
        raise UnreadableCell(gettext("Ô này chỉ có đánh dấu hoặc không."))
    return text == "1"


def _read_choice(column: Column, text: str) -> str:
    if text not in dict(column.choices):
        raise UnreadableCell(gettext("“%(text)s” không có trong danh sách chọn.") % {"text": text})
    return text


def read_day(text: str) -> date:
    """A day typed 31/12/2026 or travelling as 2026-12-31, of the years 1900 to 2100."""
    iso, typed = _ISO_DAY.fullmatch(text), _TYPED_DAY.fullmatch(text)
    year, month, day = iso.groups() if iso else typed.groups()[::-1] if typed else ("0", "0", "0")
    words = gettext("“%(text)s” không phải ngày có thật; gõ như 31/12/2026.")
    return _date(year, month, day, words % {"text": text})


def _date(year: str, month: str, day: str, words: str) -> date:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise UnreadableCell(words) from None
    if found.year not in YEARS:
        raise UnreadableCell(gettext("Năm %(year)d nằm ngoài 1900–2100.") % {"year": found.year})
    return found


def _read_loose_day(text: str) -> str:
    words = gettext("“%(text)s” không phải tháng hay năm có thật.") % {"text": text}
    if _YEAR.fullmatch(text):
        return f"{_date(text, '1', '1', words).year}"
    iso, typed = _ISO_MONTH.fullmatch(text), _TYPED_MONTH.fullmatch(text)
    if iso or typed:
        year, month = iso.groups() if iso else typed.groups()[::-1] if typed else ("", "")
        return f"{_date(year, month, '1', words):%Y-%m}"
    return read_day(text).isoformat()


def _read_number(column: Column, text: str) -> int | Decimal:
    found = _NUMBER.fullmatch(text)
    if not found:
        raise UnreadableCell(gettext("“%(text)s” không phải số.") % {"text": text})
    if not column.decimals and found[1]:
        raise UnreadableCell(gettext("Cột “%(column)s” chỉ nhận số nguyên.") % {"column": column.label})
    if found[1] and len(found[1]) - 1 > column.decimals:
        raise UnreadableCell(gettext("Nhiều nhất %(n)d chữ số sau dấu phẩy.") % {"n": column.decimals})
    return Decimal(text) if column.decimals else int(text)
