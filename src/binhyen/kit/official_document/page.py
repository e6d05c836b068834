"""Pages: size, margins, letter, numbers on top, turned pages, the words over a draft."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt

from binhyen.kit.vietnamese.text import clean

from .measures import measures, used

DRAFT = "DỰ THẢO"
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def new_document(*, landscape: bool = False, title: str = "", author: str = "", remark: str = "") -> Document:
    """An empty A4 page with the margins and the letter of the decree, numbered from page 2 on top."""
    document = docx.Document()
    section = document.sections[0]
    _turn(section, landscape=landscape)
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


def start_another(document: Document, *, landscape: bool = False) -> None:
    """A new page that begins a document of its own: its pages are numbered from 1 again, the first without a number."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _turn(section, landscape=landscape)
    section.different_first_page_header_footer = True
    for numbered in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(numbered)
    section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))


def turn_page(document: Document, *, landscape: bool) -> None:
    """The next page lies across, or stands again; numbers go on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    for numbered in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(numbered)
    _turn(section, landscape=landscape)


def mark_draft(document: Document, words: str = DRAFT) -> None:
    """Pale words across every page. Before it is issued a document says so on each of its pages."""
    section = document.sections[0]
    section.first_page_header.is_linked_to_previous = False
    for at, header in enumerate((section.header, section.first_page_header)):
        shape = (
            f'<w:r {nsdecls("w")} {_VML}><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
            'adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas/><v:path textpathok="t"/>'
            '<v:textpath on="t" fitshape="t"/></v:shapetype>'
            f'<v:shape id="du_thao_{at}" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;'
            "width:420pt;height:105pt;rotation:315;z-index:-251657216;mso-position-horizontal:center;"
            "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
            'mso-position-vertical-relative:margin" fillcolor="#e1e1e1" stroked="f">'
            f'<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="{words}"/></v:shape>'
            "</w:pict></w:r>"
        )
        header.paragraphs[0]._p.append(parse_xml(shape))


def _turn(section: Section, *, landscape: bool) -> None:
    width, height = Mm(measures()["page"]["width"]), Mm(measures()["page"]["height"])
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)


def _set_letter(document: Document) -> None:
    style = document.styles["Normal"]
    font = measures()["source"]["font"]
    style.font.name, style.font.size = font, Pt(used("body", "size"))
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), font)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = used("body", "line")


def _number_pages(document: Document) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    letter = f'<w:rPr><w:sz w:val="{round(used("page", "number") * 2)}"/></w:rPr>'
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r>{letter}<w:t>2</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
