"""Items counted inside one paragraph: "(1) … (2) … (3) …" and "a) … b) … c) …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COUNTED = re.compile(r"\((\d{1,2})\)|(?<![\w(])([a-zđ])\)(?=\s)|(?<=\()(i{1,3}|iv|vi{0,3})(?=\))")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_REFERENCE = re.compile(
    r"(?:điểm|khoản|mục|phần|nội dung|tiêu chí|nhóm|giai đoạn|số|biểu|mẫu|tại|nêu)\s*$", re.IGNORECASE
)
# A count may begin after these; anywhere else "(1)" is a reference or a footnote.
_BEFORE_FIRST = re.compile(r"(?:[:;.,]|\b(?:là|gồm|sau)|^|\w)\s*$")


@dataclass(frozen=True, slots=True)
class Cut:
    """One counted item: where its marker stands and where its words begin."""

    start: int
    text_start: int
    marker: str
    ordinal: int


def inline_items(text: str, start: int, carried: int) -> list[Cut]:
    """Items counted in ``text[start:]``. ``carried``: the count the paragraph's own marker began (0 = none).

    Empty unless at least two follow each other (one, where the paragraph's marker was the first).
    """
    levels = _levels(text)
    for kind in (1, 2, 3):
        found = [cut for cut in _candidates(text, start, kind) if levels[cut.start] == 0]
        run = _run(found, carried if kind == 1 or (kind == 2 and carried) else 0)
        if run:
            return run
    return []


def _levels(text: str) -> list[int]:
    """Depth of round brackets at each character, the counters' own brackets left out."""
    depth = 0
    levels: list[int] = []
    own = {at for found in _COUNTED.finditer(text) if found.group(1) for at in (found.start(), found.end() - 1)}
    for position, char in enumerate(text):
        levels.append(depth)
        if position in own:
            continue
        if char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
    return levels


def _candidates(text: str, start: int, kind: int) -> list[Cut]:
    cuts = []
    for found in _COUNTED.finditer(text, start):
        word = found.group(kind)
        if word is None or _REFERENCE.search(text, max(0, found.start() - 12), found.start()):
            continue
        begin, end = found.span()
        if kind == 3:
            begin, end = begin - 1, end + 1
        ordinal = int(word) if kind == 1 else _ROMANS[word] if kind == 3 else _LETTERS.find(word) + 1
        if kind == 2 and not re.search(r"[:;.,]\s*$", text[max(0, begin - 3) : begin]):
            continue
        while end < len(text) and text[end] in " .:":
            end += 1
        cuts.append(Cut(begin, end, text[begin : found.end() + (kind == 3)], ordinal))
    return cuts


def _run(cuts: list[Cut], carried: int) -> list[Cut]:
    """The longest count 1, 2, 3 … (or carried + 1 …) among the candidates."""
    for first, cut in enumerate(cuts):
        if cut.ordinal == 1:
            run = _follow(cuts[first:])
            if len(run) >= 2:
                return run
    for first, cut in enumerate(cuts):
        if carried and cut.ordinal == carried + 1:
            return _follow(cuts[first:])
    return []


def _follow(cuts: list[Cut]) -> list[Cut]:
    run = [cuts[0]]
    for cut in cuts[1:]:
        if cut.ordinal == run[-1].ordinal + 1:
            run.append(cut)
        elif cut.ordinal == run[-1].ordinal + 2 and len(run) >= 2:
            run.append(cut)  # a number was skipped
    return run
