"""Findings on the build of the document: repeated and skipped numbers, duties said twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from binhyen.operations.directives.reader.values import Duty, Finding, Level, Node, Severity
from binhyen.operations.directives.reader.words import fold

from .context import Context, about, alike

_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_COUNTED: Final = (
    Level.PART,
    Level.CHAPTER,
    Level.SECTION,
    Level.ARTICLE,
    Level.ROMAN,
    Level.NUMBER,
    Level.LETTER,
    Level.PAREN,
)
_DOUBLE: Final = 0.8  # share of common words from which two duties of one body are taken for one
_SHINGLE: Final = 4
_RARE: Final = 6  # a run of words found in more duties than this tells nothing


def numbering(context: Context) -> Iterator[Finding]:
    """Markers that come twice under one heading, and gaps in their order."""
    if context.reading is None:
        return
    series: dict[tuple[int | None, Level, tuple[int, ...]], list[tuple[int, Node]]] = defaultdict(list)
    for node in context.reading.outline:
        number = ordinal(node)
        if number:
            series[(node.parent, node.level, number[:-1])].append((number[-1], node))
    for rows in series.values():
        yield from _in_series(context, rows)


def ordinal(node: Node) -> tuple[int, ...]:
    """The marker as numbers ("1.3." is (1, 3), "đ)" is (5,)); () where the level is not counted."""
    if node.level not in _COUNTED:
        return ()
    marker = fold(node.marker).strip(" .():*-")
    words = marker.split()
    last = words[-1] if words else ""
    if re.fullmatch(r"\d+(?:\.\d+)*", last):
        return tuple(int(n) for n in last.split("."))
    if node.level is Level.LETTER and len(last) == 1 and last in _LETTERS:
        return (_LETTERS.index(last) + 1,)
    if re.fullmatch(r"[ivxlc]+", last):
        return (_roman(last),)
    return ()


def _roman(word: str) -> int:
    total = 0
    for here, after in zip(word, [*word[1:], ""], strict=True):
        value = _ROMAN[here]
        total += -value if after and _ROMAN[after] > value else value
    return total


def _in_series(context: Context, rows: list[tuple[int, Node]]) -> Iterator[Finding]:
    seen: dict[int, Node] = {}
    last = 0
    for number, node in rows:
        if number == 1 and seen:  # a new list begins
            seen, last = {}, 0
        if number in seen:
            yield _numbered(
                context,
                node,
                "NUMBER_REPEATED",
                f"Số “{node.marker}” lặp lại (đã có ở dòng {_line(context, seen[number])}).",
            )
        elif number > last + 1 and last and not _letter_d(node, last, number):
            yield _numbered(
                context, node, "NUMBER_SKIPPED", f"Nhảy số: trước “{node.marker}” thiếu {number - last - 1} mục."
            )
        seen[number] = node
        last = max(last, number)


def _letter_d(node: Node, last: int, number: int) -> bool:
    """Many count a, b, c, d, e and leave out đ."""
    return node.level is Level.LETTER and (last, number) == (4, 6)


def _line(context: Context, node: Node) -> int:
    block = context.reading.blocks[node.span.block] if context.reading else None
    return block.locate(node.span.start)[0] if block else 0


def _numbered(context: Context, node: Node, code: str, message: str) -> Finding:
    return Finding(
        code,
        Severity.NOTE,
        message,
        "Đánh số lại để viện dẫn không nhầm." if code == "NUMBER_REPEATED" else "Kiểm tra xem có mục nào bị sót không.",
        line=_line(context, node),
        span=node.span,
    )


def doubles(context: Context) -> Iterator[Finding]:
    """Duties that say the same for the same body. Pairs are found by rare runs of words, so the cost stays linear."""
    places: dict[tuple[str, ...], list[Duty]] = defaultdict(list)
    for duty in context.duties:
        for run in _runs(duty.text):
            places[run].append(duty)
    shared: Counter[tuple[int, int]] = Counter()
    by_index = {duty.index: duty for duty in context.duties}
    for duties in places.values():
        if 1 < len(duties) <= _RARE:
            for i, first in enumerate(duties):
                for second in duties[i + 1 :]:
                    shared[(first.index, second.index)] += 1
    for (a, b), count in sorted(shared.items()):
        first, second = by_index[a], by_index[b]
        if count >= 3 and _same_work(context, first, second):
            yield about(
                second,
                "DUPLICATE_DUTY",
                Severity.NOTE,
                f"Gần như trùng với nhiệm vụ ở dòng {first.line}.",
                suggestion="Gộp hai nhiệm vụ, hoặc phân rõ khác nhau ở đâu.",
                proposed=str(first.index),
                field="duty",
            )


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W\d_]+", fold(text))
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def _same_work(context: Context, first: Duty, second: Duty) -> bool:
    dated = [first.deadline.value, second.deadline.value]
    if all(dated) and dated[0] != dated[1] and "CONTINUOUS" not in dated:
        return False
    mine, theirs = {lead.name for lead in first.leads}, {lead.name for lead in second.leads}
    if mine and theirs and not mine & theirs:
        return False
    return alike(context.words_of(first), context.words_of(second)) >= _DOUBLE
