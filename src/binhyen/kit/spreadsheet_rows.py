"""Rows of a sheet written straight into its XML: a quarter of a million of them in seconds, in constant memory.

The library asks each cell a dozen questions and keeps it until its row is over; a table has one answer for a whole
column. Only for sheets of a workbook with ``constant_memory``. What stands in a cell is the same either way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from xlsxwriter.utility import xl_col_to_name

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
TEXT, DAY, MOMENT, GUARDED = "TEXT", "DAY", "MOMENT", "guarded"  # names of styles
_LONGEST_CELL = 32_767  # UTF-16 units, a limit of the format
_REMEMBERED = 20_000  # texts and days: communes, states and units come again and again
_FIRST_SURE_DAY = date(1900, 3, 1)  # before it the format counts a day that never was
_DAY_ZERO = date(1899, 12, 30).toordinal()


class RowWriter:
    """Writes one row after the other below what ``sheet`` has already; call ``close`` after the last one."""

    def __init__(
        self, sheet: Any, *, kinds: Sequence[str], styles: Mapping[str, Any], text_of: Callable[[object], str]
    ) -> None:
        self._sheet, self._text_of = sheet, text_of
        self._style = {name: style._get_xf_index() for name, style in styles.items()}
        self._columns = [
            (xl_col_to_name(place), kind, f'" s="{self._style[kind]}"/>') for place, kind in enumerate(kinds)
        ]
        self._known: dict[str | date, str] = {}
        self._last = -1

    def put(self, row: int, values: Sequence[Any]) -> None:
        """A row below all others; ``row`` counts from 0. One value for each column."""
        if self._last < 0:
            self._sheet._write_single_row(row)  # what was written cell by cell goes first
        self._last, number = row, row + 1
        cells = "".join(
            [
                f'<c r="{letter}{number}{blank if value is None or value == "" else self._cell(kind, value)}'
                for (letter, kind, blank), value in zip(self._columns, values, strict=True)
            ]
        )
        self._sheet.fh.write(f'<row r="{number}">{cells}</row>')

    def close(self) -> None:
        """Tell the sheet how far it reaches."""
        if self._last >= 0:
            self._sheet._check_dimensions(self._last, len(self._columns) - 1)

    def _cell(self, kind: str, value: object) -> str:
        if isinstance(value, str):
            return self._known.get(value) or self._keep(value, self._string(self._text_of(value)))
        if isinstance(value, datetime):
            return self._number(MOMENT, self._serial(value.astimezone(LOCAL).replace(tzinfo=None)))
        if isinstance(value, date):
            return self._known.get(value) or self._keep(value, self._number(DAY, self._serial(value)))
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and kind != TEXT:
            return self._number(kind, value)
        return self._string(self._text_of(value))

    def _keep(self, value: str | date, cell: str) -> str:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[value] = cell
        return cell

    def _number(self, style: str, number: float | Decimal) -> str:
        return f'" s="{self._style[style]}"><v>{number:.16G}</v></c>'

    def _serial(self, when: date) -> float:
        day = when.date() if isinstance(when, datetime) else when
        if day < _FIRST_SURE_DAY:
            return float(self._sheet._convert_date_time(when))
        days = day.toordinal() - _DAY_ZERO
        if not isinstance(when, datetime):
            return days
        return days + ((when.hour * 60 + when.minute) * 60 + when.second + when.microsecond / 1e6) / 86_400

    def _string(self, text: str) -> str:
        if len(text) > _LONGEST_CELL // 2:
            text = text.encode("utf-16-le")[: 2 * _LONGEST_CELL].decode("utf-16-le", "ignore")
        style = self._style[GUARDED if text.startswith(FORMULA_STARTS) else TEXT]
        space = ' xml:space="preserve"' if text != text.strip() else ""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if "_x" in text or "\ufffe" in text or "\uffff" in text:
            text = self._sheet._escape_control_characters(text)
        return f'" s="{style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'
