"""How the lines of a source are laid out: broken at a width or not, what opens a paragraph, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .values import RawLine
from .words import UPPER

# A line that opens something new whatever stood before it.
OPENS = re.compile(
    r"(?i:phần|chương|mục|phụ lục)\s+(?i:thứ\s+)?(?:[IVXLC]+|\d{1,2}|(?i:nhất|hai|ba|tư|bốn|năm|sáu))\b(?!\s+(?:của"
    r"|nghị|luật|điều))"
    r"|(?i:điều)\s+\d{1,3}[a-zđ]?\s*[.:]"
    r"|(?!V/v)[IVXLC]{1,6}\s*(?:[.)/]|[-–]\s)\s*\D"
    r"|[A-HĐ][.)/]\s+\S"
    r"|\d{1,2}(?:\.\d{1,2}){0,4}[.)/]\s*(?=[^\d\s])"
    rf"|(?:\d{{3}}\.\s|\d{{1,2}}\s?[-–]|\d{{1,2}}\s\.|l\s?\.)\s*[{UPPER}“\"]"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}\s+(?=[{UPPER}“\"])"
    r"|\(?[a-zđ]\s?\)\s*\S"
    r"|\(\d{1,2}(?:\.\d{1,2})*\)"
    r"|\((?:i{1,3}|iv|v|vi{1,3}|ix|x)\)"
    r"|[IVX]{1,4}\.\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s"
    r"|[-–—•●▪◦○►➢➤→·*+§✓]\s*\S"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the lines of a source are laid out."""

    wrapped: bool  # lines are broken at a fixed width
    width: int  # that width
    gaps: bool  # blank lines stand also inside paragraphs, so that they say nothing


def measure(lines: Iterable[RawLine]) -> Shape:
    """Whether lines are broken at a width, which, and whether blank lines mean anything.

    A line that goes on in lower case was broken: the lengths of such lines give the width.
    """
    lengths: list[int] = []
    broken: list[int] = []
    torn = 0
    previous = ""
    gap = False
    for line in lines:
        text = line.text.strip()
        if not text or line.cells:
            gap = gap or not text
            continue
        lengths.append(len(text))
        if previous and text[0].islower() and not OPENS.match(text):
            broken.append(len(previous))
            torn += gap
        previous, gap = text, False
    if len(lengths) < 8 or len(broken) < max(2, 0.04 * len(lengths)):
        return Shape(False, max(lengths, default=0), False)
    width = sorted(broken)[int(len(broken) * 0.9)]
    longer = sum(length > 1.25 * width for length in lengths)
    return Shape(width <= 140 and longer <= 0.02 * len(lengths), width, torn > 0.5 * len(broken))


def without_running_heads(lines: Sequence[RawLine]) -> Iterable[RawLine]:
    """Leave out first and last lines that come back on page after page."""
    pages: dict[int, list[RawLine]] = {}
    for line in lines:
        if line.page is not None and line.text.strip() and not line.cells:
            pages.setdefault(line.page, []).append(line)
    if len(pages) < 3:
        return lines
    seen: Counter[str] = Counter()
    edges: dict[int, str] = {}
    for content in pages.values():
        for line in {id(edge): edge for edge in (*content[:2], *content[-2:])}.values():
            if OPENS.match(line.text.strip()):
                continue
            key = re.sub(r"\d+", "#", line.text.strip().lower())
            edges[id(line)] = key
            seen[key] += 1
    least = max(3, len(pages) // 2)
    return [
        line for line in lines if not (id(line) in edges and seen[edges[id(line)]] >= least and len(line.text) < 120)
    ]
