"""The words Vietnamese deadlines are made of: folding, numbers, and the small regular expressions others build on."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MARKS = re.compile(r"</?[a-zA-Z][^<>]{0,20}>|[*_`\u00a0\u200b\ufeff\t\r\n]")

_SPELLINGS = {"định kì": "định kỳ", "quí": "quý", "qúy": "quý", "qúi": "quý", "hàng kì": "hàng kỳ", "bẩy": "bảy"}
_SPELLING = re.compile(r"\b(?:" + "|".join(_SPELLINGS) + r")\b")

_UNITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "mười ba": 13, "mười bốn": 14, "mười lăm": 15,
    "hai mươi": 20, "ba mươi": 30, "năm": 5,
}  # fmt: skip

# "05", "15 (mười lăm)", "sáu"; the word for five is left out, it is also the word for year
NUMBER = (
    r"(?:\d{1,3}|một|hai(?: mươi)?|ba(?: mươi)?|bốn|sáu|b[ảẩ]y|tám|chín|mười(?: một| hai| ba| bốn| lăm)?)"
    r"(?:\s*\([^()\d]{2,16}\))?"
)

EVERY = r"(?:hằng|hàng|mỗi)"

ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "01": 1,
    "02": 2,
    "03": 3,
    "04": 4,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
}

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_WEEKDAY_WORDS = {
    "hai": 0, "ba": 1, "tư": 2, "bốn": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5,
    "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
}  # fmt: skip


def fold(text: str) -> str:
    """Lower-case ``text`` with marks of emphasis, tags and odd spaces blanked; offsets stay those of ``text``."""
    blanked = _MARKS.sub(lambda m: " " * len(m.group()), text)
    lowered = blanked.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in blanked)
    return _SPELLING.sub(lambda m: _SPELLINGS[m.group()], lowered)


def number(words: str) -> int:
    """The value of a NUMBER match: digits or Vietnamese words, the bracketed repetition left out."""
    word = re.sub(r"\(.*", "", words).strip()
    return int(word) if word.isdigit() else _UNITS.get(re.sub(r"\s+", " ", word), 0)


def month_of_word(word: str) -> int:
    """ "giêng" 1, "tư" 4, "chạp" 12."""
    return {"giêng": 1, "tư": 4, "chạp": 12}.get(word) or _UNITS[re.sub(r"\s+", " ", word)]


def weekday(word: str) -> int:
    """0 for Monday ("thứ Hai", "thứ 2") to 6 for Sunday ("chủ nhật")."""
    return 6 if "nh" in word else _WEEKDAY_WORDS[word.removeprefix("0")]


def full_year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def quarter_end(year: int, quarter: int) -> date:
    return month_end(year, quarter * 3)


@dataclass(frozen=True, slots=True)
class When:
    """What is known of the document: the day it was issued and the year it plans for."""

    issued: date | None = None
    year: int | None = None

    def year_of(self, month: int, day: int = 31) -> int | None:
        """The year of a day printed without one: the plan's year, else the year of issue, else the next
        where that would lie more than a quarter of a year before the issue."""
        if self.year is not None:
            return self.year
        if self.issued is None:
            return None
        last = calendar.monthrange(self.issued.year, month)[1]
        behind = (self.issued - date(self.issued.year, month, min(day, last))).days
        return self.issued.year + 1 if behind > 90 else self.issued.year

    @property
    def this_year(self) -> int | None:
        return self.year if self.year is not None else (self.issued.year if self.issued else None)
