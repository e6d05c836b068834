"""Styles of a Word document: what a paragraph or run is when it says nothing itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from binhyen.kit.vietnamese.legacy import legacy_of_font

from .xml_parts import Element, attribute, child, is_on, local, value

_HEADING_NAME = re.compile(r"heading (\d)$", re.IGNORECASE)
_MAX_CHAIN = 12  # styles based on styles; a longer chain is a ring


@dataclass(frozen=True, slots=True)
class Style:
    based_on: str | None = None
    heading: int | None = None
    numbering: tuple[str, int] | None = None  # numId, level
    bold: bool | None = None
    caps: bool | None = None
    font: str | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    known: dict[str, Style] = field(default_factory=dict)
    default: str | None = None  # the paragraph style of paragraphs without one
    font: str | None = None

    @property
    def old_fonts(self) -> bool:
        """Some style asks for a font of the 1990s."""
        return any(legacy_of_font(font) for font in (self.font, *(style.font for style in self.known.values())))

    def chain(self, style_id: str | None) -> list[Style]:
        """A style and those it is based on, nearest first."""
        found: list[Style] = []
        name = style_id if style_id in self.known else self.default
        while name in self.known and len(found) < _MAX_CHAIN:
            style = self.known[name]
            found.append(style)
            name = style.based_on
        return found


def styles_of(root: Element | None) -> Styles:
    """Styles of ``styles.xml``; empty when the document has none."""
    if root is None:
        return Styles()
    known: dict[str, Style] = {}
    default = None
    for element in root:
        if local(element) != "style":
            continue
        style_id = attribute(element, "styleId")
        if not style_id:
            continue
        known[style_id] = _style(element)
        if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
            default = style_id
    return Styles(known, default, font_of(child(root, "docDefaults", "rPrDefault", "rPr")))


def font_of(run_properties: Element | None) -> str | None:
    fonts = child(run_properties, "rFonts")
    return (attribute(fonts, "ascii") or attribute(fonts, "hAnsi")) if fonts is not None else None


def outline_level(paragraph_properties: Element | None) -> int | None:
    """Word counts outline levels from 0; 9 is body text."""
    level = value(paragraph_properties, "outlineLvl")
    return int(level) + 1 if level and level.isdigit() and int(level) < 9 else None


def numbering_of(paragraph_properties: Element | None) -> tuple[str, int] | None:
    """(numId, level) as the paragraph or style itself says; the level is 0 where only the list is named."""
    found = child(paragraph_properties, "numPr")
    if found is None:
        return None
    level = value(found, "ilvl") or "0"
    return value(found, "numId") or "", int(level) if level.isdigit() else 0


def _style(element: Element) -> Style:
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    named = _HEADING_NAME.match(value(element, "name") or "")
    return Style(
        based_on=value(element, "basedOn"),
        heading=int(named.group(1)) if named else outline_level(paragraph),
        numbering=numbering_of(paragraph),
        bold=is_on(run, "b"),
        caps=is_on(run, "caps"),
        font=font_of(run),
    )
