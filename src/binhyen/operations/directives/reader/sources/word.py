"""Word documents (.docx): paragraphs and table rows in the order they are printed.

Read from the XML itself: list numbers are printed, accepted changes stand, deleted text is gone, text in the fonts of
the 1990s becomes Unicode, headers, footers and comments are left out. Layout tables (letterhead, signature block)
come as plain lines; every other table row is one line with cells.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from binhyen.kit.vietnamese.legacy import Legacy, convert, vietnamese_share
from binhyen.kit.vietnamese.text import clean
from binhyen.operations.directives.reader.values import RawLine, Refused

from .word_numbering import Numbering
from .word_runs import Paragraph, Segment, Walker, joined
from .word_styles import Styles, numbering_of, outline_level, styles_of
from .word_tables import LETTERHEAD, Table, is_layout, table_of
from .xml_parts import Element, attribute, child, local, mentioned, parse, stream, value

_BODY = ("p", "tbl", "sdt", "altChunk")
_PAGE_BREAK = b"lastRenderedPageBreak"  # Word notes where pages broke; without it, pages are unknown
_OLD_FONTS = (b'".Vn', b'".VN', b'".vn', b'"VNI-', b'"VNI ')
_PARAGRAPHS_PER_REPORT = 200
_SAMPLE_CHARS = 4_000  # of each old font, to see whether its text keeps the font's promise
_GAIN = 0.15


@dataclass(slots=True)
class _Context:
    styles: Styles
    numbering: Numbering
    legacy: frozenset[Legacy]
    lines: list[RawLine] = field(default_factory=list)
    tables: int = 0
    page: int | None = None


def lines_of(package: zipfile.ZipFile, progress: Callable[[int, int], None]) -> tuple[list[RawLine], list[str]]:
    """Lines of an opened and checked package; progress counts kilobytes of the main part."""
    main = _main_part(package)
    folder = main.rpartition("/")[0] + "/"
    size = package.getinfo(main).file_size
    styles = styles_of(parse(package, folder + "styles.xml"))
    marks = mentioned(package, main, (_PAGE_BREAK, *_OLD_FONTS))
    legacy = _kept_promises(package, main, styles) if styles.old_fonts or marks - {_PAGE_BREAK} else frozenset()
    numbering = Numbering(parse(package, folder + "numbering.xml"))
    context = _Context(styles, numbering, legacy, page=1 if _PAGE_BREAK in marks else None)
    walker = Walker(styles)
    with package.open(main) as part:
        for count, element in enumerate(stream(part, "body", _BODY)):
            for each in _unwrapped(element):
                _add(context, walker, each)
            if count % _PARAGRAPHS_PER_REPORT == 0:
                progress(part.tell() // 1024, size // 1024)
    if not any(line.text.strip() for line in context.lines):
        _refuse_without_text(package)
    progress(size // 1024, size // 1024)
    return context.lines, _remarks(walker, legacy)


def _main_part(package: zipfile.ZipFile) -> str:
    relations = parse(package, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


def _unwrapped(element: Element) -> Iterator[Element]:
    """Paragraphs and tables; content controls are opened, tables of contents left out."""
    if local(element) != "sdt":
        yield element
        return
    if value(element, "sdtPr", "docPartObj", "docPartGallery") == "Table of Contents":
        return
    content = child(element, "sdtContent")
    for each in content if content is not None else ():
        yield from _unwrapped(each)


def _add(context: _Context, walker: Walker, element: Element) -> None:
    name = local(element)
    if name == "p":
        _add_paragraph(context, walker, element)
    elif name == "tbl":
        table = table_of(element, lambda each: _printed(context, walker, each))
        if is_layout(table):
            _add_layout(context, table)
        else:
            _add_rows(context, table)
    elif name == "altChunk":
        walker.foreign_parts += 1


def _add_paragraph(context: _Context, walker: Walker, element: Element) -> None:
    paragraph = walker.paragraph(element)
    for box in paragraph.boxes:
        for each in box:
            _add(context, walker, each)
    if context.page is not None:
        context.page += paragraph.breaks_before
    text = _text_of(context, element, paragraph)
    for line in _split_at_breaks(text):
        context.lines.append(
            RawLine(
                number=len(context.lines) + 1,
                text=line,
                page=context.page,
                heading=_heading(context, element),
                bold=paragraph.bold,
            )
        )
    if context.page is not None:
        context.page += paragraph.breaks_after


def _text_of(context: _Context, element: Element, paragraph: Paragraph) -> str:
    properties = child(element, "pPr")
    own = numbering_of(properties)
    chain = context.styles.chain(value(properties, "pStyle"))
    inherited = next((style.numbering for style in chain if style.numbering), None)
    number = ""
    text = _modern(context, paragraph.segments)
    if text.strip() and (own or inherited):
        num_id, level = own or inherited or ("", 0)
        if own and not own[0] and inherited:  # only the level is the paragraph's own
            num_id = inherited[0]
        number = context.numbering.next(num_id, level)
    return number + text.strip(" \t")


def _modern(context: _Context, segments: list[Segment]) -> str:
    parts = []
    for segment in joined(segments):
        text = segment.text
        if segment.legacy and segment.legacy in context.legacy:
            text = convert(text, segment.legacy, capitals=segment.capitals)
        parts.append(text.upper() if segment.caps else text)
    return clean("".join(parts))


def _split_at_breaks(text: str) -> list[str]:
    """A manual line break starts a new line where the next words begin something; else it was only for looks."""
    lines = [each.strip() for line in text.split("\n") for each in _without_tabs(line)]
    if len(lines) == 1:
        return lines
    out = [lines[0]]
    for line in lines[1:]:
        previous = out[-1]
        if not line or not previous:
            out[-1] = previous or line
        elif line[0].islower() and previous[-1] not in ".;:!?":
            out[-1] = f"{previous} {line}"
        else:
            out.append(line)
    return out


def _without_tabs(line: str) -> list[str]:
    """Tabs set a letterhead or signatures side by side where there is no table for it; elsewhere they are spaces."""
    return line.split("\t") if "\t" in line and LETTERHEAD.search(line) else [line.replace("\t", " ")]


def _heading(context: _Context, element: Element) -> int | None:
    properties = child(element, "pPr")
    own = outline_level(properties)
    if own is not None:
        return own
    chain = context.styles.chain(value(properties, "pStyle"))
    return next((style.heading for style in chain if style.heading is not None), None)


def _printed(context: _Context, walker: Walker, element: Element) -> list[str]:
    """The lines of one paragraph inside a cell, text boxes first."""
    paragraph = walker.paragraph(element)
    if context.page is not None:
        context.page += paragraph.breaks_before + paragraph.breaks_after
    boxed = [
        line
        for box in paragraph.boxes
        for each in box
        if local(each) == "p"
        for line in _printed(context, walker, each)
    ]
    text = _text_of(context, element, paragraph).replace("\t", " ")
    return boxed + [line for line in text.split("\n") if line.strip()]


def _add_layout(context: _Context, table: Table) -> None:
    for row in table.rows:
        for cell in row:
            for line in cell:
                context.lines.append(RawLine(number=len(context.lines) + 1, text=line.strip(), page=context.page))


def _add_rows(context: _Context, table: Table) -> None:
    context.tables += 1
    for row in table.rows:
        cells = tuple("\n".join(lines).strip() for lines in row)
        context.lines.append(
            RawLine(
                number=len(context.lines) + 1,
                text="\t".join(cells),
                page=context.page,
                cells=cells,
                table=context.tables,
            )
        )


def _kept_promises(package: zipfile.ZipFile, main: str, styles: Styles) -> frozenset[Legacy]:
    """Old encodings the document really uses: fonts are often left over on text that is Unicode already."""
    samples: dict[Legacy, list[str]] = {Legacy.TCVN3: [], Legacy.VNI: []}
    walker = Walker(styles)
    with package.open(main) as part:
        for element in stream(part, "body", _BODY):
            for paragraph in element.iter("{*}p"):
                for segment in walker.paragraph(paragraph).segments:
                    if segment.legacy:
                        samples[segment.legacy].append(segment.text)
            if any(sum(map(len, texts)) > _SAMPLE_CHARS for texts in samples.values()):
                break
    found = set()
    for legacy, texts in samples.items():
        sample = " ".join(texts)
        if vietnamese_share(convert(sample, legacy)) > vietnamese_share(sample) + _GAIN:
            found.add(legacy)
    return frozenset(found)


def _refuse_without_text(package: zipfile.ZipFile) -> None:
    pictures = [name for name in package.namelist() if "/media/" in name]
    if pictures:
        raise Refused(
            "IMAGE_ONLY",
            f"Tài liệu Word chỉ có {len(pictures)} ảnh chụp, không có chữ. "
            "Hãy lưu thành PDF rồi nộp bản PDF (sẽ được nhận dạng chữ), hoặc nộp bản gõ.",
        )
    raise Refused("EMPTY", "Tài liệu Word không có chữ nào. Hãy kiểm tra lại có chọn đúng tệp không.")


def _remarks(walker: Walker, legacy: frozenset[Legacy]) -> list[str]:
    notes = []
    if legacy:
        names = ", ".join({Legacy.TCVN3: "TCVN3 (.Vn…)", Legacy.VNI: "VNI"}.get(each, each) for each in sorted(legacy))
        notes.append(f"Tài liệu dùng phông chữ cũ {names}, đã chuyển sang Unicode.")
    if walker.deleted:
        notes.append(
            f"Tài liệu còn {walker.deleted} chỗ xóa chưa duyệt (Track Changes); đã đọc theo bản đã chấp nhận sửa đổi."
        )
    if walker.footnotes:
        notes.append(f"Có {walker.footnotes} chú thích cuối trang; không đọc thành nhiệm vụ.")
    if walker.foreign_parts:
        notes.append(f"Có {walker.foreign_parts} phần chèn từ tệp khác không đọc được; hãy mở bằng Word và lưu lại.")
    return notes
