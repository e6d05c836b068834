"""Makes .docx and .pdf of directives of the corpus, the same bytes every time, with what the project already has.

The .docx has real tables and, as Word users make them, list numbers that are not in the text (dashes and "1." …).
The .pdf has a text layer, ruled tables, page numbers and paragraphs broken over pages; it is written by hand because
no library of the project writes PDF, and names a font without carrying it: readers of text need only its code table.
"""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
import zlib
from collections.abc import Iterator

from docx import Document as new_docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.directives.authoring import Document, Paragraph

FIXED_TIME = (2026, 1, 1, 0, 0, 0)
BOLD = re.compile(r"(\*\*.+?\*\*|\*[^*]+\*|<sup>.+?</sup>)")
DASH = re.compile(r"^[-•+] ")
NUMBER = re.compile(r"^(\d+)\. ")
SEPARATOR = re.compile(r"^[-: ]*$")
DASHES, NUMBERS, FIRST_LIST = 9001, 9002, 9100  # ids far from those of Word's own template


def docx_bytes(document: Document) -> bytes:
    """A Word file of the directive, numbers of lists left to Word."""
    file = new_docx()
    numbering = Numbering(file)
    for block in blocks(document):
        if isinstance(block, Paragraph):
            add_paragraph(file, block.text.strip(), numbering)
        else:
            add_table(file, block)
    target = io.BytesIO()
    file.save(target)
    return repacked(target.getvalue())


def blocks(document: Document) -> Iterator[Paragraph | list[tuple[str, ...]]]:
    """Paragraphs, and the rows of a table together."""
    rows: list[tuple[str, ...]] = []
    for paragraph in document.paragraphs:
        if paragraph.cells:
            if not all(SEPARATOR.match(cell) for cell in paragraph.cells):
                rows.append(paragraph.cells)
            continue
        if rows:
            yield rows
            rows = []
        yield paragraph
    if rows:
        yield rows


class Numbering:
    """Word list definitions: one for dashes, a new count for every list that starts at 1."""

    def __init__(self, file: object) -> None:
        self.root = file.part.numbering_part.element  # type: ignore[attr-defined]
        self._define(DASHES, "bullet", "-")
        self._define(NUMBERS, "decimal", "%1.")
        self.next_id = FIRST_LIST
        self.dash = self._instance(DASHES)
        self.current, self.count = 0, 0

    def number(self, value: int) -> int:
        """The list instance whose next number is ``value``; 0 when Word would not print that number."""
        if value == 1:
            self.current, self.count = self._instance(NUMBERS), 0
        if value != self.count + 1 or not self.current:
            self.current = 0
            return 0
        self.count = value
        return self.current

    def _define(self, key: int, form: str, text: str) -> None:
        element = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        )
        self.root.insert(0, element)

    def _instance(self, abstract: int) -> int:
        self.next_id += 1
        self.root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self.next_id}"><w:abstractNumId w:val="{abstract}"/>'
                f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
        return self.next_id


def add_paragraph(file: object, text: str, numbering: Numbering) -> None:
    heading = re.match(r"^(#+) ", text)
    text = text[heading.end() :] if heading else text
    paragraph = file.add_paragraph(style=f"Heading {min(len(heading.group(1)), 4)}" if heading else None)  # type: ignore[attr-defined]
    instance = 0
    if DASH.match(text):
        instance = numbering.dash
    elif (found := NUMBER.match(text)) and not heading:
        instance = numbering.number(int(found.group(1)))
    if instance:
        attach(paragraph, instance)
        text = text.split(" ", 1)[1]
    add_runs(paragraph, text)


