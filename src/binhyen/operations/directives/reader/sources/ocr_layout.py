"""From a picture to a page: ruling lines found in the picture, recognised words put into lines and cells.

Places are turned into points of an A4 sheet (x to the right, y upwards, 595 points wide), so that the geometry of PDF
pages serves scans too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from PIL import Image, ImageChops, ImageDraw, ImageOps
from PIL.Image import Image as Picture

from binhyen.kit.vietnamese.syllables import Style, is_syllable, place_tone
from binhyen.kit.vietnamese.text import clean, collapse

from .pages import PageText, TableRows, TextLine, cell_text
from .pdf_tables import Grid, Stroke, stroke_of

_PAGE_POINTS = 595.0
_SMALL = 700  # pixels of width: enough to see text lines, fast to turn
_ANGLES = tuple(step / 5 for step in range(-12, 13))  # degrees; a sheet fed by hand lies within two
_DARK = 150  # of 255: ink
_PIECE = 24  # pixels along a line that are looked at together: short enough to follow a page scanned askew
_FULL = 195  # of 255: so much of a piece must be ink; letters have gaps, rules have none
_RUN = re.compile(rb"\xff{3,}")  # pieces in a row that make a rule: some 9 mm
_SIDE_BY_SIDE = 3.0  # a gap of so many letter heights parts two texts on one line
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_WORD_LEVEL = "5"
_RULE_PIXELS = 7  # painted over a rule before reading, so that it is not taken for letters


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    line: tuple[str, str, str]  # block, paragraph, line
    left: int
    top: int
    right: int
    bottom: int


def straightened(image: Picture) -> Picture:
    """The picture turned so that its lines lie level: the angle whose rows differ most between ink and paper."""
    small = ImageOps.invert(image.resize((_SMALL, max(1, image.height * _SMALL // image.width))))

    def contrast(angle: float) -> float:
        rows = small.rotate(angle, Image.Resampling.BILINEAR).resize((1, small.height), Image.Resampling.BOX).tobytes()
        return sum((one - other) ** 2 for one, other in pairwise(rows))

    angle = max(_ANGLES, key=lambda each: (contrast(each), -abs(each)))
    if angle == 0:
        return image
    return image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)


def strokes_of(image: Picture) -> list[Stroke]:
    """Straight rules of a grey picture, in points."""
    ink = image.point(lambda value: 255 if value < _DARK else 0)
    scale = _PAGE_POINTS / image.width
    found = [_in_points(box, scale) for box in _runs(ink)]
    turned = ink.transpose(Image.Transpose.TRANSPOSE)
    found += [_in_points((top, left, bottom, right), scale) for left, top, right, bottom in _runs(turned)]
    return [stroke for stroke in found if stroke]


def without_rules(image: Picture, tables: Sequence[Grid]) -> Picture:
    """The picture with the rules of its tables painted over."""
    if not tables:
        return image
    scale = _PAGE_POINTS / image.width
    plain = image.copy()
    pen = ImageDraw.Draw(plain)
    for box in (cell for table in tables for row in table.rows for cell in row if cell):
        corners = (box.left / scale, -box.top / scale, box.right / scale, -box.bottom / scale)
        pen.rectangle(corners, outline=255, width=_RULE_PIXELS)
    return plain


def words_of(table: str) -> list[Word]:
    """Words of the program's answer (level, page, block, paragraph, line, word, box, confidence, text)."""
    words = []
    for row in table.splitlines():
        fields = row.split("\t")
        if len(fields) != 12 or fields[0] != _WORD_LEVEL or not fields[11].strip():
            continue
        try:
            left, top, width, height = map(int, fields[6:10])
        except ValueError:
            continue
        line = (fields[2], fields[3], fields[4])
        words.append(
            Word(_LETTERS.sub(_parted, collapse(clean(fields[11]))), line, left, top, left + width, top + height)
        )
    return [word for word in words if word.text]


