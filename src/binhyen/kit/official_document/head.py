"""The head of a document: issuer and number, the nation's name and motto, place and day, stamps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.table import _Cell

from binhyen.kit.official_letters import widest_line, width
from binhyen.kit.official_words import BLANK, day_words, number_words

from .measures import TWIPS_PER_MM, measures, used
from .values import Letterhead
from .words import centred, right, rule, side_by_side, text_width, width_of

_ISSUER = 0.36  # of the width; the nation's name then stands on one line
_GAP = Pt(4)  # above and below a stamp


def add_letterhead(document: Document, head: Letterhead) -> None:
    """Issuer on the left; on the right the nation's name and motto, each on one line.

    Under them on one height: number and symbol on the left, place and day on the right.
    """
    whole = text_width(document)
    sides = (whole * _ISSUER, whole * (1 - _ISSUER))
    numbered = bool(head.symbol or head.place or head.about or head.urgency or head.secrecy)
    names, *below = side_by_side(document, sides, rows=2 if numbered else 1)
    _issuer(names[0], head)
    _nation(names[1])
    if below:
        _under(below[0], head)


def add_nation(document: Document, *, place: str = "", day: date | None = None) -> None:
    """The head of a paper a person writes: nation and motto over the whole width, no issuer."""
    _nation(document)
    right(document, f"{place or BLANK}, {day_words(day)}", used("letterhead", "place_size"))


def add_mark(document: Document, lines: Sequence[str]) -> None:
    """Small words at the right above the head: which form this is, and under which rules."""
    for words in lines:
        right(document, words, used("recipients", "list_size"))


def _issuer(cell: _Cell, head: Letterhead) -> None:
    if head.parent:
        centred(cell, head.parent.upper(), used("letterhead", "parent_size"))
    if head.issuer:
        name, size = head.issuer.upper(), used("letterhead", "issuer_size")
        centred(cell, name, size, bold=True)
        widest = widest_line(name, size=size, into=width_of(cell), bold=True)
        rule(cell, length=widest * used("letterhead", "issuer_rule"))


def _nation(where: Document | _Cell) -> None:
    motto, size = measures()["letterhead"]["motto"], used("letterhead", "motto_size")
    centred(where, measures()["letterhead"]["nation"], used("letterhead", "nation_size"), bold=True)
    centred(where, motto, size, bold=True)
    rule(where, length=width(motto, size=size, bold=True) * used("letterhead", "motto_rule"))


def _under(cells: Sequence[_Cell], head: Letterhead) -> None:
    if head.symbol:
        number = f"Số: {number_words(head.number) or '      '}{'' if head.symbol.startswith('-') else '/'}{head.symbol}"
        centred(cells[0], number, used("letterhead", "number_size"))
    if head.about:
        centred(cells[0], f"V/v {head.about.removeprefix('V/v ').strip()}", used("letterhead", "about_size"))
    for kind, words in (("secrecy", head.secrecy), ("urgency", head.urgency)):
        if words:
            _stamp(cells[0], words, measures()["marks"][kind][words])
    if head.place:
        centred(cells[1], f"{head.place}, {day_words(head.day)}", used("letterhead", "place_size"), italic=True)


def _stamp(cell: _Cell, words: str, wide: float) -> None:
    """A red frame of the decree's size with the word in it, in the middle of the cell."""
    marks = measures()["marks"]
    side, high = round(wide * TWIPS_PER_MM), round(marks["height"] * TWIPS_PER_MM)
    colour, half = marks["colour"], round(used("marks", "size") * 2)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="8" w:space="0" w:color="{colour}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    cell.add_paragraph().paragraph_format.line_spacing = _GAP
    frame = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{side}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{side}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{high}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{side}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="{colour}"/>'
        f'<w:sz w:val="{half}"/></w:rPr><w:t>{words}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    )
    cell._tc.append(parse_xml(frame))
    cell.add_paragraph().paragraph_format.line_spacing = _GAP
