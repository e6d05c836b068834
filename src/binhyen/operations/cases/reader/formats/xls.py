""".xls of Excel 97-2003. The format has at most 65,536 rows, so a sheet is read whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import python_calamine

from binhyen.operations.cases.reader.limits import MAX_CELL_CHARS, MAX_COLUMNS, MAX_SHEETS
from binhyen.operations.cases.reader.values import Merge, RawRow, SheetCounts, SheetInfo, Value

from .biff import Hints, hints
from .package import CORRUPT, ENCRYPTED, guarded
from .sheet import Sheet
from .xlsx import tidy

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets of an OLE file; an encrypted .xlsx is one too and is refused by name."""
    if _ENCRYPTED_PACKAGE in data:
        raise ENCRYPTED
    with _told():
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        metas = list(enumerate(book.sheets_metadata))[:MAX_SHEETS]
        sheets = [(at, meta) for at, meta in metas if meta.typ == python_calamine.SheetTypeEnum.WorkSheet]
        known = hints(data)
        told = known if len(known) == len(sheets) else [Hints() for _ in sheets]
        return [
            Sheet(_info(book, at, meta, each), partial(_rows, book, at, each))
            for (at, meta), each in zip(sheets, told, strict=True)
        ]


@contextmanager
def _told() -> Iterator[None]:
    try:
        with guarded():
            yield
    except python_calamine.PasswordError as error:
        raise ENCRYPTED from error
    except python_calamine.CalamineError as error:
        raise CORRUPT from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the parser gave up; it is no Exception
            raise CORRUPT from error
        raise


def _info(book: Any, index: int, meta: Any, told: Hints) -> SheetInfo:
    hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
    ranges = book.get_sheet_by_index(index).merged_cell_ranges or ()
    merges = tuple(Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges)
    return SheetInfo(meta.name, index, hidden, merges, frozenset(told.columns))


def _rows(book: Any, index: int, told: Hints, counts: SheetCounts) -> Iterator[RawRow]:
    with _told():
        counts.formulas = told.formulas
        table = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
    for number, row in enumerate(table, 1):
        values = [_plain(each) for each in row[:MAX_COLUMNS]]
        counts.beyond += sum(each != "" for each in row[MAX_COLUMNS:])
        while values and values[-1] is None:
            values.pop()
        if values:
            yield RawRow(number, values, number in told.rows)


def _plain(value: Value) -> Value:
    if isinstance(value, str):
        return value[:MAX_CELL_CHARS] if value.strip() else None
    if isinstance(value, float):
        return tidy(value)
    return value
