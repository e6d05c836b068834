"""Official documents in Word, in the layout of Decree 30/2020/NĐ-CP, Annex I.

The measures live in ``law/official_documents.toml``. A document is put together from its parts in printed order:
``new_document``, ``add_letterhead``, ``add_title`` or ``add_annex_title``, ``add_paragraph``, ``add_table``,
``add_closing``, then ``content``. Forms to be filled in have ``add_line``, ``add_article``, ``add_signatures`` too.
Text comes in as plain words; it is cleaned of what XML cannot hold.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from binhyen.kit.paths import LAW
from binhyen.kit.vietnamese.text import clean

from .official_words import BLANK, day_words, number_words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_KEPT_WHOLE = 600  # letters; a longer row may break over pages, a shorter one moves to the next page
_TWIPS_PER_MM = 1440 / 25.4
_ISSUER = 0.36  # of the width; the nation's name then stands on one line
_NARROW = 0.4  # the line under the issuer: between a third and a half of the text


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a document. Empty parts are left blank, never invented."""

    issuer: str = ""
    parent: str = ""  # the body above the issuer
    number: str = ""  # "02"
    symbol: str = ""  # "KH-UBND"; without it no number line is printed
    place: str = ""  # "Lào Cai"
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    form: str = ""  # "TM. ỦY BAN NHÂN DÂN"
    titles: tuple[str, ...] = ()  # "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"
    name: str = ""
    note: str = ""  # "(Ký, ghi rõ họ tên)", on forms people sign by hand


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float  # mm
    centred: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row over the whole width of a table, in bold: the heading its rows stand under."""

    text: str


@cache
def measures() -> dict[str, Any]:
    """The measures of the decree, as in ``law/official_documents.toml``."""
    with (LAW / "official_documents.toml").open("rb") as file:
        return tomllib.load(file)


def used(part: str, name: str) -> float:
    """One measure our documents take, in the unit of the law file (mm or pt)."""
    return float(measures()[part][name]["used"])


def new_document(*, landscape: bool = False, title: str = "", author: str = "", remark: str = "") -> Document:
    """An empty A4 page with the margins and the letter of the decree, numbered from page 2 on top."""
    document = docx.Document()
    section = document.sections[0]
    width, height = Mm(measures()["page"]["width"]), Mm(measures()["page"]["height"])
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(used("page", "top")), Mm(used("page", "bottom"))
    section.left_margin, section.right_margin = Mm(used("page", "left")), Mm(used("page", "right"))
    section.header_distance = section.footer_distance = Mm(used("page", "top") / 2)
    _set_letter(document)
    _number_pages(document)
    properties = document.core_properties
    named = (clean(words)[:250] for words in (title, author, remark))
    properties.title, properties.author, properties.comments = named
    properties.language = "vi-VN"
    return document


def add_letterhead(document: Document, head: Letterhead) -> None:
    """Issuer on the left; on the right the nation's name and motto, each on one line, and place and day."""
    width = _text_width(document)
    cells = _side_by_side(document, (width * _ISSUER, width * (1 - _ISSUER)))
    if head.parent:
        _centred(cells[0], head.parent.upper(), used("letterhead", "parent_size"))
    if head.issuer:
        _centred(cells[0], head.issuer.upper(), used("letterhead", "issuer_size"), bold=True)
        _rule(cells[0], share=_NARROW)
    if head.symbol:
        number = f"Số: {number_words(head.number) or '      '}/{head.symbol}"
        _centred(cells[0], number, used("letterhead", "number_size"))
    motto = measures()["letterhead"]["motto"]
    _centred(cells[1], measures()["letterhead"]["nation"], used("letterhead", "nation_size"), bold=True)
    _centred(cells[1], motto, used("letterhead", "motto_size"), bold=True, underlined=True)
    if head.place:
        _centred(cells[1], f"{head.place}, {day_words(head.day)}", used("letterhead", "place_size"), italic=True)


def add_nation(document: Document, *, place: str = "", day: date | None = None) -> None:
    """The head of a paper a person writes: nation and motto over the whole width, no issuer."""
    _centred(document, measures()["letterhead"]["nation"], used("letterhead", "nation_size"), bold=True)
    _centred(document, measures()["letterhead"]["motto"], used("letterhead", "motto_size"), bold=True, underlined=True)
    _right(document, f"{place or BLANK}, {day_words(day)}", used("letterhead", "place_size"))


