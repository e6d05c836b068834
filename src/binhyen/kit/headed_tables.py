"""A table in the sheets people keep: where its heading stands, which column is which field, and its rows.

The heading is the row among the first ones in which most cells name a field; compared without tones and case. Rows that
are empty, count the columns ("(1) (2) (3)") or hold a total are no rows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.kit.vietnamese.text import clean, collapse, search_key

FIRST_ROWS = 30  # the heading stands among these
MOST_ROWS = 5_000
_TOTALS = ("tong", "cong", "tong cong", "tong so")

Headings = Mapping[str, Mapping[str, Sequence[str]]]  # field: its whole "headings", and "words" inside longer ones


class TableNotFound(Exception):
    """No row of the sheet is a heading we know; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class HeadedRow:
    """``number`` is that of the row in the sheet, from 1."""

    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """``fields`` is field to the heading as written; ``ignored`` the headings nobody knows."""

    fields: Mapping[str, str]
    ignored: tuple[str, ...]
    rows: tuple[HeadedRow, ...]


def find(*, rows: Sequence[Sequence[Any]], headings: Headings, needed: Collection[str]) -> HeadedTable:
    """The first table of a sheet. Raises TableNotFound where a needed field has no column."""
    best: dict[int, str] = {}
    place = -1
    for at, row in enumerate(rows[:FIRST_ROWS]):
        columns = _columns(row, headings)
        if len(columns) > len(best):
            best, place = columns, at
    missing = [field for field in needed if field not in best.values()]
    if place < 0 or missing:
        words = ", ".join(f"“{headings[field]['headings'][0]}”" for field in missing or needed)
        raise TableNotFound(f"Không thấy cột {words} trong {FIRST_ROWS} dòng đầu. Hãy xem lại tên các cột.")
    head = rows[place]
    found = tuple(_rows(rows, place, best))
    if len(found) > MOST_ROWS:
        raise TableNotFound(f"Bảng có {len(found)} dòng; mỗi lần nhập nhiều nhất {MOST_ROWS} dòng. Hãy tách tệp.")
    return HeadedTable(
        fields={field: _text(head[column]) for column, field in best.items()},
        ignored=tuple(_text(cell) for column, cell in enumerate(head) if _text(cell) and column not in best),
        rows=found,
    )


def _columns(row: Sequence[Any], headings: Headings) -> dict[int, str]:
    """Column to field; whole headings first, then words inside longer ones, each field once."""
    keys = {at: search_key(_text(cell)) for at, cell in enumerate(row) if isinstance(cell, str) and _text(cell)}
    found: dict[int, str] = {}
    for whole in (True, False):
        for field, given in headings.items():
            if field in found.values():
                continue
            wanted = [search_key(one) for one in given["headings" if whole else "words"]] if _has(given, whole) else []
            at = next((at for at, key in keys.items() if at not in found and _says(key, wanted, whole)), None)
            if at is not None:
                found[at] = field
    return found


def _has(given: Mapping[str, Sequence[str]], whole: bool) -> bool:
    return bool(given.get("headings" if whole else "words"))


def _says(key: str, wanted: Sequence[str], whole: bool) -> bool:
    return key in wanted if whole else any(f" {one} " in f" {key} " for one in wanted)


def _rows(rows: Sequence[Sequence[Any]], place: int, columns: Mapping[int, str]) -> list[HeadedRow]:
    found = []
    for at, row in enumerate(rows[place + 1 :], start=place + 2):
        cells = {field: row[column] for column, field in columns.items() if column < len(row) and _said(row[column])}
        if cells and not _numbers(cells) and not _total(row):
            found.append(HeadedRow(at, cells))
    return found


def _said(cell: Any) -> bool:
    return cell is not None and _text(cell) != ""


def _numbers(cells: Mapping[str, Any]) -> bool:
    """A row that only numbers the columns."""
    said = [_text(cell).strip("()").removesuffix(".0") for cell in cells.values()]
    rising = [int(one) for one in said if one.isdecimal()]
    return len(rising) == len(said) > 2 and all(b - a == 1 for a, b in zip(rising, rising[1:], strict=False))


def _total(row: Sequence[Any]) -> bool:
    first = next((search_key(_text(cell)) for cell in row if isinstance(cell, str) and _text(cell)), "")
    return first in _TOTALS


def _text(cell: Any) -> str:
    return collapse(clean(str(cell))) if cell is not None else ""
