"""What a Word file looks like, line by line: letters and measures as styles, defaults and the line itself make them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from docx.oxml.ns import nsmap, qn

Element = Any
_TWIPS_PER_MM, _EMU_PER_MM, _CELL_MARGIN = 1440 / 25.4, 36_000.0, 3.81
_STANDING = 165.0  # mm of text on a standing page, where a file does not say
_SINGLE = 240  # twentieths of a point: a line as high as its letter
_SPACES = re.compile(r"\s+")
_LINE_TO = re.compile(r"(-?[\d.]+)(pt|mm|cm|in)?")
_MM = {"pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4, "": 25.4 / 72}


@dataclass(slots=True)
class Line:
    """A paragraph. Lengths in mm, letters in points; ``None`` where the file does not say."""

    text: str
    at: int  # which paragraph of the file, from 1
    size: float = 0  # of most of its letters
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    fonts: dict[str, int] = field(default_factory=dict)  # letters in each
    coloured: int = 0  # letters that are not black
    colour: str = ""  # of such letters, as six hexadecimal figures
    align: str = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0  # pt
    after: float = 0  # pt
    line: float | None = None  # times the letter; None: a fixed height
    room: float = 0  # width of what it stands in
    cell: tuple[int, int, int] | None = None  # table, row, column
    numbered: bool = False  # Word counts it by itself
    border: str = ""  # "top", "bottom"
    drawn: float | None = None  # length of a line drawn in it; 0 where one is there and its length is not said


@dataclass(slots=True)
class Page:
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    first_differs: bool
    headers: Mapping[
        str, str
    ]  # "header:default", "header:first" -> part; those of the section before where it has none
    own: bool = True  # it has a header of its own
    restarts: bool = False  # its pages are counted from 1
    goes_on: bool = False  # begins on the page of the section before


@dataclass(slots=True)
class Frame:
    """Words in a frame of their own: a table of one cell, a box, a bordered paragraph, a bordered cell of the head.

    Lengths in mm, None unsaid.
    """

    line: Line
    width: float | None = None
    height: float | None = None


@dataclass(slots=True)
class Looks:
    lines: list[Line]
    pages: list[Page]
    parts: Mapping[str, Element]
    ruled: frozenset[int] = frozenset()  # which tables, from 1, have lines
    frames: Sequence[Frame] = ()

    @property
    def said(self) -> list[Line]:
        """Lines that have words."""
        return [line for line in self.lines if line.text]


def looks_of(parts: Mapping[str, Element]) -> Looks:
    """Lines and pages of a document's parts."""
    reader = _Reader(parts)
    body = parts["word/document.xml"].find(qn("w:body"))
    pages, lines = list[Page](), list[Line]()
    for blocks, measures in _sections(body):
        room = _STANDING
        if measures is not None:
            pages.append(reader.page(measures, pages[-1].headers if pages else {}))
            room = pages[-1].width - pages[-1].left - pages[-1].right
        lines += reader.lines(blocks, room, None)
    reader.boxes(body)
    return Looks(lines, pages, parts, frozenset(reader.ruled), tuple(reader.frames))


def _sections(body: Element) -> Iterator[tuple[list[Element], Element]]:
    """Blocks and the measures of their pages, which stand behind them: in the last paragraph, or at the very end."""
    blocks: list[Element] = []
    for one in body:
        measures = one if one.tag == qn("w:sectPr") else one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if measures is not one:
            blocks.append(one)
        if measures is not None:
            yield blocks, measures
            blocks = []
    if blocks:
        yield blocks, None


