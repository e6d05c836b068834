"""The body: title, bases, numbered points, articles, lines to fill in, annex titles."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from binhyen.kit.official_letters import widest_line
from binhyen.kit.official_words import BLANK

from .measures import measures, used
from .words import centred, rule, text_width, write

END = "./."
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Level(IntEnum):
    """How deep a numbered paragraph stands: I, 1, a), -."""

    PART = 1
    POINT = 2
    LETTER = 3
    DASH = 4


class TooManyPoints(ValueError):
    """The alphabet has ended; the message says what to do."""


def add_title(document: Document, kind: str, abstract: str) -> None:
    """The kind of the document in capitals, below it what it is about."""
    centred(document, kind.upper(), used("title", "kind_size"), bold=True, before=12)
    size = used("title", "abstract_size")
    centred(document, abstract, size, bold=True)
    _title_rule(document, abstract, size)


def add_annex_title(document: Document, *, name: str, title: str, attached_to: str = "") -> None:
    """The title of an annex: "Phụ lục I", what it holds in capitals, and the document it goes with."""
    size = used("title", "annex_size")
    centred(document, name.upper(), size, bold=True, before=12)
    centred(document, title.upper(), size, bold=True)
    last = title.upper()
    if attached_to:
        last = f"(Kèm theo {attached_to})"
        centred(document, last, used("body", "size"), italic=True)
    _title_rule(document, last, size)


def _title_rule(document: Document, above: str, size: float) -> None:
    widest = widest_line(above, size=size, into=text_width(document), bold=True)
    rule(document, length=widest * used("title", "rule"))


def add_paragraph(document: Document, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """A paragraph of the body: justified, first line indented."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(used("body", "indent"))
    paragraph.paragraph_format.space_after = Pt(used("body", "paragraph_space"))
    write(paragraph, text, used("body", "size"), bold=bold, italic=italic)
    return paragraph


def add_bases(document: Document, lines: Sequence[str]) -> None:
    """The legal bases in italics, each ending with ";", the last with "."."""
    for at, line in enumerate(lines, 1):
        add_paragraph(document, line.rstrip(" .;,") + ("." if at == len(lines) else ";"), italic=True)


def numeral(level: Level, at: int) -> str:
    """How the ``at``-th (from 1) paragraph of a level begins: "II.", "2.", "đ)", "-". Raises TooManyPoints."""
    if level == Level.PART:
        return f"{_roman(at)}."
    if level == Level.POINT:
        return f"{at}."
    if level == Level.DASH:
        return "-"
    letters = measures()["body"]["letters"]
    if at > len(letters):
        raise TooManyPoints(f"Quá {len(letters)} điểm a), b), c)… trong một khoản. Hãy tách thành nhiều khoản.")
    return f"{letters[at - 1]})"


def _roman(number: int) -> str:
    made = ""
    for value, sign in _ROMAN:
        while number >= value:
            made, number = made + sign, number - value
    return made


class Outline:
    """Counts numbered paragraphs: a deeper level begins anew under each of the level above."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: Level) -> str:
        """The numeral of the next paragraph of a level."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (len(self._counts) - level)
        return numeral(level, self._counts[level - 1])


def add_point(document: Document, numeral: str, text: str, level: Level) -> None:
    """A numbered paragraph. Parts and points without a full stop are headings: bold, on the page of what follows."""
    heading = level <= Level.POINT and not text.rstrip().endswith((".", ";", ":", ","))
    words = text.upper() if level == Level.PART else text
    paragraph = add_paragraph(document, f"{numeral} {words}", bold=heading or level == Level.PART)
    if heading:
        paragraph.paragraph_format.keep_with_next = True


def add_heading(document: Document, text: str) -> None:
    """A line of its own in capitals, centred and bold: who decides, "QUYẾT ĐỊNH:"."""
    _alone(document, text.upper(), bold=True)


