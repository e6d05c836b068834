"""Bare phrases: the words of a table cell or a form field, all of which speak of the deadline."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from binhyen.operations.directives.reader.values import Deadline, DeadlineType, Span

from .masks import BLANK
from .phrases import Phrase, find
from .words import When, fold

_BARE_YEAR: Final = re.compile(r"(?<![\d/.\-])(20\d\d)(?![\d/.])")
_BARE_DAYS: Final = re.compile(r"(?<![\d/.])(\d{1,2})[/.\-](\d{1,2})(?![\d/.%])")
_NO_DAY: Final = re.compile(
    r"(?:trước|dịp|nhân dịp|theo|khi|sau khi|sau|ngay|đột xuất|kịp thời|khẩn trương|theo quy định|tùy"
    r"|hoàn thành ngay|sớm|liền|bảo đảm|đúng)\b.*"
)
_SPECIFIC: Final = (DeadlineType.COMPOUND, DeadlineType.DATE, DeadlineType.QUARTER, DeadlineType.RECURRING)


def parse(phrase: str, *, issued: date | None = None, year: int | None = None) -> Deadline | None:
    """The deadline a bare phrase prints ("Quý II/2026", "Hằng tháng", "Trước 15/3").

    Type ``none`` with ``raw`` for words that set no day ("Sau khi có hướng dẫn"); None where it speaks of no time.
    """
    text = phrase.strip()
    folded = fold(text)
    if not folded.strip(" -–.…"):
        return None
    when = When(issued, year)
    found = find(_completed(folded), when)
    best = _best(found)
    if best is None:
        return _wordy(text, folded)
    start = min(p.start for p in found)
    raw = " ".join(text.split())
    return Deadline(best.type, best.value, raw, "own", best.at, Span(-1, start, best.end), best.why)


def _completed(folded: str) -> str:
    """A year alone is "năm 2026"; length changes are harmless, a cell is quoted whole."""
    if _BARE_YEAR.fullmatch(folded.strip()):
        return f"năm {folded.strip()}"
    if re.fullmatch(r"[\s\d/.,\-–&;và]*", folded) and _BARE_DAYS.search(folded) and not _BARE_YEAR.search(folded):
        return _BARE_DAYS.sub(r"ngày \1/\2", folded)
    return folded.replace(BLANK, " ")


def _best(found: list[Phrase]) -> Phrase | None:
    for wanted in (*_SPECIFIC, DeadlineType.CONTINUOUS, DeadlineType.NONE):
        same = [p for p in found if p.type is wanted]
        if same:
            return same[0] if wanted is not DeadlineType.DATE else same[-1]
    return None


def _wordy(text: str, folded: str) -> Deadline | None:
    if _NO_DAY.fullmatch(folded.strip(" .")):
        return Deadline(
            DeadlineType.NONE, "", " ".join(text.split()), "own", None, Span(-1, 0, len(text)), "Không ghi ngày."
        )
    return None