class _Reader:
    def __init__(self, parts: Mapping[str, Element]) -> None:
        self._parts = parts
        styles = parts.get("word/styles.xml")
        self._styles = {} if styles is None else {one.get(qn("w:styleId")): one for one in styles.iter(qn("w:style"))}
        self._default = next((key for key, one in self._styles.items() if _is_default(one)), "")
        self._whole = [] if styles is None else styles.findall(f"{qn('w:docDefaults')}//*")
        self._theme = self._theme_fonts()
        self._at = self._tables = 0
        self.ruled: set[int] = set()
        self.frames: list[Frame] = []

    def page(self, one: Element, before: Mapping[str, str]) -> Page:
        size, margins = one.find(qn("w:pgSz")), one.find(qn("w:pgMar"))
        links = self._links()
        headers = {
            f"{kind}:{link.get(qn('w:type'))}": links.get(link.get(qn("r:id")), "")
            for kind in ("header", "footer") for link in one.findall(qn(f"w:{kind}Reference"))
        }  # fmt: skip
        return Page(
            _mm(size, "w:w"), _mm(size, "w:h"), _mm(margins, "w:top"), _mm(margins, "w:bottom"),
            _mm(margins, "w:left"), _mm(margins, "w:right"),
            first_differs=_on(one, "w:titlePg"), headers={**before, **headers},
            own=not before or any(name.startswith("header") for name in headers),
            restarts=any(kind.get(qn("w:start")) for kind in one.findall(qn("w:pgNumType"))),
            goes_on=_val(one, "w:type") == "continuous",
        )  # fmt: skip

    def lines(self, of: Iterable[Element], room: float, cell: tuple[int, int, int] | None) -> Iterator[Line]:
        for one in of:
            if one.tag == qn("w:p"):
                yield self._line(one, room, cell)
            elif one.tag == qn("w:tbl"):
                yield from self._table(one, room)
            elif one.tag in {qn("w:sdt"), qn("w:sdtContent")}:
                yield from self.lines(one, room, cell)

    def _table(self, table: Element, room: float) -> Iterator[Line]:
        self._tables += 1
        here = self._tables
        if self._has_lines(table):
            self.ruled.add(here)
        cells = table.findall(f".//{qn('w:tc')}")
        boxed = [one for one in cells if _has_edges(one.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}"))]
        if len(boxed) == len(cells):  # a table whose lines its cells draw, as some programs write them
            boxed = []
        for row_at, row in enumerate(table.iter(qn("w:tr"))):
            if _closest(row, "w:tbl") is not table:
                continue
            for column, one in enumerate(row.findall(qn("w:tc"))):
                width = one.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
                wide = _mm(width, "w:w") if width is not None and width.get(qn("w:type")) == "dxa" else room / 2
                found = list(self.lines(one, max(wide - _CELL_MARGIN, 1), (here, row_at, column)))
                if here in self.ruled and (len(cells) == 1 or (here == 1 and one in boxed)):
                    height = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
                    high = None if height is None else _mm(height, "w:val")
                    self.frames += [Frame(line, wide if width is not None else None, high) for line in found]
                yield from found

    def _has_lines(self, table: Element) -> bool:
        """Whether lines are drawn around or between its cells, by itself, its style or its cells."""
        looks = table.find(qn("w:tblPr"))
        styles = self._chain(_val(looks, "w:tblStyle"), default=False)
        borders = [
            one.find(qn("w:tblBorders")) for one in (looks, *(s.find(qn("w:tblPr")) for s in styles)) if one is not None
        ]
        of_cells = table.findall(f"{qn('w:tr')}/{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:tcBorders')}")
        given = next((one for one in borders if one is not None), None)
        return any(_has_edges(one) for one in (given, *of_cells))

    def boxes(self, body: Element) -> None:
        """Words in text boxes, each with the size of its box: frames, since they stand in no order among the lines."""
        for box in body.iter(qn("w:txbxContent")):
            if box.xpath("ancestor::*[local-name()='Fallback']"):
                continue  # the same once more, for old programs
            extent = box.xpath("ancestor::wp:anchor[1]/wp:extent | ancestor::wp:inline[1]/wp:extent", namespaces=nsmap)
            sizes = [measure_in(extent[0].get(name)) / _EMU_PER_MM for name in ("cx", "cy")] if extent else [None, None]
            self.frames += [Frame(line, *sizes) for line in self.lines(box, _STANDING, None) if line.text]

    def _line(self, one: Element, room: float, cell: tuple[int, int, int] | None) -> Line:
        self._at += 1
        looks = one.find(qn("w:pPr"))
        chain = self._chain(_val(looks, "w:pStyle"))
        sources = [looks, *(style.find(qn("w:pPr")) for style in chain), *self._defaults("w:pPr")]
        ind, spacing = _attributes(sources, "w:ind"), _attributes(sources, "w:spacing")
        made = Line(
            "", self._at, align=_first(sources, "w:jc") or "left", first=_length(ind, "w:firstLine"),
            left=_length(ind, "w:left", "w:start"), right=_length(ind, "w:right", "w:end"),
            before=_length(spacing, "w:before") * 72 / 25.4, after=_length(spacing, "w:after") * 72 / 25.4,
            line=_line_height(spacing), room=room, cell=cell,
            numbered=any(source is not None and source.find(qn("w:numPr")) is not None for source in sources[:-1]),
        )  # fmt: skip
        self._letters(one, chain, made)
        made.border = _border(looks)
        if made.border and made.text:
            self.frames.append(Frame(made, room - made.left - made.right))
        made.drawn = _drawn(one)
        return made

    def _letters(self, one: Element, chain: list[Element], made: Line) -> None:
        words, sizes, bold, italic, lined = [], dict[float, int](), 0, 0, 0
        for run in one.iter(qn("w:r")):
            if run.getparent().tag == qn("w:del") or _closest(run, "w:p") is not one:
                continue
            text = "".join(part.text or "" if part.tag == qn("w:t") else " " for part in run if part.tag in _WORDS)
            words.append(text)
            many = len(text.replace(" ", ""))
            looks = run.find(qn("w:rPr"))
            named = self._chain(_val(looks, "w:rStyle"), default=False)
            sources = [looks, *(s.find(qn("w:rPr")) for s in (*named, *chain)), *self._defaults("w:rPr")]
            size = (measure_in(_first(sources, "w:sz")) or 20) / 2
            sizes[size] = sizes.get(size, 0) + many
            bold += many * _shown(sources, "w:b")
            italic += many * _shown(sources, "w:i")
            lined += many * (_first(sources, "w:u") not in {"", "none"})
            font = self._font(sources)
            made.fonts[font] = made.fonts.get(font, 0) + many
            colour = _first(sources, "w:color").lower()
            if colour not in {"", "auto", "000000"}:
                made.coloured, made.colour = made.coloured + many, colour
        made.text = _SPACES.sub(" ", "".join(words)).strip()
        whole = max(sum(sizes.values()), 1)
        made.size = max(sizes, key=lambda size: sizes[size]) if sizes else 0
        made.bold, made.italic, made.underlined = (2 * count > whole for count in (bold, italic, lined))

    def _chain(self, key: str, *, default: bool = True) -> list[Element]:
        found, key = list[Element](), key or (self._default if default else "")
        while key in self._styles and self._styles[key] not in found:
            found.append(self._styles[key])
            key = _val(self._styles[key], "w:basedOn")
        return found

    def _defaults(self, name: str) -> list[Element]:
        return [one for one in self._whole if one.tag == qn(name)]

    def _font(self, sources: list[Element]) -> str:
        for source in sources:
            fonts = source.find(qn("w:rFonts")) if source is not None else None
            if fonts is not None:
                themed = fonts.get(qn("w:asciiTheme")) or fonts.get(qn("w:hAnsiTheme")) or ""
                named = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or self._theme.get(themed[:5], "")
                if named:
                    return str(named)
        return "Times New Roman"

    def _theme_fonts(self) -> dict[str, str]:
        theme = self._parts.get("word/theme/theme1.xml")
        space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
        found = {}
        for kind in ("major", "minor"):
            faces = theme.xpath(f"//a:{kind}Font/a:latin/@typeface", namespaces=space) if theme is not None else []
            found[kind] = faces[0] if faces else ""
        return found

    def _links(self) -> dict[str, str]:
        links = self._parts.get("word/_rels/document.xml.rels")
        return {} if links is None else {one.get("Id"): f"word/{one.get('Target', '').lstrip('/')}" for one in links}


_WORDS = frozenset({qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")})


def _has_edges(borders: Element | None) -> bool:
    return borders is not None and any(edge.get(qn("w:val")) not in {"nil", "none"} for edge in borders)


def _is_default(style: Element) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true"}


def _closest(one: Element, name: str) -> Element:
    return next(one.iterancestors(qn(name)), None)


def _val(of: Element, name: str) -> str:
    found = of.find(qn(name)) if of is not None else None
    return "" if found is None else found.get(qn("w:val")) or ""


def _first(sources: list[Element], name: str) -> str:
    return next((value for source in sources if (value := _val(source, name))), "")


def _shown(sources: list[Element], name: str) -> bool:
    for source in sources:
        found = source.find(qn(name)) if source is not None else None
        if found is not None:
            return found.get(qn("w:val")) not in {"0", "false", "off"}
    return False


def _on(of: Element, name: str) -> bool:
    return _shown([of], name)


def _attributes(sources: list[Element], name: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for source in reversed(sources):
        found = source.find(qn(name)) if source is not None else None
        if found is not None:
            merged.update(found.attrib)
    return merged


def _length(given: Mapping[str, str], *names: str) -> float:
    return next((measure_in(given[qn(name)]) for name in names if qn(name) in given), 0.0) / _TWIPS_PER_MM


def _line_height(given: Mapping[str, str]) -> float | None:
    if given.get(qn("w:lineRule")) in {"exact", "atLeast"}:
        return None
    return measure_in(given.get(qn("w:line"), "")) / _SINGLE or 1.0


def _mm(of: Element, name: str) -> float:
    return measure_in("" if of is None else of.get(qn(name)) or "") / _TWIPS_PER_MM


def measure_in(value: str) -> float:
    """A measure as files have it: programs other than Word write decimals. 0 where it is none."""
    try:
        found = float(value)
    except ValueError:
        return 0.0
    return found if isfinite(found) else 0.0


def _border(looks: Element) -> str:
    borders = looks.find(qn("w:pBdr")) if looks is not None else None
    for side in ("bottom", "top"):
        found = borders.find(qn(f"w:{side}")) if borders is not None else None
        if found is not None and found.get(qn("w:val")) not in {"nil", "none"}:
            return side
    return ""


def _drawn(one: Element) -> float | None:
    """The length of the longest line drawn in a paragraph."""
    lengths = [measure_in(extent.get("cx", "0")) / _EMU_PER_MM for extent in one.iter(qn("wp:extent"))]
    for line in one.xpath(".//*[local-name()='line' or local-name()='shape']", namespaces=nsmap):
        ends = [_LINE_TO.match(line.get(name, "").split(",")[0]) for name in ("from", "to")]
        sizes = [measure_in(end[1]) * _MM[end[2] or ""] for end in ends if end]
        lengths.append(abs(sizes[1] - sizes[0]) if len(sizes) == 2 else 0.0)
    return max(lengths) if lengths else None