def add_addressed(document: Document, text: str) -> None:
    """ "Kính gửi: …", centred; several addressees, a line each, stand under it with dashes."""
    first, *others = text.split("\n")
    if not others:
        _alone(document, text)
        return
    size, side = used("recipients", "addressed_size"), Mm(text_width(document) / 4)
    called, _, one = first.partition(":")
    names = [name for name in (one, *others) if name.strip(" -.;")]
    lines = [f"{called}:", *(f"- {name.strip(' -.;')}{'.' if name is names[-1] else ';'}" for name in names)]
    for at, line in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = side
        paragraph.paragraph_format.space_before = Pt(0 if at else used("body", "paragraph_space"))
        write(paragraph, line, size)
    paragraph.paragraph_format.space_after = Pt(used("body", "paragraph_space"))


def _alone(document: Document, text: str, *, bold: bool = False) -> None:
    space = used("body", "paragraph_space")
    for line in text.split("\n"):
        last = centred(document, line, used("body", "size"), before=space, bold=bold)
    last.paragraph_format.space_after = Pt(space)


def end_text(document: Document) -> None:
    """ "./." behind the last words of the body; below a table, which has none, on a line that keeps its last row.

    Where that table lies across, so does what ends the document: a page turned back would hold the signature alone.
    """
    last = _last_block(document)
    if last is not None and last.tag == qn("w:tbl"):
        _hold_last_row(last)
        closing = add_paragraph(document, END)
        closing.paragraph_format.space_before = closing.paragraph_format.space_after
        return
    words = _last_paragraph(document)
    if words is None or not words.runs or words.text.rstrip().endswith(END):
        return
    run = words.runs[-1]
    run.text = run.text.rstrip(" .;") + END


def _last_block(document: Document) -> Any:
    """The last words or table; room left below a table, and pages turned back behind it, are taken away."""
    body = document.element.body
    last = body.sectPr.getprevious()
    before = last
    while before is not None and before.tag == qn("w:p") and not before.findall(qn("w:r")):
        before = before.getprevious()
    if before is None or before.tag != qn("w:tbl"):
        return last
    while last is not before:
        turned = last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if turned is not None:
            body.replace(body.sectPr, turned)
        body.remove(last)
        last = body.sectPr.getprevious()
    return before


def _hold_last_row(table: Any) -> None:
    """The last row of a table stays on the page of what follows; a row that may break over pages does not."""
    row = table.findall(qn("w:tr"))[-1]
    if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None:
        return
    for paragraph in row.iter(qn("w:p")):
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def add_gap(document: Document) -> None:
    """The room of a paragraph's end, below what has none of its own: a table."""
    document.add_paragraph().paragraph_format.line_spacing = Pt(used("body", "paragraph_space"))


def keep_with_next(document: Document) -> None:
    """The last words stay on the page of what follows: no signature stands on a page alone."""
    last = _last_paragraph(document)
    if last is not None:
        last.paragraph_format.keep_with_next = True


def _last_paragraph(document: Document) -> Paragraph | None:
    last = document.element.body.sectPr.getprevious()
    return Paragraph(last, document._body) if last is not None and last.tag == qn("w:p") else None


def add_article(document: Document, number: int, text: str) -> None:
    """ "Điều 1." in bold, then its words. A line feed begins a new paragraph of the article."""
    first, *others = text.split("\n")
    paragraph = add_paragraph(document, "")
    write(paragraph, f"Điều {number}. ", used("body", "size"), bold=True)
    write(paragraph, first, used("body", "size"))
    for line in others:
        add_paragraph(document, line)


def add_line(document: Document, text: str) -> None:
    """A line of a form: words and what was filled in. Where it ends in a blank the dots run to the margin."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(used("body", "paragraph_space") / 2)
    if text.endswith(BLANK):
        stops, margin = paragraph.paragraph_format.tab_stops, Mm(text_width(document))
        stops.add_tab_stop(margin, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        text = f"{text.removesuffix(BLANK)}\t"
    write(paragraph, text, used("body", "size"))