def laid_out(words: Sequence[Word], tables: Sequence[Grid], *, width: int) -> PageText:
    """The page: words outside tables as lines, those inside as rows of cells where the table begins."""
    page = PageText(letters=sum(letter.isalpha() for word in words for letter in word.text), pictures=True)
    scale = _PAGE_POINTS / max(1, width)
    printed: set[int] = set()
    paragraph: tuple[str, str] | None = None
    for line in _lines(words):
        at = next((n for n, table in enumerate(tables) if _holds(table, line[0], scale)), None)
        if at is not None and at not in printed:
            printed.add(at)
            page.items.append(TableRows(tables[at].columns, tuple(_rows(tables[at], words, scale))))
        if at is not None:
            continue
        if paragraph and paragraph != line[0].line[:2]:
            page.items.append(TextLine(""))
        paragraph = line[0].line[:2]
        page.items += [TextLine(" ".join(word.text for word in part)) for part in _parts(line)]
    return page


def _parted(found: re.Match[str]) -> str:
    """Two Vietnamese words recognised as one ("Côngan", "túytại"), taken apart; every real word is one syllable."""
    word = found.group()
    if word.isascii() or is_syllable(word) or not word[1:].islower():
        return word
    places = (at for at in range(len(word) - 1, 0, -1) if _is_word(word[:at]) and _is_word(word[at:]))
    at = next(places, 0)
    return f"{word[:at]} {word[at:]}" if at else word


def _is_word(part: str) -> bool:
    """A syllable with its tone where one of the two schools puts it."""
    return is_syllable(part) and part in (place_tone(part, Style.OLD), place_tone(part, Style.NEW))


def _runs(ink: Picture) -> Iterator[tuple[int, int, int, int]]:
    """Boxes (pixels) of horizontal runs of ink, a piece longer at both ends: rules end within a piece."""
    columns = ink.width // _PIECE
    if columns < 3:
        return
    thick = ImageChops.lighter(ink, ImageChops.lighter(ImageChops.offset(ink, 0, 1), ImageChops.offset(ink, 0, -1)))
    pieces = thick.crop((0, 0, columns * _PIECE, ink.height)).resize((columns, ink.height), Image.Resampling.BOX)
    rows = pieces.point(lambda value: 255 if value >= _FULL else 0).tobytes()
    for y in range(ink.height):
        for found in _RUN.finditer(rows, y * columns, (y + 1) * columns):
            left, right = found.start() - y * columns, found.end() - y * columns
            yield (left - 1) * _PIECE, y, (right + 1) * _PIECE, y + 1


def _in_points(box: tuple[int, int, int, int], scale: float) -> Stroke | None:
    left, top, right, bottom = box
    return stroke_of(left * scale, -bottom * scale, right * scale, -top * scale)


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    line: list[Word] = []
    for word in words:
        if line and word.line != line[0].line:
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _parts(line: list[Word]) -> Iterator[list[Word]]:
    """The line cut at wide gaps."""
    height = median(word.bottom - word.top for word in line)
    part = [line[0]]
    for before, word in pairwise(line):
        if word.left - before.right > _SIDE_BY_SIDE * height:
            yield part
            part = []
        part.append(word)
    yield part


def _middle(word: Word, scale: float) -> tuple[float, float]:
    return (word.left + word.right) / 2 * scale, -(word.top + word.bottom) / 2 * scale


def _holds(table: Grid, word: Word, scale: float) -> bool:
    return table.box.holds(*_middle(word, scale))


def _rows(table: Grid, words: Sequence[Word], scale: float) -> Iterator[tuple[str, ...]]:
    inside = [(word, _middle(word, scale)) for word in words if _holds(table, word, scale)]
    for row in table.rows:
        cells = []
        for box in row:
            held = [word for word, place in inside if box and box.holds(*place)]
            cells.append(cell_text(" ".join(word.text for word in line) for line in _lines(held)))
        if any(cells):
            yield tuple(cells)
