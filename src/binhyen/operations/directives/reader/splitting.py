"""One paragraph that holds two duties: where the second has a deadline of its own, or is a report with its own"
" rhythm."""

from __future__ import annotations

import re
from datetime import date

from . import deadlines
from .values import Deadline, DeadlineType
from .words import UPPER, fold

_BOUNDARY = re.compile(
    rf"(?<=[.;…])\s+(?=\S)|(?<=\))\s*[.;,]\s*(?=[{UPPER}])|(?<=\))\s+(?=(?:[Đđ]ồng thời|[Nn]goài ra)\b)"
)
_RHYTHM = re.compile(
    r"(?:đồng thời,?\s+)?(?:thực hiện\s+)?(?:chế độ\s+)?(?:định kỳ|hằng|hàng|mỗi|trước(?: ngày)?\s+\d+|chậm nhất"
    r"|\d+\s+tháng|(?:vào\s+)?ngày\s+\d+)\b[^.;]{0,160}?(?<!nghe )\bbáo cáo\b"
)
_REPORT = re.compile(
    r"(?:đồng thời,?\s+)?(?:(?:tổng hợp|gửi)(?:,|\s+kết quả)?[^.;]{0,60}?\s*)?(?:báo cáo)\b|kết quả[^.;]{0,60}báo cáo\b"
)
_ITSELF = re.compile(r"[^.;:]{0,60}báo cáo\b")
_OTHER_REPORTER = re.compile(r"[^.;,]{4,60}\s(?:tổng hợp,?\s*(?:và\s+)?)?báo cáo\b")
_LONGEST = 8_000  # no paragraph of a directive is longer; a file that lost its lines is left whole
_HARD = (DeadlineType.DATE, DeadlineType.QUARTER, DeadlineType.COMPOUND, DeadlineType.RECURRING)


def split(text: str, *, issued: date | None) -> list[tuple[int, int, bool]]:
    """Stretches (start, end, is a report of its own) of one paragraph; mostly a single one."""
    if len(text) > _LONGEST:
        return [(0, len(text), False)]
    folded = fold(text)
    depths = _depths(text)
    cuts: list[tuple[int, bool]] = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        at = boundary.end()
        if depths[min(boundary.start(), len(depths) - 1)] or at - start < 40 or len(text) - at < 25:
            continue
        report = _reports(text, folded, at, boundary.start(), issued)
        if report or _second(text, start, at, issued):
            cuts.append((at, report))
            start = at
    bounds = [0, *(at for at, _ in cuts), len(text)]
    kinds = [False, *(report for _, report in cuts)]
    return [(bounds[number], bounds[number + 1], kinds[number]) for number in range(len(kinds))]


def _depths(text: str) -> list[int]:
    depth, found = 0, []
    for char in text:
        if char == ")" and depth:
            depth -= 1
        found.append(depth)
        if char == "(":
            depth += 1
    return found or [0]


def _reports(text: str, folded: str, at: int, before: int, issued: date | None) -> bool:
    """Does a report with a rhythm (or, as a sentence of its own, a day) begin at ``at``?"""
    stop = re.compile(r"[.;](?:\s|$)").search(folded, at)
    clause = text[at : stop.start() if stop else len(text)]
    low = fold(clause)
    if _RHYTHM.match(low):
        return True
    sentence = text[before - 1 : before] == "." or text[before : before + 1] == "."
    if _REPORT.match(low) and (sentence or not _ITSELF.match(folded)):
        kind = deadlines.own(clause, issued=issued).type
        return kind is DeadlineType.RECURRING or (sentence and kind in _HARD)
    if _OTHER_REPORTER.match(low) and _RHYTHM.match(folded):
        return deadlines.own(clause, issued=issued).type in _HARD
    return False


def _second(text: str, start: int, at: int, issued: date | None) -> bool:
    """Have both what stands before ``at`` and what follows a hard deadline, and different ones?"""
    first, second = text[start:at], text[at:]
    bracketed = first.rstrip(" .;,").endswith(")")
    if not bracketed and not first.rstrip().endswith("."):
        return False
    if "/" not in second and "uý" not in second and "háng" not in second and "hường xuyên" not in second:
        return False
    one = _ending(first, issued) if bracketed else deadlines.own(first, issued=issued)
    if one is None or (not bracketed and one.type not in (DeadlineType.DATE, DeadlineType.QUARTER)):
        return False
    if one.type is DeadlineType.NONE:
        return False
    other = deadlines.own(second, issued=issued)
    if other.type is DeadlineType.NONE or (other.type, other.value) == (one.type, one.value):
        return False
    return (
        other.type in (DeadlineType.DATE, DeadlineType.QUARTER, DeadlineType.COMPOUND)
        or one.type is not DeadlineType.CONTINUOUS
    )


def _ending(text: str, issued: date | None) -> Deadline | None:
    return deadlines.closing(text.rstrip(" .;,"), issued=issued)
