"""Cells of lists whose columns are data, and the chip of a point."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from binhyen.kit.grid.columns import Column, Kind
from binhyen.operations.offences.queries.lists import Line, words_of_version
from binhyen.operations.offences.values import PointStatus, Table

register = template.Library()
_LOOK = {
    PointStatus.SUSPECTED: "warn",
    PointStatus.ESTABLISHED: "late",
    PointStatus.ELIMINATED: "ok",
    PointStatus.DISPROVED: "",
}


@register.filter
def cell(line: Line, name: str) -> str:
    return line.cells.get(name, "")


@register.filter
def figure_class(column: Column) -> str:
    return "figure" if column.kind is Kind.NUMBER else ""


@register.filter
def point_chip(status: str) -> SafeString:
    if not status:
        return SafeString("")
    found = PointStatus(status)
    return format_html('<span class="chip {}">{}</span>', _LOOK[found], found.label)


@register.filter
def version_words(row: Any, table: Table) -> str:
    """What a version that was replaced said."""
    return words_of_version(table=table, row=row)
