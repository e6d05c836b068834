""".ods (LibreOffice): values only, row by row, with hidden rows and merged ranges."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any

from lxml import etree

from binhyen.operations.cases.reader.limits import MAX_CELL_CHARS, MAX_COLUMNS, MAX_EMPTY_ROWS, MAX_MERGES, MAX_SHEETS
from binhyen.operations.cases.reader.values import Merge, RawRow, SheetCounts, SheetInfo, Value

from .package import CORRUPT, attribute, guarded, local, opened
from .sheet import TOO_MANY_ROWS, Sheet
from .xlsx import iso_moment, tidy

_SPACES = ("s", "tab", "line-break")
_NUMBERS = ("float", "currency", "percentage")


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets of an OpenDocument spreadsheet."""
    with guarded():
        package = opened(data)
        infos = list(_infos(package))
        if not infos:
            raise CORRUPT
        return [Sheet(info, partial(_rows, package, info.index)) for info in infos[:MAX_SHEETS]]


def _infos(package: zipfile.ZipFile) -> Iterator[SheetInfo]:
    hidden_styles = _hidden_styles(package)
    merges: dict[int, list[Merge]] = {}
    names: list[tuple[str, bool]] = []
    for index, table, row, number in _walk(package):
        if row is None:
            hidden = (attribute(table, "style-name") or "") in hidden_styles
            names.append((attribute(table, "name") or "", hidden))
            continue
        found = merges.setdefault(index, [])
        if len(found) < MAX_MERGES:
            found.extend(_merges(row, number))
    for index, (name, hidden) in enumerate(names):
        yield SheetInfo(name, index, hidden, tuple(merges.get(index, ())))


def _hidden_styles(package: zipfile.ZipFile) -> frozenset[str]:
    found: set[str] = set()
    with package.open("content.xml") as part:
        for _, element in _events(part, "style", "table"):
            if local(element) == "table":
                break
            if any(local(each) == "table-properties" and attribute(each, "display") == "false" for each in element):
                found.add(attribute(element, "name") or "")
    return frozenset(found)


def _events(part: Any, *tags: str, events: tuple[str, ...] = ("end",)) -> Iterator[tuple[str, Any]]:
    return iter(
        etree.iterparse(
            part,
            events=events,
            tag=tuple("{*}" + tag for tag in tags),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
        )
    )


def _walk(package: zipfile.ZipFile, only: int | None = None) -> Iterator[tuple[int, Any, Any, int]]:
    """(sheet, table, None, 0) at the start of each sheet, then (sheet, table, row, number of the row)."""
    index, number = -1, 0
    table: Any = None
    with package.open("content.xml") as part:
        for event, element in _events(part, "table", "table-row", events=("start", "end")):
            if local(element) == "table":
                if event == "start" and table is None:
                    index, number, table = index + 1, 0, element
                    if only is None or only == index:
                        yield index, element, None, 0
                elif event == "end" and element is table:
                    table = None
                    _free(element)
            elif event == "end" and table is not None:
                if only is None or only == index:
                    yield index, table, element, number + 1
                number += _repeats(element, "number-rows-repeated")
                _free(element)


def _free(element: Any) -> None:
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _repeats(element: Any, name: str) -> int:
    said = attribute(element, name) or "1"
    return max(1, int(said)) if said.isdecimal() and len(said) < 9 else 1


def _merges(row: Any, number: int) -> Iterator[Merge]:
    column = 0
    for cell in row:
        wide = _repeats(cell, "number-columns-spanned")
        deep = _repeats(cell, "number-rows-spanned")
        if wide > 1 or deep > 1:
            yield Merge(number, column, number + deep - 1, column + wide - 1)
        column += _repeats(cell, "number-columns-repeated")


def _rows(package: zipfile.ZipFile, index: int, counts: SheetCounts) -> Iterator[RawRow]:
    with guarded():
        for _, _, row, number in _walk(package, only=index):
            if row is None:
                continue
            values = _cells(row, counts)
            if not values:
                continue
            hidden = (attribute(row, "visibility") or "visible") != "visible"
            times = _repeats(row, "number-rows-repeated")
            if times > MAX_EMPTY_ROWS:
                raise TOO_MANY_ROWS
            for offset in range(times):
                yield RawRow(number + offset, list(values), hidden)


def _cells(row: Any, counts: SheetCounts) -> list[Value]:
    values: list[Value] = []
    column = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = _repeats(cell, "number-columns-repeated")
        value = _value(cell, counts)
        if value is not None and str(value).strip():
            inside = max(0, min(times, MAX_COLUMNS - column))
            counts.beyond += min(times, 1) if not inside else 0
            if inside:
                values.extend([None] * (column - len(values)))
                values.extend([value] * inside)
        column += times
    return values


def _words(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph; elements that stand for spaces and breaks are spaces."""
    for each in paragraph.iter():
        if each is not paragraph:
            yield " " if local(each) in _SPACES else each.text or ""
            yield each.tail or ""
        else:
            yield each.text or ""


def _value(cell: Any, counts: SheetCounts) -> Value:
    if attribute(cell, "formula"):
        counts.formulas += 1
    kind = attribute(cell, "value-type")
    if kind in _NUMBERS:
        return tidy(float(attribute(cell, "value") or "0"))
    if kind == "date":
        return iso_moment(attribute(cell, "date-value") or "")
    if kind == "boolean":
        return attribute(cell, "boolean-value") == "true"
    lines = ["".join(_words(each)) for each in cell if local(each) == "p"]
    return "\n".join(lines)[:MAX_CELL_CHARS] or None