def add_mark(document: Document, lines: Sequence[str]) -> None:
    """Small words at the right above the head: which form this is, and under which rules."""
    for words in lines:
        _right(document, words, used("recipients", "list_size"))


def _right(document: Document, text: str, size: float) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _write(paragraph, text, size, italic=True)


def start_another(document: Document) -> None:
    """A new page that begins a document of its own: its pages are numbered from 1 again, the first without a number."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = True
    section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))


def add_title(document: Document, kind: str, abstract: str) -> None:
    """The kind of the document in capitals, below it what it is about."""
    _centred(document, kind.upper(), used("title", "kind_size"), bold=True, before=12)
    _centred(document, abstract, used("title", "abstract_size"), bold=True)
    _rule(document, share=_NARROW / 2)


def add_annex_title(document: Document, *, name: str, title: str, attached_to: str = "") -> None:
    """The title of an annex: "PHỤ LỤC I", what it holds, and the document it goes with."""
    size = used("title", "annex_size")
    _centred(document, name.upper(), size, bold=True, before=12)
    _centred(document, title.upper(), size, bold=True)
    if attached_to:
        _centred(document, f"(Kèm theo {attached_to})", used("body", "size"), italic=True)
    _rule(document, share=_NARROW / 2)


def add_paragraph(document: Document, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """A paragraph of the body: justified, first line indented."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(measures()["body"]["indent"])
    paragraph.paragraph_format.space_after = Pt(measures()["body"]["paragraph_space"])
    _write(paragraph, text, used("body", "size"), bold=bold, italic=italic)
    return paragraph


def add_heading(document: Document, text: str) -> None:
    """A line of its own in capitals, centred and bold: who decides, "QUYẾT ĐỊNH:"."""
    _alone(document, text.upper(), bold=True)


def add_addressed(document: Document, text: str) -> None:
    """ "Kính gửi: …", centred; further addressees below it."""
    _alone(document, text)


def _alone(document: Document, text: str, **look: bool) -> None:
    space = measures()["body"]["paragraph_space"]
    for line in text.split("\n"):
        last = _centred(document, line, used("body", "size"), before=space, **look)
    last.paragraph_format.space_after = Pt(space)


def keep_with_next(document: Document) -> None:
    """The last words stay on the page of what follows: no signature stands on a page alone."""
    last = document.element.body.sectPr.getprevious()
    if last is not None and last.tag == qn("w:p"):
        Paragraph(last, document._body).paragraph_format.keep_with_next = True


def add_article(document: Document, number: int, text: str) -> None:
    """ "Điều 1." in bold, then its words. A line feed begins a new paragraph of the article."""
    first, *others = text.split("\n")
    paragraph = add_paragraph(document, "")
    _write(paragraph, f"Điều {number}. ", used("body", "size"), bold=True)
    _write(paragraph, first, used("body", "size"))
    for line in others:
        add_paragraph(document, line)


