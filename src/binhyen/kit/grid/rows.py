"""The rows of a grid, what may be said of a cell, and the shapes in which both go to the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.safestring import SafeString

from .columns import Column, Value, Words, as_text, display

PLAIN_ROWS = 200  # of the table shown without script; the grid shows all
_HARMLESS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class State(StrEnum):
    """What is to be said of a cell. Its message stands under the grid when the cell is current."""

    ERROR = "error"
    WARNING = "warning"
    CHANGED = "changed"
    SUGGESTED = "suggested"  # ``proposed`` can be taken with one key


@dataclass(frozen=True, slots=True)
class CellState:
    state: State
    message: Words
    proposed: str = ""  # as it travels


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``version`` grows with every change of the row; ``url`` opens the form that edits it alone."""

    id: str
    version: int
    values: Mapping[str, Value]
    url: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, CellState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """What ``parts/grid.html`` shows.

    ``name`` keeps the reader's choice of columns in the browser. ``save`` is the address changes are posted to (empty:
    nothing can be edited), ``more`` the address of the next rows (see ``page``), ``bulk`` the id of a form that is
    posted with the ids of the chosen rows as ``ids`` (empty: rows cannot be chosen).
    """

    name: str
    label: Words
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    save: str = ""
    more: str = ""
    total: int | None = None
    bulk: str = ""

    @property
    def payload(self) -> SafeString:
        """What the grid starts with, as JSON for the page: in a template element, for htmx drops scripts."""
        given = payload(self.columns, self.rows, total=self.total, more=self.more)
        words = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
        return SafeString(words.translate(_HARMLESS))

    @property
    def shown(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.hidden)

    @property
    def width(self) -> int:
        """Columns of the plain table: those shown, the box to choose by, the link that edits."""
        return len(self.shown) + bool(self.bulk) + bool(self.save)

    @property
    def beyond(self) -> int:
        """How many rows the plain table leaves out."""
        whole = len(self.rows) if self.total is None else self.total
        return max(0, whole - PLAIN_ROWS)

    def plain(self) -> Iterator[dict[str, Any]]:
        """The rows of the plain table, as words."""
        for row in self.rows[:PLAIN_ROWS]:
            yield {"row": row, "cells": [_plain_cell(row, column) for column in self.shown]}


def _plain_cell(row: Row, column: Column) -> dict[str, Any]:
    words = display(column, as_text(row.values.get(column.name)))
    return {
        "column": column,
        "words": words,
        "url": row.links.get(column.name, ""),
        "state": row.states.get(column.name),
    }


def payload(
    columns: Sequence[Column], rows: Iterable[Row], *, total: int | None = None, more: str = ""
) -> dict[str, Any]:
    """What the grid starts with: ``{"columns": [{name, label, kind, …}], "rows": [...], "total": n, "more": url}``."""
    return {"columns": [_column_shape(column) for column in columns], **page(columns, rows, total=total, more=more)}


def page(columns: Sequence[Column], rows: Iterable[Row], *, total: int | None = None, more: str = "") -> dict[str, Any]:
    """Some rows, for the grid that asks ``more`` of them: ``{"rows": [...], "total": n, "more": url of the next}``.

    A row: ``{"id", "version", "values": [text of each column], "url", "links", "states", "sort"}``,
    empty parts left out.
    """
    found = [_row_shape(columns, row) for row in rows]
    return {"rows": found, "total": len(found) if total is None else total, "more": more}


def _column_shape(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "label": str(column.label),
        "kind": column.kind.value,
        "width": column.width,
        "choices": [[key, str(words)] for key, words in column.choices],
        "edit": column.may_edit,
        "required": column.required,
        "frozen": column.frozen,
        "hidden": column.hidden,
        "filter": column.filter,
        "longest": column.longest,
        "decimals": column.decimals,
        "help": str(column.help),
        "sort": column.sort_by,
    }


def _row_shape(columns: Sequence[Column], row: Row) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": row.id,
        "version": row.version,
        "values": [as_text(row.values.get(column.name)) for column in columns],
    }
    if row.url:
        shape["url"] = row.url
    if row.links:
        shape["links"] = dict(row.links)
    if row.states:
        shape["states"] = {name: [one.state.value, str(one.message), one.proposed] for name, one in row.states.items()}
    keys = {column.sort_by: as_text(row.values.get(column.sort_by)) for column in columns if column.sort_by}
    if keys:
        shape["sort"] = keys
    return shape