def attach(paragraph: object, instance: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    element = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", 0), ("w:numId", instance)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        element.append(child)
    properties.append(element)


def add_runs(paragraph: object, text: str) -> None:
    for piece in BOLD.split(text):
        if not piece:
            continue
        plain = re.sub(r"</?sup>|\*", "", piece)
        run = paragraph.add_run(plain)  # type: ignore[attr-defined]
        if piece.startswith("**"):
            run.bold = True
        elif piece.startswith("<sup>"):
            run.font.superscript = True
        elif piece.startswith("*"):
            run.italic = True


def add_table(file: object, rows: list[tuple[str, ...]]) -> None:
    table = file.add_table(rows=0, cols=max(map(len, rows)), style="Table Grid")  # type: ignore[attr-defined]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            add_runs(cell.paragraphs[0], text)


def repacked(content: bytes) -> bytes:
    """The same package with one fixed time, so that two builds are equal."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, FIXED_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


# --- PDF ---------------------------------------------------------------------------------------------------------

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 595, 842, 70, 780, 70
SIZE, LEADING = 12, 17
ADVANCE = 0.5  # every character half an em wide: wrapping needs no font
LINE_CHARACTERS = int((WIDTH - LEFT - 55) / (SIZE * ADVANCE))


class Page:
    def __init__(self, number: int) -> None:
        self.drawing: list[str] = []
        self.top = TOP
        if number > 1:
            self.text(WIDTH / 2, 806, str(number))

    def text(self, x: float, y: float, words: str, size: int = SIZE) -> None:
        self.drawing.append(f"BT /F1 {size} Tf 1 0 0 1 {x:g} {y:g} Tm <{words.encode('utf-16-be').hex()}> Tj ET")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.drawing.append(f"{x:g} {y:g} {width:g} {height:g} re S")


class Pages:
    def __init__(self) -> None:
        self.pages = [Page(1)]

    @property
    def last(self) -> Page:
        return self.pages[-1]

    def room(self, height: float) -> Page:
        """The page the next thing goes on."""
        if self.last.top - height < BOTTOM:
            self.pages.append(Page(len(self.pages) + 1))
        return self.last

    def paragraph(self, text: str) -> None:
        for line in textwrap.wrap(text, LINE_CHARACTERS, break_long_words=False, break_on_hyphens=False) or [""]:
            page = self.room(LEADING)
            page.top -= LEADING
            page.text(LEFT, page.top, line)
        self.last.top -= 4

    def table(self, rows: list[tuple[str, ...]]) -> None:
        columns = max(map(len, rows))
        longest = [max(len(row[i]) if i < len(row) else 0 for row in rows) for i in range(columns)]
        shares = [min(max(length, 5), 38) for length in longest]
        total = WIDTH - LEFT - 45
        widths = [total * share / sum(shares) for share in shares]
        for row in rows:
            self._row(row, widths)
        self.last.top -= 8

    def _row(self, row: tuple[str, ...], widths: list[float]) -> None:
        size, leading = 9, 12
        cells = [
            textwrap.wrap(text, max(3, int((width - 6) / (size * ADVANCE))), break_on_hyphens=False) or [""]
            for text, width in zip(row, widths, strict=False)
        ]
        height = max(map(len, cells)) * leading + 6
        page = self.room(height)
        x = LEFT - 10.0
        for lines, width in zip(cells, widths, strict=False):
            page.box(x, page.top - height, width, height)
            for index, line in enumerate(lines):
                page.text(x + 3, page.top - leading * (index + 1), line, size)
            x += width
        page.top -= height


def pdf_bytes(document: Document) -> bytes:
    """A text PDF of the directive."""
    return PdfFile().of(laid_out(document).pages)


def pages_of(document: Document) -> int:
    """How many pages the PDF has."""
    return len(laid_out(document).pages)


def laid_out(document: Document) -> Pages:
    pages = Pages()
    for block in blocks(document):
        if isinstance(block, Paragraph):
            pages.paragraph(plain(block.text.strip()))
        else:
            pages.table([tuple(plain(cell) for cell in row) for row in block])
    return pages


def plain(text: str) -> str:
    return re.sub(r"^#+ |</?sup>|\*\*|\*(?=\S)|(?<=\S)\*", "", text)


class PdfFile:
    """Objects of a PDF, numbered as they are added."""

    def __init__(self) -> None:
        self.objects: list[bytes] = []

    def add(self, body: str | bytes) -> int:
        self.objects.append(body.encode("ascii") if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, content: bytes) -> int:
        packed = zlib.compress(content, 9)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        return self.add(head + packed + b"\nendstream")

    def font(self) -> int:
        described = self.add(
            "<< /Type /FontDescriptor /FontName /TimesNewRomanPSMT /Flags 4 /FontBBox [0 -220 1000 900]"
            " /ItalicAngle 0 /Ascent 900 /Descent -220 /CapHeight 700 /StemV 80 >>"
        )
        inner = self.add(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /TimesNewRomanPSMT /DW 500"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {described} 0 R /CIDToGIDMap /Identity >>"
        )
        ranges = "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in (0, 1, 3, 0x1E, 0x20, 0x22))
        table = self.stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def /CMapName /U def\n"
            b"1 begincodespacerange <0000> <ffff> endcodespacerange\n6 beginbfrange\n"
            + ranges.encode()
            + b"\nendbfrange endcmap end end"
        )
        return self.add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /TimesNewRomanPSMT /Encoding /Identity-H"
            f" /DescendantFonts [{inner} 0 R] /ToUnicode {table} 0 R >>"
        )

    def of(self, pages: list[Page]) -> bytes:
        font = self.font()
        tree = len(self.objects) + 2 * len(pages) + 1  # comes after a content and a page object each
        kids = []
        for page in pages:
            content = self.stream("\n".join(page.drawing).encode("ascii"))
            kids.append(
                self.add(
                    f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {content} 0 R"
                    f" /Resources << /Font << /F1 {font} 0 R >> >> >>"
                )
            )
        references = " ".join(f"{kid} 0 R" for kid in kids)
        self.add(f"<< /Type /Pages /Kids [{references}] /Count {len(kids)} >>")
        return self._file(self.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"))

    def _file(self, root: int) -> bytes:
        content, offsets = b"%PDF-1.7\n", []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(content))
            content += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(content)
        table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        content += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{table}".encode()
        content += f"trailer\n<< /Size {len(offsets) + 1} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
        return content
