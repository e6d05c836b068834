"""Paragraphs and drawn lines: the strokes every part of a document is made with."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from binhyen.kit.vietnamese.text import clean

from .measures import CELL_MARGIN, TWIPS_PER_MM


def text_width(document: Document) -> float:
    """Millimetres between the margins of the section being written."""
    page = document.element.body.sectPr  # of the last section: ``document.sections`` walks through everything
    return float((page.page_width - page.left_margin - page.right_margin) / Mm(1))


def write(
    paragraph: Paragraph,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    underlined: bool = False,
    colour: str = "",
) -> None:
    """Words at the end of a paragraph."""
    run = paragraph.add_run(clean(text))
    for look, wanted in (("bold", bold), ("italic", italic), ("underline", underlined)):
        if wanted:
            setattr(run, look, True)
    run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def next_paragraph(where: Document | _Cell) -> Paragraph:
    """A fresh paragraph; a cell's first empty one is used up first."""
    first = where.paragraphs[0] if isinstance(where, _Cell) else None
    return first if first is not None and not first.runs and len(where.paragraphs) == 1 else where.add_paragraph()


def centred(
    where: Document | _Cell, text: str, size: float, *, before: float = 0, bold: bool = False, italic: bool = False
) -> Paragraph:
    paragraph = next_paragraph(where)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    write(paragraph, text, size, bold=bold, italic=italic)
    return paragraph


def right(document: Document, text: str, size: float) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(paragraph, text, size, italic=True)


def width_of(where: Document | _Cell) -> float:
    """Millimetres words have there."""
    return float((where.width or 0) / Mm(1)) - 2 * CELL_MARGIN if isinstance(where, _Cell) else text_width(where)


def rule(where: Document | _Cell, *, length: float) -> None:
    """A drawn centred line of ``length`` mm under the words before it: a thin paragraph's border between indents."""
    side = round(max(width_of(where) - length, 0) / 2 * TWIPS_PER_MM)
    paragraph = where.add_paragraph()
    properties = paragraph._p.get_or_add_pPr()
    for xml in (
        f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>',
        f'<w:spacing {nsdecls("w")} w:before="40" w:after="0" w:line="120" w:lineRule="exact"/>',
        f'<w:ind {nsdecls("w")} w:left="{side}" w:right="{side}"/>',
    ):
        properties.append(parse_xml(xml))


def add_table(document: Document, columns: int) -> Table:
    """An empty table, without the walk through all sections of ``document.add_table``."""
    return document._body.add_table(0, columns, Mm(text_width(document)))


def side_by_side(document: Document, widths: Sequence[float], *, rows: int = 1) -> list[list[_Cell]]:
    """Rows of cells without rules, each kept on one page; their first empty paragraphs are used up by first words."""
    table = add_table(document, len(widths))
    for _ in range(rows):
        table.add_row()
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for grid, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        grid.w = Mm(width)
    made = []
    for row, tr in zip(table.rows, table._tbl.tr_lst, strict=True):
        tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        cells = list(row.cells)
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Mm(width)
        made.append(cells)
    return made


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Name a place of the document, for who must find it again."""
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
    end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')
    at = 1 if paragraph._p.find(qn("w:pPr")) is not None else 0
    paragraph._p.insert(at, start)
    paragraph._p.append(end)
