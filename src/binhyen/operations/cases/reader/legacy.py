"""Sheets whose cells are in an old encoding, where neither font nor byte order told so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from binhyen.kit.vietnamese.legacy import Legacy, detect_legacy

from .formats.csv_text import turned
from .formats.sheet import Sheet
from .values import RawRow, SheetCounts, Value

_SAMPLE_ROWS = 300
_SAMPLE_CHARS = 20_000
_LAST_ONE_BYTE = "\u02ff"  # beyond it stand letters only Unicode Vietnamese has


def unified(sheet: Sheet) -> Sheet:
    """The sheet with every cell in Unicode."""
    legacy = _legacy_of(sheet)
    if legacy is None:
        return sheet
    info = replace(sheet.info, name=turned(sheet.info.name, legacy))
    return Sheet(info, partial(_rows, sheet.source, legacy))


def _legacy_of(sheet: Sheet) -> Legacy | None:
    size, parts = 0, []
    for row in islice(sheet.source(SheetCounts()), _SAMPLE_ROWS):
        for value in row.values:
            if isinstance(value, str) and not value.isascii() and max(value) <= _LAST_ONE_BYTE:
                parts.append(value)
                size += len(value)
        if size > _SAMPLE_CHARS:
            break
    return detect_legacy(" ".join(parts)) if parts else None


def _rows(source: Callable[[SheetCounts], Iterator[RawRow]], legacy: Legacy, counts: SheetCounts) -> Iterator[RawRow]:
    for row in source(counts):
        yield RawRow(row.number, [_cell(each, legacy) for each in row.values], row.hidden)


def _cell(value: Value, legacy: Legacy) -> Value:
    return turned(value, legacy) if isinstance(value, str) and value else value
