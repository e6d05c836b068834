"""One PDF page: its lines from the text layer, its tables where ruling lines enclose cells."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from binhyen.kit.vietnamese.text import clean, collapse

from .pages import PageText, TableRows, TextLine, cell_text
from .pdf_tables import MAX_SEGMENTS, Grid, Stroke, grids, stroke_of

_BREAK = re.compile("\r\n|\n|\r")
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\uffff": None})
_COLUMN_GAP = 24.0  # points between two stretches of one line: text set side by side (letterhead, signatures)
_SPACE = 4.0  # points, the width of a space
_INDENT = 9.0  # points; indents of first lines are 28 to 36
_LIST_MARK = re.compile(r"[-–+•*]|\(?[\da-zđIVX.]{1,6}[.)]")
_PAGE_NUMBER = re.compile(r"[-–\s\d/]+")
_HEAD_LINES = 2  # a running head and a page number are followed by whatever the page before ended with
_FEW_LINES = 6  # fewer lines tell nothing of the margin
_MAX_DEPTH = 4  # forms within forms
_SIMPLE_PATH = 6  # segments of a plain line or box
_FONT_NAME_BYTES = 128
_BOLD_WEIGHT = 600


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word inside a table: its line on the page and the middle of its first letter."""

    text: str
    line: int
    x: float
    y: float


def read_page(page: pdfium.PdfPage) -> PageText:
    """Lines and tables of a page in reading order."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        found = PageText(letters=sum(map(str.isalpha, text)))
        strokes = [] if page.get_rotation() else _strokes(page, found)
        tables = grids(strokes)
        found.items = _items(textpage, text, tables)
        return found
    finally:
        textpage.close()


def _items(textpage: pdfium.PdfTextPage, text: str, tables: list[Grid]) -> list[TextLine | TableRows]:
    items: list[TextLine | TableRows | int] = []  # a number stands for a table until all its words are known
    held: dict[int, list[_Placed]] = {}
    for number, (start, line) in enumerate(_lines(text)):
        inside = _table_at(textpage, start, line, tables) if tables else None
        if inside is None:
            items += _split(textpage, start, line)
            continue
        if inside not in held:
            held[inside] = []
            items.append(inside)
        held[inside] += _placed(textpage, start, line, number)
    return _parted([_table(tables[item], held[item]) if isinstance(item, int) else item for item in items])


def _parted(items: list[TextLine | TableRows]) -> list[TextLine | TableRows]:
    """An empty line between paragraphs, where the page shows that one begins."""
    ends = sorted(item.right for item in items if isinstance(item, TextLine))
    if len(ends) < _FEW_LINES:
        return items
    margin = ends[int(len(ends) * 0.9)]
    out: list[TextLine | TableRows] = []
    for at, item in enumerate(items):
        before = out[-1] if at > _HEAD_LINES else None
        if isinstance(before, TextLine) and isinstance(item, TextLine) and _begins(before, item, margin):
            out.append(TextLine(""))
        out.append(item)
    return out


def _begins(before: TextLine, line: TextLine, margin: float) -> bool:
    """The line before was ended by the writer, not by the margin: the next word would have fitted. Or this one is
    indented, and not because it hangs under a list mark."""
    if _PAGE_NUMBER.fullmatch(line.text):
        return False
    if before.right + line.first < margin - _SPACE:
        return True
    return line.left > before.left + _INDENT and not _LIST_MARK.match(before.text)


def _placed(textpage: pdfium.PdfTextPage, start: int, line: str, number: int) -> Iterator[_Placed]:
    for found in re.finditer(r"\S+", line):
        x, y = _centre(textpage, start + found.start())
        yield _Placed(found.group(), number, x, y)


def _centre(textpage: pdfium.PdfTextPage, at: int) -> tuple[float, float]:
    left, bottom, right, top = textpage.get_charbox(at)
    return (left + right) / 2, (bottom + top) / 2


def _table(grid: Grid, words: list[_Placed]) -> TableRows:
    """Rows of cells; a word belongs where its first letter stands, even if it runs over a rule."""
    rows = []
    for row in grid.rows:
        cells = tuple(_cell([word for word in words if box and box.holds(word.x, word.y)]) for box in row)
        if any(cells):
            rows.append(cells)
    return TableRows(grid.columns, tuple(rows))


def _cell(words: list[_Placed]) -> str:
    lines = groupby(words, key=lambda word: word.line)
    return cell_text(" ".join(word.text for word in line).translate(_HYPHENS) for _, line in lines)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with the place of their first character in the page's text."""
    begin = 0
    for found in _BREAK.finditer(text):
        yield begin, text[begin : found.start()]
        begin = found.end()
    yield begin, text[begin:]