def add_line(document: Document, text: str) -> None:
    """A line of a form: words and what was filled in. Where it ends in a blank the dots run to the margin."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(measures()["body"]["paragraph_space"] / 2)
    if text.endswith(BLANK):
        stops, margin = paragraph.paragraph_format.tab_stops, Mm(_text_width(document))
        stops.add_tab_stop(margin, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        text = f"{text.removesuffix(BLANK)}\t"
    _write(paragraph, text, used("body", "size"))


def add_table(document: Document, columns: Sequence[Column], rows: Iterable[Sequence[str] | GroupRow]) -> None:
    """A ruled table whose head is printed again on every page. A line feed in a cell starts a new line."""
    size = used("body", "table_size")
    table = _table(document, len(columns))
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for grid, column in zip(table._tbl.tblGrid.gridCol_lst, columns, strict=True):
        grid.w = Mm(column.width)
    widths = [round(column.width * _TWIPS_PER_MM) for column in columns]
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


def add_closing(document: Document, *, recipients: Sequence[str] = (), signature: Signature | None = None) -> None:
    """Recipients on the left, the signature block on the right."""
    width = _text_width(document)
    left, right = _side_by_side(document, (width * 0.45, width * 0.55))
    if recipients:
        _write(_next_paragraph(left), "Nơi nhận:", used("recipients", "head_size"), bold=True, italic=True)
        for at, recipient in enumerate(recipients, 1):
            end = "." if at == len(recipients) else ";"
            _write(_next_paragraph(left), f"- {recipient.rstrip('.; ')}{end}", used("recipients", "list_size"))
    if signature:
        _sign(right, signature)


def add_signatures(document: Document, signatures: Sequence[Signature]) -> None:
    """Those who sign side by side, in the given order; one alone signs on the right."""
    count, width = len(signatures), _text_width(document)
    shares = (0.45, 0.55) if count == 1 else (1 / count,) * count
    cells = _side_by_side(document, tuple(width * share for share in shares))
    for cell, signature in zip(cells[-count:], signatures, strict=True):
        _sign(cell, signature)


def _sign(cell: _Cell, signature: Signature) -> None:
    size = used("signature", "size")
    for line in (signature.form, *signature.titles):
        if line:
            _centred(cell, line.upper(), size, bold=True)
    if signature.note:
        _centred(cell, signature.note, used("recipients", "head_size"), italic=True)
    _centred(cell, "\n\n\n", size)
    _centred(cell, signature.name, size, bold=True)


def content(document: Document) -> bytes:
    """The finished .docx."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_letter(document: Document) -> None:
    style = document.styles["Normal"]
    font = measures()["source"]["font"]
    style.font.name, style.font.size = font, Pt(used("body", "size"))
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), font)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _number_pages(document: Document) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    letter = f'<w:rPr><w:sz w:val="{round(used("page", "number") * 2)}"/></w:rPr>'
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r>{letter}<w:t>2</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def _text_width(document: Document) -> float:
    page = document.element.body.sectPr  # of the last section: ``document.sections`` walks through everything
    return float((page.page_width - page.left_margin - page.right_margin) / Mm(1))


def _table(document: Document, columns: int) -> Table:
    """An empty table, without the walk through all sections of ``document.add_table``."""
    return document._body.add_table(0, columns, Mm(_text_width(document)))


def _side_by_side(document: Document, widths: tuple[float, ...]) -> list[_Cell]:
    """Cells without rules, kept on one page; their first empty paragraphs are used up by the first words."""
    table = _table(document, len(widths))
    table.add_row()
    table._tbl.tr_lst[0].get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for grid, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        grid.w = Mm(width)
    cells = list(table.rows[0].cells)
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
    return cells


def _next_paragraph(where: Document | _Cell) -> Paragraph:
    first = where.paragraphs[0] if isinstance(where, _Cell) else None
    return first if first is not None and not first.runs and len(where.paragraphs) == 1 else where.add_paragraph()


def _centred(where: Document | _Cell, text: str, size: float, *, before: float = 0, **look: bool) -> Paragraph:
    paragraph = _next_paragraph(where)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    _write(paragraph, text, size, **look)
    return paragraph


def _write(
    paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False, underlined: bool = False
) -> None:
    run = paragraph.add_run(clean(text))
    for look, wanted in (("bold", bold), ("italic", italic), ("underline", underlined)):
        if wanted:
            setattr(run, look, True)
    run.font.size = Pt(size)


def _rule(where: Document | _Cell, *, share: float) -> None:
    """A short centred line under the words before it: a thin paragraph border between wide indents.

    ``share`` is the part of the width the line takes.
    """
    width = float((where.width or 0) / Mm(1)) if isinstance(where, _Cell) else _text_width(where)
    side = round(width * (1 - share) / 2 * _TWIPS_PER_MM)
    paragraph = where.add_paragraph()
    properties = paragraph._p.get_or_add_pPr()
    for xml in (
        f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>',
        f'<w:spacing {nsdecls("w")} w:before="40" w:after="0" w:line="120" w:lineRule="exact"/>',
        f'<w:ind {nsdecls("w")} w:left="{side}" w:right="{side}"/>',
    ):
        properties.append(parse_xml(xml))


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
