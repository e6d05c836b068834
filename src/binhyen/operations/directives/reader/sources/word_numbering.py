"""The numbers Word prints in front of list paragraphs: they live in ``numbering.xml``, not in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .xml_parts import Element, attribute, child, local, value

_PLACE = re.compile(r"%([1-9])")
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "courier new")
_BULLETS = {"•": "•", "●": "•", "▪": "•", "–": "-", "—": "-", "-": "-", "+": "+", "*": "*", "": "-"}
_MAX_LEVEL = 8


@dataclass(frozen=True, slots=True)
class ListLevel:
    start: int
    form: str  # decimal, lowerLetter, bullet …
    text: str  # "%1.%2."
    legal: bool  # all numbers in Arabic figures
    space: str  # between number and text
    symbol: bool  # the text is a character of a symbol font
    restart: bool  # counts anew under each higher item


@dataclass(slots=True)
class _Num:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, ListLevel] = field(default_factory=dict)


class Numbering:
    """Counts as Word does: lists made from one definition share their counters until one of them starts anew."""

    def __init__(self, root: Element | None) -> None:
        self._abstracts: dict[str, dict[int, ListLevel]] = {}
        self._nums: dict[str, _Num] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._used: set[str] = set()
        links: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._add_abstract(element, links, by_style)
            elif local(element) == "num":
                self._add_num(element)
        for name, style in links.items():  # it only points at a list style
            self._abstracts[name] = self._abstracts.get(by_style.get(style, ""), {})

    def next(self, num_id: str, level: int) -> str:
        """The printed number of the next paragraph of a list and the space behind it; "" when it prints none."""
        num = self._nums.get(num_id)
        if num is None or not 0 <= level <= _MAX_LEVEL:
            return ""
        levels = self._abstracts.get(num.abstract, {}) | num.levels
        if level not in levels:
            return ""
        counters = self._counters.setdefault(num.abstract, [None] * (_MAX_LEVEL + 1))
        if num_id not in self._used:
            self._used.add(num_id)
            for at, start in num.starts.items():
                counters[at] = start - 1
        current = counters[level]
        counters[level] = levels[level].start if current is None else current + 1
        for deeper in range(level + 1, _MAX_LEVEL + 1):
            if deeper not in levels or levels[deeper].restart:
                counters[deeper] = None
        return _printed(level, levels, counters)

    def _add_abstract(self, element: Element, links: dict[str, str], by_style: dict[str, str]) -> None:
        name = attribute(element, "abstractNumId") or ""
        self._abstracts[name] = _levels(element)
        if link := value(element, "numStyleLink"):
            links[name] = link
        if style := value(element, "styleLink"):
            by_style[style] = name

    def _add_num(self, element: Element) -> None:
        num = _Num(value(element, "abstractNumId") or "")
        for override in element:
            at = attribute(override, "ilvl") or ""
            if local(override) != "lvlOverride" or not at.isdigit() or int(at) > _MAX_LEVEL:
                continue
            start = value(override, "startOverride")
            if start and start.lstrip("-").isdigit():
                num.starts[int(at)] = int(start)
            num.levels |= _levels(override)
        self._nums[attribute(element, "numId") or ""] = num


def _levels(parent: Element) -> dict[int, ListLevel]:
    found: dict[int, ListLevel] = {}
    for element in parent:
        at = attribute(element, "ilvl") or ""
        if local(element) != "lvl" or not at.isdigit() or int(at) > _MAX_LEVEL:
            continue
        start = value(element, "start") or "1"
        fonts = child(element, "rPr", "rFonts")
        font = (attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "") if fonts is not None else ""
        found[int(at)] = ListLevel(
            start=int(start) if start.lstrip("-").isdigit() else 1,
            form=value(element, "numFmt") or "decimal",
            text=value(element, "lvlText") or "",
            legal=child(element, "isLgl") is not None,
            space="" if value(element, "suff") == "nothing" else " ",
            symbol=font.lower().startswith(_SYMBOL_FONTS),
            restart=value(element, "lvlRestart") != "0",
        )
    return found


def _printed(level: int, levels: dict[int, ListLevel], counters: list[int | None]) -> str:
    here = levels[level]
    if here.form == "none":
        return ""
    if here.form == "bullet":
        return _bullet(here, level) + (here.space or " ")

    def figure(found: re.Match[str]) -> str:
        at = int(found.group(1)) - 1
        if at not in levels:
            return ""
        count = counters[at]
        number = levels[at].start if count is None else count
        return figures(number, "decimal" if here.legal else levels[at].form)

    text = _PLACE.sub(figure, here.text)
    return text + here.space if text else ""


def _bullet(here: ListLevel, level: int) -> str:
    """Symbol-font bullets have no letter of their own: a dash on the first level, a plus below."""
    text = here.text.strip()
    if text in _BULLETS and not (here.symbol and text == ""):
        return _BULLETS[text]
    if here.symbol or not text.isprintable() or any("\ue000" <= c <= "\uf8ff" for c in text):
        return "-" if level == 0 else "+"
    return text


def figures(number: int, form: str) -> str:
    """A count in a Word number form; unknown forms in Arabic figures."""
    return _FORMS.get(form, str)(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for worth, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while number >= worth:
            out += letters
            number -= worth
    return out


def _letter(number: int) -> str:
    """a … z, then aa, bb … as Word does."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "decimalEnclosedParen": lambda number: f"({number})",
}
