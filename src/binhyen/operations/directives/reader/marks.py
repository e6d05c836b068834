"""Marks of markup in one source line (markdown, HTML, stray spaces) and how to take them off without losing the"
" place."""

from __future__ import annotations

import html
import re
import unicodedata

# What is dropped without leaving a gap, and what leaves a space behind (a line break inside a paragraph).
_MARKUP = re.compile(
    r"(?P<loose>(?<=\S)[ \t]+(?=[,;:.)](?:\s|$|[*_<])))"  # OCR puts spaces before punctuation
    r"|(?P<space><br\s*/?>|</(?:p|div|li|td|tr)>|&nbsp;|\u00a0|\t|[\u2000-\u200a\u202f\u3000])"
    r"|(?P<link>\[(?P<label>[^\]\n]{1,200})\]\((?:[^()\s]{1,300})\))"
    r"|(?P<tag></?(?:p|b|i|u|a|em|strong|sup|sub|span|div|font|li|ul|ol|table|tbody|thead|tr|td|th|center|h[1-6])"
    r"(?:\s[^<>]{0,300})?/?>)"
    r"|(?P<entity>&(?:amp|lt|gt|quot|#39|ndash|mdash|hellip);)"
    r"|(?P<escape>\\(?=[*_#\-+.()\[\]`>]))"
    r"|(?P<emphasis>\*{1,3}|_{2,3}|(?<![^\s(“\"])_(?=\S)|(?<=\S)_(?![^\s).,;:”\"])|`)"
    r"|(?P<unseen>[\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff\x00-\x08\x0b-\x1f])"
)
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_STAR_BULLET = re.compile(r"\s*\\?(?P<star>\*)(?:(?<=\\\*)|(?!\*)(?=\s))\s*")
_BOLD_LABEL = re.compile(r"\s*(?:#{1,6}\s+)?(?:[-+•–]\s*)?\*\*\s*(?:[-+•–]\s*)?(?:[^*]|\*(?!\*))+\*\*|\s*<b>")

Run = tuple[str, int]  # clean text, column it came from


def heading_level(text: str) -> int | None:
    """Level of a markdown heading, None when the line is none."""
    found = _HEADING.match(text)
    return len(found.group(1)) if found else None


def starts_bold(text: str) -> bool:
    """Does the line open with bold words?"""
    return _BOLD_LABEL.match(text) is not None


def clean_runs(text: str) -> list[Run]:
    """The line as it is read: stretches of text with the column each came from; markup gone, Unicode composed."""
    start = 0
    heading = _HEADING.match(text)
    if heading:
        start = heading.end()
    runs: list[Run] = []
    bullet = _STAR_BULLET.match(text, start)
    if bullet:
        runs += [("*", bullet.start("star")), (" ", bullet.start("star") + 1)]
        start = bullet.end()
    for found in _MARKUP.finditer(text, start):
        _keep(runs, text[start : found.start()], start)
        start = found.end()
        if found.lastgroup == "space":
            runs.append((" ", found.start()))
        elif found.group("link"):
            _keep(runs, found.group("label"), found.start("label"))
        elif found.group("entity"):
            runs.append((html.unescape(found.group("entity")), found.start()))
    _keep(runs, text[start:], start)
    return runs


def _keep(runs: list[Run], text: str, column: int) -> None:
    if not text:
        return
    if unicodedata.is_normalized("NFC", text):
        runs.append((text, column))
        return
    for cluster in re.finditer(r".[\u0300-\u036f]*", text, re.DOTALL):
        runs.append((unicodedata.normalize("NFC", cluster.group()), column + cluster.start()))