def _table_at(textpage: pdfium.PdfTextPage, start: int, line: str, tables: list[Grid]) -> int | None:
    first = len(line) - len(line.lstrip())
    if first == len(line):
        return None
    x, y = _centre(textpage, start + first)
    return next((at for at, table in enumerate(tables) if table.box.holds(x, y)), None)


def _split(textpage: pdfium.PdfTextPage, start: int, line: str) -> Iterator[TextLine]:
    """The line, or its parts where a wide gap shows that two texts stand side by side."""
    for begin, end in _stretches(textpage, start, line):
        text = collapse(clean(line[begin:end].translate(_HYPHENS)))
        if text:
            yield _line(textpage, start + begin, line[begin:end], text)


def _line(textpage: pdfium.PdfTextPage, start: int, line: str, text: str) -> TextLine:
    begin = start + len(line) - len(line.lstrip())
    word = begin + len(line.split(None, 1)[0]) - 1
    left = textpage.get_charbox(begin)[0]
    return TextLine(
        text,
        bold=_is_bold(textpage, start, line),
        left=left,
        right=textpage.get_charbox(start + len(line.rstrip()) - 1)[2],
        first=textpage.get_charbox(word)[2] - left + _SPACE,
    )


def _stretches(textpage: pdfium.PdfTextPage, start: int, line: str) -> list[tuple[int, int]]:
    cuts = [0]
    if textpage.count_rects(start, len(line)) > 1:
        for space in re.finditer(r"(?<=\S)\s+(?=\S)", line):
            right = textpage.get_charbox(start + space.start() - 1)[2]
            left = textpage.get_charbox(start + space.end())[0]
            if left - right > _COLUMN_GAP:
                cuts.append(space.end())
    return list(zip(cuts, [*cuts[1:], len(line)], strict=True))


def _is_bold(textpage: pdfium.PdfTextPage, start: int, line: str) -> bool:
    """The whole line, or its label up to a colon, is bold."""
    stripped = line.rstrip()
    first = len(line) - len(line.lstrip())
    colon = stripped.find(":")
    last = colon - 1 if 0 < colon < len(stripped) - 1 else len(stripped) - 1
    return _bold_at(textpage, start + first) and _bold_at(textpage, start + max(first, last))


def _bold_at(textpage: pdfium.PdfTextPage, at: int) -> bool:
    if raw.FPDFText_GetFontWeight(textpage, at) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, at, name, _FONT_NAME_BYTES, ctypes.byref(flags))
    return b"bold" in name.value.lower()


def _strokes(page: pdfium.PdfPage, found: PageText) -> list[Stroke]:
    """Ruling lines of a page; notes on the way whether there are pictures."""
    strokes: list[Stroke] = []
    wanted = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    for item in page.get_objects(filter=wanted, max_depth=_MAX_DEPTH):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures = True
            continue
        strokes += _path_strokes(item)
        if len(strokes) > MAX_SEGMENTS:
            return []
    return strokes


def _path_strokes(path: pdfium.PdfObject) -> list[Stroke]:
    count = raw.FPDFPath_CountSegments(path)
    if count <= _SIMPLE_PATH:
        line = stroke_of(*path.get_bounds())
        if line:
            return [line]
    if not 2 <= count <= MAX_SEGMENTS:
        return []
    matrix = path.get_matrix()
    strokes: list[Stroke] = []
    start = before = (0.0, 0.0)
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = matrix.on_point(x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            start = here
        else:
            strokes += _between(before, here)
        if raw.FPDFPathSegment_GetClose(segment):
            strokes += _between(here, start)
        before = here
    return strokes


def _between(a: tuple[float, float], b: tuple[float, float]) -> list[Stroke]:
    line = stroke_of(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    return [line] if line else []
