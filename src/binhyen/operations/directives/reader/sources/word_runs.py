"""The text of one Word paragraph: runs in printed order, with the font, weight and capitals that matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from binhyen.kit.vietnamese.legacy import Legacy, is_capital_font, legacy_of_font

from .limits import MAX_NESTING
from .word_styles import Style, Styles, font_of
from .xml_parts import Element, attribute, child, is_on, local, value

_OPENED = frozenset(
    (
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "fldSimple",
        "sdt",
        "sdtContent",
        "customXml",
        "dir",
        "bdo",
        "AlternateContent",
    )
)
_GONE = frozenset(("del", "moveFrom"))
_TEXT = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_MARK_DIGITS = 2  # a raised number of one or two figures after a letter is a note mark
_UNITS = ("m", "km", "cm", "dm")  # … but not after a unit: m², km³


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    legacy: Legacy | None = None
    capitals: bool = False
    caps: bool = False
    bold: bool = False


@dataclass(slots=True)
class Paragraph:
    segments: list[Segment] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)  # text boxes anchored here
    breaks_before: int = 0  # page breaks before its first letter
    breaks_after: int = 0  # and after it

    @property
    def bold(self) -> bool:
        """All of it, or its label up to the colon, is bold."""
        seen = ""
        for segment in self.segments:
            if segment.text.strip() and not segment.bold:
                return ":" in seen
            seen += segment.text
        return bool(seen.strip())


def joined(segments: list[Segment]) -> Iterator[Segment]:
    """Neighbours in the same old encoding as one: VNI letters are often cut in two by a change of run."""
    held: Segment | None = None
    for segment in segments:
        if held and (held.legacy, held.capitals, held.caps) == (segment.legacy, segment.capitals, segment.caps):
            held = Segment(held.text + segment.text, held.legacy, held.capitals, held.caps, held.bold)
            continue
        if held:
            yield held
        held = segment
    if held:
        yield held


class Walker:
    """Walks paragraphs; counts what the remarks at the end speak of."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.footnotes = 0
        self.deleted = 0
        self.foreign_parts = 0
        self._fonts: dict[str | None, tuple[Legacy | None, bool]] = {}

    def paragraph(self, element: Element) -> Paragraph:
        found = Paragraph()
        chain = self.styles.chain(value(element, "pPr", "pStyle"))
        self._walk(element, chain, found, 0)
        return found

    def _walk(self, parent: Element, chain: list[Style], found: Paragraph, depth: int) -> None:
        if depth > MAX_NESTING:
            return
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, chain, found)
            elif name in _GONE:
                self.deleted += 1
            elif name == "AlternateContent":
                choice = child(element, "Choice")
                self._walk(choice if choice is not None else element, chain, found, depth + 1)
            elif name in _OPENED:
                self._walk(element, chain, found, depth + 1)

    def _run(self, run: Element, chain: list[Style], found: Paragraph) -> None:
        properties = child(run, "rPr")
        if is_on(properties, "vanish"):
            return
        text = ""
        for element in run:
            name = local(element)
            if name == "lastRenderedPageBreak":
                self._page_break(found, text)
            elif name in ("footnoteReference", "endnoteReference"):
                self.footnotes += 1
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                found.boxes += _boxes(element)
            else:
                text += _characters(element, name)
        if text and not _is_note_mark(properties, text, found):
            found.segments.append(self._segment(text, properties, chain))

    @staticmethod
    def _page_break(found: Paragraph, text: str) -> None:
        if text.strip() or any(segment.text.strip() for segment in found.segments):
            found.breaks_after += 1
        else:
            found.breaks_before += 1

    def _segment(self, text: str, properties: Element | None, chain: list[Style]) -> Segment:
        styles = self.styles.chain(value(properties, "rStyle")) if value(properties, "rStyle") else []
        styles = [*styles, *chain]
        font = font_of(properties) or next((each.font for each in styles if each.font), self.styles.font)
        legacy, capitals = self._encoding(font)
        return Segment(
            text=text,
            legacy=legacy,
            capitals=capitals,
            caps=_first(is_on(properties, "caps"), (each.caps for each in styles)),
            bold=_first(is_on(properties, "b"), (each.bold for each in styles)),
        )

    def _encoding(self, font: str | None) -> tuple[Legacy | None, bool]:
        if font not in self._fonts:
            self._fonts[font] = (legacy_of_font(font), is_capital_font(font))
        return self._fonts[font]


def _first(own: bool | None, inherited: Iterator[bool | None]) -> bool:
    if own is not None:
        return own
    return bool(next((each for each in inherited if each is not None), False))


def _is_note_mark(properties: Element | None, text: str, found: Paragraph) -> bool:
    """A raised "1" typed by hand behind a word."""
    if value(properties, "vertAlign") != "superscript":
        return False
    mark = text.strip("()[] ")
    before = found.segments[-1].text.rstrip() if found.segments else ""
    word = before.rsplit(None, 1)[-1] if before else ""
    return mark.isdigit() and len(mark) <= _MARK_DIGITS and word[-1:].isalpha() and word.lower() not in _UNITS


def _characters(element: Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "br":
        return "" if attribute(element, "type") in ("page", "column") else "\n"
    return _symbol(element) if name == "sym" else _TEXT.get(name, "")


def _symbol(element: Element) -> str:
    """A character of a symbol font; most stand for a bullet or an arrow, whose letter code means nothing."""
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    return "-" if 0xE000 <= code < 0xF900 else chr(code)


def _boxes(element: Element) -> list[Element]:
    """Text boxes below a drawing; of the two forms Word writes (new and fallback) only the first."""
    boxes = [each for each in element.iter("{*}txbxContent")]
    return [
        box
        for box in boxes
        if not any(local(up) == "Fallback" for up in box.iterancestors())
        and not any(local(up) == "txbxContent" for up in box.iterancestors())
    ]
