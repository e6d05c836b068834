"""Small cells: text of any value, sex, ethnic group, religion, substances, tests, decisions, counts."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from binhyen.kit.vietnamese.text import clean, collapse, search_key
from binhyen.operations.cases.reader.values import PartialDay, Status, Value
from binhyen.operations.cases.reader.words import has, names_of, nothing, plain, sexes, signs, status_of, substances

from .days import PAST, DayRule, day
from .problem import Problem, note, warning

_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#####", "Err:502", "Err:508"))
_DECISION_DAY = re.compile(
    r"(?:,|;)?\s*(?:ngày|ngày ký)?\s*:?\s*(\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2}(?!\d)))"
    r"|(?:,|;)?\s*ngày\s+(\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})",
    re.IGNORECASE,
)
_DECISION_LEAD = re.compile(r"^(?:quyết định|qđ|số|qđ số|quyết định số)\s*(?:số)?\s*:?\s+(?=\d)", re.IGNORECASE)
_TIMES = re.compile(r"(?:lần\s*(?:thứ)?\s*)?0?(\d{1,2})\s*(?:lần)?")
_ROMAN_TIMES = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_TIMES_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "nhieu lan": None, "nhat": 1, "dau": 1}


def text_of(value: Value) -> str:
    """What an officer sees in a cell: NFC, single spaces, no control characters."""
    if isinstance(value, str):
        return tidied(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


def tidied(text: str) -> str:
    """NFC, single spaces, no control characters; text that is so already, as most is, comes back at once."""
    if (
        text.isprintable()
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
        and unicodedata.is_normalized("NFC", text)
    ):
        return text
    return collapse(clean(text))


def is_error(text: str) -> bool:
    """A formula that went wrong when the file was last saved."""
    return text in _ERRORS


def is_nothing(text: str) -> bool:
    return plain(text) in nothing()


def marked(text: str) -> bool | None:
    """True for a mark, False for its absence, None for other words."""
    said = signs("marks").get(plain(text))
    return None if said is None else said == "yes"


def sex(text: str) -> tuple[str, list[Problem]]:
    """MALE or FEMALE; "" where it is not said."""
    code = sexes().get(search_key(text), "")
    if code or is_nothing(text):
        return code, []
    return "", [warning("SEX", f"không hiểu giới tính “{text[:30]}”. Hãy ghi Nam hoặc Nữ.")]


def _named(text: str, block: str, code: str, what: str) -> tuple[str, list[Problem]]:
    known = names_of(block)
    key = search_key(text).replace(" ", "")
    name = known.get(key) or known.get(
        search_key(re.sub(r"\(.*?\)|^dân tộc|^đạo", "", text, flags=re.I)).replace(" ", "")
    )
    if name:
        return name, []
    return text, [note(code, f"{what} “{text[:40]}” không có trong danh mục, vẫn giữ như đã ghi.")]


def ethnicity(text: str) -> tuple[str, list[Problem]]:
    """The name of the ethnic group in the list of 54; unknown names stay as written."""
    return ("", []) if is_nothing(text) else _named(text, "ethnic_groups", "ETHNICITY", "dân tộc")


def religion(text: str) -> tuple[str, list[Problem]]:
    return _named(text, "religions", "RELIGION", "tôn giáo") if text else ("", [])


def is_religion(text: str) -> bool:
    return search_key(text).replace(" ", "") in names_of("religions")


def substance_codes(text: str) -> tuple[tuple[str, ...], list[Problem]]:
    """Codes of all substances a cell names."""
    key = search_key(text)
    found = tuple(code for code, words in substances() if any(has(key, word) for word in words))
    if found or is_nothing(text):
        return found, []
    return (), [note("SUBSTANCE", f"chưa nhận ra chất “{text[:40]}”, vẫn giữ như đã ghi.")]


def test_result(text: str) -> tuple[str, list[Problem]]:
    """POSITIVE or NEGATIVE."""
    known = signs("tests")
    code = known.get(plain(text)) or known.get(search_key(text), "")
    key = search_key(text)
    if not code:
        code = "POSITIVE" if has(key, "duong tinh") else "NEGATIVE" if has(key, "am tinh") else ""
    if code or plain(text) in ("", "chưa", "chưa xét nghiệm", "k", "ko"):
        return code, []
    return "", [
        warning("TEST_RESULT", f"không hiểu kết quả xét nghiệm “{text[:30]}”. Hãy ghi Dương tính hoặc Âm tính.")
    ]


def decision(text: str, month_first: str, today: date) -> tuple[str, PartialDay | None, list[Problem]]:
    """(number, day) of a decision written in one cell: "12/QĐ-UBND ngày 03/02/2026"."""
    if is_nothing(text):
        return "", None, []
    found: PartialDay | None = None
    said: list[Problem] = []
    number = text
    if hit := _DECISION_DAY.search(text):
        found, said = day(hit.group(1) or hit.group(2), DayRule(month_first=month_first), today)
        number = text[: hit.start()] + text[hit.end() :]
    number = _DECISION_LEAD.sub("", collapse(number).strip(" ,;:.()")).strip(" ,;:.()")
    return number, found, said


def times(text: str) -> tuple[int | None, list[Problem]]:
    """How many times somebody went through rehabilitation."""
    key = search_key(text)
    if is_nothing(text):
        return (0, []) if key in ("0", "khong", "chua", "chua co") else (None, [])
    if hit := _TIMES.fullmatch(text.lower()):
        return int(hit.group(1)), []
    bare = key.removeprefix("lan thu ").removeprefix("lan ").removesuffix(" lan")
    if bare in _ROMAN_TIMES:
        return _ROMAN_TIMES[bare], []
    if bare in _TIMES_WORDS and _TIMES_WORDS[bare] is not None:
        return _TIMES_WORDS[bare], []
    return None, [warning("REHAB_TIMES", f"không hiểu số lần cai nghiện “{text[:30]}”. Hãy ghi một con số.")]


def status(text: str) -> tuple[Status | None, list[Problem]]:
    """Where the person stands, from the words of a cell."""
    if is_nothing(text):
        return None, []
    found = status_of(text)
    if found is None:
        says = f"chưa hiểu tình trạng “{text[:60]}”. Hãy chọn biện pháp đang áp dụng."
        return None, [warning("STATUS", says)]
    if not found.sure and not found.flags:
        says = f"“{text[:60]}” chưa nói rõ hình thức. Hãy xem lại biện pháp đã hiểu."
        return found, [note("STATUS_UNSURE", says)]
    return found, []


def birth_rule(month_first: str) -> DayRule:
    return DayRule(birth=True, month_first=month_first)


def past_rule(month_first: str) -> DayRule:
    return DayRule(month_first=month_first) if month_first else PAST
