"""Ruled tables, and pages turned for those too wide to stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from binhyen.kit.vietnamese.text import clean

from . import words
from .measures import TWIPS_PER_MM, used
from .page import turn_page
from .values import Column, GroupRow

_LONGEST_KEPT_WHOLE = 600  # letters; a longer row may break over pages, a shorter one moves to the next page
_SLACK = 1.0  # mm


def add_table(document: Document, columns: Sequence[Column], rows: Iterable[Sequence[str] | GroupRow]) -> None:
    """A ruled table whose head is printed again on every page. A line feed in a cell starts a new line."""
    size = used("body", "table_size")
    table = words.add_table(document, len(columns))
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for grid, column in zip(table._tbl.tblGrid.gridCol_lst, columns, strict=True):
        grid.w = Mm(column.width)
    widths = [round(column.width * TWIPS_PER_MM) for column in columns]
    head = [
        _cell_xml(column.title, width, size, "center", bold=True) for column, width in zip(columns, widths, strict=True)
    ]
    table._tbl.append(_row_xml(head, "<w:cantSplit/><w:tblHeader/>"))
    for row in rows:
        if isinstance(row, GroupRow):
            merged = _cell_xml(row.text, sum(widths), size, "left", bold=True, span=len(columns))
            table._tbl.append(_row_xml([merged], "<w:cantSplit/>", keep=True))
            continue
        cells = [
            _cell_xml(text, width, size, "center" if column.centred else "left")
            for text, column, width in zip(row, columns, widths, strict=True)
        ]
        short = max(map(len, row), default=0) <= _LONGEST_KEPT_WHOLE
        table._tbl.append(_row_xml(cells, "<w:cantSplit/>" if short else ""))


def add_table_turned(document: Document, columns: Sequence[Column], rows: Iterable[Sequence[str] | GroupRow]) -> None:
    """``add_table``, on pages lying across where it is wider than a standing one; after it the page stands again."""
    if sum(column.width for column in columns) <= words.text_width(document) + _SLACK:
        add_table(document, columns, rows)
        return
    turn_page(document, landscape=True)
    add_table(document, columns, rows)
    turn_page(document, landscape=False)


def _cell_xml(text: str, width: int, size: float, align: str, *, bold: bool = False, span: int = 1) -> str:
    letter = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    lines = "<w:r><w:br/></w:r>".join(
        f'<w:r>{letter}<w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in clean(text).split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>'
        f'<w:vAlign w:val="{"center" if bold else "top"}"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="40" w:after="40"/><w:jc w:val="{align}"/></w:pPr>{lines}</w:p></w:tc>'
    )


def _row_xml(cells: Sequence[str], properties: str, *, keep: bool = False) -> Any:
    row = f"<w:tr {nsdecls('w')}><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"
    return parse_xml(row.replace("<w:pPr>", "<w:pPr><w:keepNext/>") if keep else row)
