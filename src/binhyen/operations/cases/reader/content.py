"""What the cells of a column look like: names, days, numbers of papers, places, marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from binhyen.kit.vietnamese.text import collapse, search_key

from .values import Field, Value
from .words import first_names, has, names_of, places, sexes, signs, status_of, substances

_DAY = re.compile(r"\D{0,6}(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})\b.{0,12}")
_MONTH = re.compile(r"\d{1,2}\s*[/.\-]\s*(19|20)\d\d")
_YEAR = re.compile(r"(19|20)\d\d")
_DECISION = re.compile(r"\d+\s*/\s*([0-9]{4}\s*/\s*)?(QĐ|QD|KH|GM|TB)", re.IGNORECASE)
_DIGITS = re.compile(r"\D+")
_LETTERS = re.compile(r"[^\W\d_]+(?:[ '.\-][^\W\d_]+)*\.?")
_PHONE_STARTS = ("03", "05", "07", "08", "09", "02", "84")
_PLACE_WORDS = ("xa", "phuong", "thon", "ban", "to", "huyen", "tinh")

# What the cells of a column of this field look like; any of the kinds counts.
EXPECTED: dict[Field, tuple[str, ...]] = {
    Field.ORDINAL: ("small",),
    Field.FULL_NAME: ("name",),
    Field.SEX: ("sex",),
    Field.BIRTH: ("day", "month", "year", "serial"),
    Field.BIRTH_YEAR: ("year",),
    Field.BIRTH_DAY: ("small",),
    Field.BIRTH_MONTH: ("small",),
    Field.IDENTITY: ("id",),
    Field.IDENTITY_ISSUED_ON: ("day", "serial", "year"),
    Field.ETHNICITY: ("ethnic",),
    Field.PHONE: ("phone",),
    Field.TESTED_ON: ("day", "serial", "month"),
    Field.DECISION_ON: ("day", "serial", "month"),
    Field.DECISION: ("decision", "small"),
    Field.MEASURE_FROM: ("day", "serial", "month", "year"),
    Field.MEASURE_TO: ("day", "serial", "month", "year"),
}


@dataclass(slots=True)
class Profile:
    """Shares (0 to 1) of the filled cells of a column by kind; one cell may be of several kinds."""

    filled: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    real_days: list[date] = field(default_factory=list)
    words: dict[str, frozenset[str]] = field(default_factory=dict)  # kinds of the texts met so far
    first_parts: list[tuple[int, int]] = field(default_factory=list)  # the first two numbers of days written as text
    rising: bool = False

    def share(self, *kinds: str) -> float:
        return min(1.0, sum(self.kinds[each] for each in kinds) / self.filled) if self.filled else 0.0


def profile(values: Iterable[Value]) -> Profile:
    """The profile of a column from some of its cells; empty cells do not count."""
    found = Profile()
    ordinals: list[int] = []
    for value in values:
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        found.filled += 1
        found.kinds.update(_kinds(value, found))
        if isinstance(value, int) and not isinstance(value, bool):
            ordinals.append(value)
        elif isinstance(value, str) and value.strip().isdecimal() and len(value) < 7:
            ordinals.append(int(value))
    found.rising = len(ordinals) > 1 and all(later - one in (0, 1) or later == 1 for one, later in _pairs(ordinals))
    return found


def _pairs(numbers: list[int]) -> Iterable[tuple[int, int]]:
    return zip(numbers, numbers[1:], strict=False)


def _kinds(value: Value, found: Profile) -> set[str]:
    if isinstance(value, bool):
        return {"mark"}
    if isinstance(value, date | datetime):
        found.real_days.append(value.date() if isinstance(value, datetime) else value)
        return {"day"}
    if isinstance(value, int):
        return _number_kinds(str(value)) | ({"serial"} if 7_000 <= value <= 60_000 else set())
    if isinstance(value, str):
        return _text_kinds(collapse(value), found)
    return {"number"}


def _number_kinds(digits: str) -> set[str]:
    kinds = {"small"} if len(digits) <= 4 and int(digits) < 1900 else set()
    if _YEAR.fullmatch(digits):
        kinds.add("year")
    if len(digits) in (9, 12, 11) or (len(digits) == 10 and digits.startswith("1")) or len(digits) == 8:
        kinds.add("id")
    if _phone(digits) or (len(digits) == 9 and digits[0] in "35789"):
        kinds.add("phone")
    return kinds


def _phone(digits: str) -> bool:
    return len(digits) in (10, 11) and digits.startswith(_PHONE_STARTS)


def _text_kinds(text: str, found: Profile) -> set[str]:
    kinds: set[str] = set()
    if day := _DAY.fullmatch(text):
        found.first_parts.append((int(day.group(1)), int(day.group(2))))
        kinds.add("day")
    elif _MONTH.fullmatch(text):
        kinds.add("month")
    digits = _DIGITS.sub("", text)
    if digits and len(digits) * 2 >= len(text) and "day" not in kinds:
        kinds |= _number_kinds(digits)
    if _DECISION.search(text):
        kinds.add("decision")
    if text not in found.words:
        found.words[text] = frozenset(_word_kinds(text))
    return kinds | found.words[text]


def _word_kinds(text: str) -> set[str]:
    key = search_key(text)
    joined = key.replace(" ", "")
    said = {
        "name": _is_name(text),
        "sex": key in sexes(),
        "ethnic": joined in names_of("ethnic_groups"),
        "religion": joined in names_of("religions"),
        "mark": signs("marks").get(text.strip().lower()) == "yes",
        "hamlet": any(key.startswith(f"{each} ") for each in place_keys("hamlet")),
        "place": "," in text and any(has(key, each) for each in _PLACE_WORDS),
        "substance": any(has(key, word) for _, words in substances() for word in words if len(word) > 2),
        "test": len(key) > 2 and key in signs("tests"),
    }
    said["status"] = len(text) < 80 and not said["name"] and status_of(text) is not None
    return {kind for kind, is_so in said.items() if is_so}


@cache
def place_keys(level: str) -> tuple[str, ...]:
    return tuple(search_key(each) for each in places(level))


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 6 or not _LETTERS.fullmatch(text):
        return False
    first = words[0].lower()
    return (first in first_names() or search_key(first) in first_names()) and all(len(each) <= 8 for each in words)


def month_first(found: Profile) -> str:
    """ "" for days written day first; "TEXT" where texts are month first; "CELLS" where Excel has turned days around.

    An officer types 13/05/1990 and 05/12/1990 into an American Excel: the first stays text, the second becomes the
    12th of May. So true days that never pass the 12th beside texts whose first number always does are turned around.
    """
    firsts = [one for one, _ in found.first_parts]
    seconds = [two for _, two in found.first_parts]
    if firsts and max(firsts) <= 12 and sum(each > 12 for each in seconds) * 4 >= len(seconds) > 3:
        return "TEXT"
    days = found.real_days
    if (
        len(days) >= 3
        and len(firsts) >= 3
        and all(each.day <= 12 for each in days)
        and all(each > 12 for each in firsts)
    ):
        return "CELLS"
    return ""
