"""Which of the expressions of a duty's text bounds the duty: an explicit parenthesis first, then the body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from binhyen.operations.directives.reader.values import Deadline, DeadlineType, Span

from .body import governed
from .masks import mask
from .phrases import Phrase, find
from .words import When, fold

_PAREN: Final = re.compile(r"\(([^()]*)\)")
_PERIOD_BEFORE: Final = re.compile(r"(?:tháng|quý|quí|năm|tuần|ngày|kỳ|báo cáo)\s*$")
_ANCHOR_START: Final = re.compile(r"\s*(?:trước|chậm nhất|muộn nhất|vào|ngày|từ|thứ|xong|gửi)\s")
_DOER: Final = (
    r"(?:phấn đấu|dự kiến|tiếp tục|duy trì|tổ chức|triển khai|thực hiện|hoàn thành|hoàn tất|kết thúc|báo cáo"
    r"|tham mưu|xong|gửi|ban hành|trình|"
    r"kiểm tra|định kỳ|cập nhật|rà soát)"
)
_LEAD_IN: Final = re.compile(rf"(?<!\w){_DOER}(?!\w)[^,.;:()]{{0,80}}$")
_OF_A_NAME: Final = re.compile(r"(?:tháng hành động|ngày (?:toàn dân|quốc tế|thế giới|truyền thống))[^.;()]*$")
_DEEPEST: Final = 6  # parentheses within parentheses; deeper ones are not prose
_NEAR: Final = 40
_SPECIFIC: Final = (DeadlineType.DATE, DeadlineType.QUARTER, DeadlineType.RECURRING, DeadlineType.COMPOUND)
_END: Final = re.compile(r"[\s.,;:/…*_]*(?:</?\w+>)?[\s.,;:/…*_]*\Z")


@dataclass(frozen=True, slots=True)
class _Found:
    phrase: Phrase
    start: int  # of the printed words, with the verb that leads them in
    closing: bool = False


@lru_cache(maxsize=2048)
def own(text: str, *, issued: date | None, year: int | None = None) -> Deadline:
    """The deadline that governs one duty.

    ``text`` is the duty verbatim (source marks allowed); ``issued`` the directive's day, which gives days printed
    without a year theirs, ``year`` the year a plan is made for where that is known. Type ``none`` where nothing
    bounds the duty; its ``raw`` is then "" or the words of an on-demand duty. ``span`` is in offsets of ``text``
    (block -1): the caller moves it into its block.
    """
    folded = mask(fold(text))
    when = When(issued, year)
    decisive, body = _parentheses(folded, when)
    chosen = _best(decisive)
    if chosen is not None and chosen.phrase.type in _SPECIFIC:
        return _deadline(text, chosen, "Ngoặc đơn ghi thời hạn quyết định.")
    phrase = governed(body, when)
    if chosen is None:
        return _deadline(text, _Found(phrase, phrase.start), "Lịch ghi trong câu.") if phrase else Deadline(basis="own")
    if phrase is not None and _beats(phrase, chosen.phrase):
        return _deadline(
            text, _Found(phrase, phrase.start), "Chu kỳ cụ thể trong câu thắng “thường xuyên” trong ngoặc."
        )
    return _deadline(text, chosen, "Ngoặc đơn ghi thời hạn quyết định.")


def closing(text: str, *, issued: date | None, year: int | None = None) -> Deadline | None:
    """The deadline of the parenthesis that ends ``text``, None where it ends otherwise."""
    folded = mask(fold(text))
    decisive, _ = _parentheses(folded, When(issued, year))
    last = next((found for found in reversed(decisive) if found.closing), None)
    return _deadline(text, last, "Ngoặc đơn cuối đoạn ghi thời hạn chung.") if last else None


def parenthesis(text: str, *, issued: date | None = None, year: int | None = None) -> Deadline | None:
    """As ``closing``; kept as the word callers look for."""
    return closing(text, issued=issued, year=year)


def _best(decisive: list[_Found]) -> _Found | None:
    specific = [found for found in decisive if found.phrase.type in _SPECIFIC]
    chosen = specific or decisive
    return chosen[-1] if chosen else None


def _beats(body: Phrase, parenthesised: Phrase) -> bool:
    if parenthesised.type is DeadlineType.NONE:
        return body.type is not DeadlineType.NONE
    return body.type is DeadlineType.RECURRING and body.value != "FREQ=UNSPECIFIED"


def _parentheses(folded: str, when: When) -> tuple[list[_Found], str]:
    """Deadline parentheses of the text, and the text with every other parenthesis blanked.

    A parenthesis that only gives the day of a period before it ("06 tháng (trước 17/6)") stays in the body.
    """
    found: list[_Found] = []

    def read(match: re.Match[str]) -> str:
        inner = match.group(1)
        near = max(0, match.start() - _NEAR)
        if _PERIOD_BEFORE.search(match.string, near, match.start()) and _ANCHOR_START.match(inner):
            return f" {inner} "
        here = _decisive(folded, match.start(), match.end(), inner, when)
        if here is not None:
            found.append(here)
        return " " * len(match.group())

    body = folded
    for _ in range(_DEEPEST):  # innermost first
        blanked = _PAREN.sub(read, body)
        if blanked == body:
            break
        body = blanked
    return sorted(found, key=lambda f: f.phrase.start), body


def _decisive(folded: str, start: int, end: int, inner: str, when: When) -> _Found | None:
    phrases = [p for p in find(inner, when) if _bounding(inner, p)]
    if phrases and not phrases[0].cued and _OF_A_NAME.search(folded, max(0, start - 80), start):
        return None  # "Tháng hành động phòng, chống ma túy (tháng 6)"
    if not phrases:
        return None
    best = next((p for p in phrases if p.type in _SPECIFIC), phrases[0])
    offset = start + 1
    lead = _LEAD_IN.search(inner, 0, best.start)
    shifted = Phrase(
        best.type, best.value, best.start + offset, best.end + offset, best.core + offset, best.atoms, best.at, best.why
    )
    return _Found(shifted, offset + (lead.start() if lead else best.start), _END.match(folded, end) is not None)


def _bounding(inner: str, phrase: Phrase) -> bool:
    """Whether a parenthesis sets a deadline by ``phrase``, rather than naming a day in passing."""
    before, after = inner[: phrase.start].strip(" ,;:-–"), inner[phrase.end :].strip(" ,;:.-–")
    if not before and not after:
        return not (
            len(phrase.atoms) == 1 and phrase.atoms[0].kind == "day" and not phrase.atoms[0].y and not phrase.cued
        )
    if phrase.type in (DeadlineType.CONTINUOUS, DeadlineType.RECURRING) and not phrase.cued:
        return (
            not before
            or _LEAD_IN.search(inner, 0, phrase.start) is not None
            or before.endswith(("thời gian", "thời hạn"))
        )
    return phrase.cued or _LEAD_IN.search(inner, 0, phrase.start) is not None or not before


def _deadline(text: str, found: _Found, why: str) -> Deadline:
    phrase = found.phrase
    raw = " ".join(text[found.start : phrase.end].replace("*", "").split())
    reason = f"{why} {phrase.why}".strip()
    return Deadline(phrase.type, phrase.value, raw, "own", phrase.at, Span(-1, found.start, phrase.end), reason)
