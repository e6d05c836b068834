"""Days as lists write them: dd/mm/yyyy, numbers of Excel, a year alone, month and year, words.

Day before month, unless that is impossible or the whole column says otherwise. Nothing is guessed silently: what was
turned, completed or refused is told.
"""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time

from binhyen.kit.vietnamese.text import collapse
from binhyen.operations.cases.reader.formats.xlsx import moment
from binhyen.operations.cases.reader.values import PartialDay, Value

from .problem import Problem, error, note, warning

_SEPARATOR = r"\s*[/.\-,\\ ]\s*"
_DMY = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{2}})")
_YMD = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})")
_MY = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*[/.\-]\s*(\d{4})")
_WORDS = re.compile(r"(?:ngày\s*)?(?:(\d{1,2})\s*)?tháng\s*(\d{1,2})\s*(?:,\s*)?năm\s*(\d{4})")
_YEAR = re.compile(r"(?:năm\s*|sn\s*:?\s*|s\s*:\s*|khoảng\s*|~\s*)?(\d{4})")
_THOUSANDS = re.compile(r"^([12])[.,](\d{3})$")  # a year shown as a number: 1.985
_BLANK_PARTS = re.compile(r"(?:0{1,2}|[.…_?x\-*]+)\s*[/.\-]\s*(?:(0{1,2}|[.…_?x\-*]+|\d{1,2})\s*[/.\-]\s*)(\d{4})")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})")
_TIME = re.compile(r"[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[AaPp][Mm])?$")
_AGE_AFTER = re.compile(r"\s*\(\s*\d{1,3}\s*(?:tuổi|t)\s*\)$", re.IGNORECASE)
_LEAD = re.compile(r"^(?:ngày|sinh ngày|sinh năm|sinh|ns|từ ngày|từ|đến ngày|đến)\s*:?\s*(?=\d)", re.IGNORECASE)
_FIRST_YEAR = 1900
_LARGEST = 10**9  # ddmmyyyy as a number has eight digits
_LONGEST_TEXT = 80  # characters; a longer text is no day
_OLDEST = 110  # years; an older person on a list is a slip of the pen
_SERIALS = range(7_000, 60_000)  # 1919 to 2064 as numbers of Excel
_YEARS_AS_SERIALS = range(1_900, 2_040)  # a year typed into a cell that shows days


@dataclass(frozen=True, slots=True)
class DayRule:
    """What a day of this kind may be. ``birth``: a day of birth; ``future_years``: how far ahead it may lie."""

    birth: bool = False
    future_years: int = 0
    month_first: str = ""  # see content.month_first


BIRTH = DayRule(birth=True)
PAST = DayRule()
TERM = DayRule(future_years=6)  # the longest measure is 36 months


def day(value: Value, rule: DayRule, today: date) -> tuple[PartialDay | None, list[Problem]]:
    """The day a cell says and what is to be told; None where it says none that can be taken."""
    if isinstance(value, datetime):
        return _real(value.date(), rule, today)
    if isinstance(value, date):
        return _real(value, rule, today)
    if isinstance(value, bool | time):
        return None, [_unread(str(value))]
    if isinstance(value, int | float):
        return _number(value, rule, today)
    text = collapse(value or "")
    return _text(text, rule, today) if len(text) <= _LONGEST_TEXT else (None, [_unread(text)])


def _real(day: date, rule: DayRule, today: date) -> tuple[PartialDay | None, list[Problem]]:
    serial = (day - date(1899, 12, 30)).days
    if serial in _YEARS_AS_SERIALS:
        says = f"ô định dạng ngày nên Excel đổi năm {serial} thành {day:%d/%m/%Y}. Đã lấy năm {serial}, hãy xem lại."
        return _checked(PartialDay(serial), rule, today, [warning("YEAR_AS_DAY", says, str(serial))])
    if rule.month_first == "CELLS" and day.day <= 12 and day.day != day.month:
        turned = PartialDay(day.year, day.day, day.month)
        says = (
            f"Excel có thể đã đảo ngày với tháng: đang là {day:%d/%m/%Y}, cả cột cho thấy đúng ra là {turned}. "
            "Đã lấy ngày đảo lại, hãy xem lại."
        )
        return _checked(turned, rule, today, [warning("DAY_MONTH_TURNED", says, str(turned))])
    return _checked(PartialDay(day.year, day.month, day.day), rule, today, [])


def _number(value: int | float, rule: DayRule, today: date) -> tuple[PartialDay | None, list[Problem]]:
    if not math.isfinite(value) or abs(value) > _LARGEST:
        return None, [_unread(str(value))]
    if float(value).is_integer() and _FIRST_YEAR - 100 <= value <= 2200:
        return _checked(PartialDay(int(value)), rule, today, [])
    if rule.birth and 10 <= value <= 99:
        return _text(str(int(value)), rule, today)
    if int(value) in _SERIALS:
        found = moment(float(int(value)))
        text = f"{found:%d/%m/%Y}"
        says = f"số {int(value)} là ngày {text} theo cách đếm của Excel. Đã đổi."
        return _checked(PartialDay(found.year, found.month, found.day), rule, today, [note("SERIAL_DAY", says, text)])
    digits = str(int(value))
    if len(digits) in (7, 8) and (hit := _COMPACT.fullmatch(digits.zfill(8))):
        return _parts(hit, digits, rule, today)
    return None, [_unread(digits)]


def _unread(text: str) -> Problem:
    return error(
        "DAY_UNREAD", f"không đọc được ngày “{text[:40]}”. Hãy ghi ngày/tháng/năm, ví dụ 05/03/1990, hoặc chỉ ghi năm."
    )


def _text(text: str, rule: DayRule, today: date) -> tuple[PartialDay | None, list[Problem]]:
    bare = _LEAD.sub("", _TIME.sub("", text)).strip(" ;,'`’").rstrip(".")
    bare = _AGE_AFTER.sub("", bare)
    low = bare.lower()
    if hit := _YMD.fullmatch(low):
        return _built(int(hit.group(1)), int(hit.group(2)), int(hit.group(3)), bare, rule, today, [])
    if hit := _BLANK_PARTS.fullmatch(low):
        month = int(hit.group(1)) if hit.group(1).isdecimal() else 0
        return _built(int(hit.group(2)), month, 0, bare, rule, today, [])
    if hit := _DMY.fullmatch(low):
        return _parts(hit, bare, rule, today)
    if hit := _WORDS.fullmatch(low):
        one, two, year = hit.groups()
        return _built(int(year), int(two), int(one or 0), bare, rule, today, [])
    if hit := _MY.fullmatch(low):
        return _built(int(hit.group(2)), int(hit.group(1)), 0, bare, rule, today, [])
    if hit := _YEAR.fullmatch(_THOUSANDS.sub(r"\1\2", low)):
        return _checked(PartialDay(int(hit.group(1))), rule, today, [])
    if low.isdecimal() and len(low) == 5:
        return _number(int(low), rule, today)
    if hit := _COMPACT.fullmatch(low):
        return _parts(hit, bare, rule, today)
    return _short_birth(bare, rule, today)


def _short_birth(text: str, rule: DayRule, today: date) -> tuple[PartialDay | None, list[Problem]]:
    """ "85" in a column of births is 1985."""
    if not (rule.birth and text.isdecimal() and len(text) == 2):
        return None, [_unread(text)]
    year = _century(int(text), rule, today)
    says = f"năm sinh chỉ ghi hai chữ số “{text}”. Đã hiểu là {year}, hãy xem lại."
    return _checked(PartialDay(year), rule, today, [warning("SHORT_YEAR", says, str(year))])


def _parts(hit: re.Match[str], text: str, rule: DayRule, today: date) -> tuple[PartialDay | None, list[Problem]]:
    one, two, tail = int(hit.group(1)), int(hit.group(2)), hit.group(3)
    said: list[Problem] = []
    year = int(tail)
    if len(tail) == 2:
        year = _century(year, rule, today)
        says = f"năm chỉ ghi hai chữ số “{text}”. Đã hiểu là {year}, hãy xem lại."
        said.append(warning("SHORT_YEAR", says, f"{one:02d}/{two:02d}/{year}"))
    if rule.month_first == "TEXT":
        one, two = two, one
    return _built(year, two, one, text, rule, today, said)


def _century(short: int, rule: DayRule, today: date) -> int:
    year = today.year - today.year % 100 + short
    latest = today.year - 10 if rule.birth else today.year + rule.future_years
    return year if year <= latest else year - 100


def _built(
    year: int, month: int, day: int, text: str, rule: DayRule, today: date, said: list[Problem]
) -> tuple[PartialDay | None, list[Problem]]:
    if month > 12 and 1 <= day <= 12:
        turned = PartialDay(year, day, month)
        if _exists(turned):
            says = f"“{text}” không thể có tháng {month}. Đã hiểu là ngày {turned}, hãy xem lại."
            return _checked(turned, rule, today, [*said, warning("DAY_MONTH_TURNED", says, str(turned))])
    if month == 0 and day:
        day = 0
    found = PartialDay(year, month, day)
    if _exists(found):
        return _checked(found, rule, today, said)
    if not 1 <= year <= 9999:
        return None, [_unread(text)]
    says = f"không có ngày “{text}” trên lịch. Hãy sửa theo giấy tờ; nếu chỉ chắc năm thì ghi {year}."
    return None, [*said, error("NO_SUCH_DAY", says, str(year))]


def _exists(found: PartialDay) -> bool:
    if not 1 <= found.year <= 9999 or not 0 <= found.month <= 12:
        return False
    return not found.day or (found.month > 0 and found.day <= calendar.monthrange(found.year, found.month)[1])


def _checked(
    found: PartialDay, rule: DayRule, today: date, said: list[Problem]
) -> tuple[PartialDay | None, list[Problem]]:
    """The day where it can be true; years before 1900 and days to come are refused."""
    if found.year < _FIRST_YEAR or (rule.birth and today.year - found.year > _OLDEST):
        return None, [*said, error("DAY_TOO_EARLY", f"năm {found.year} quá xa, không thể đúng. Hãy sửa theo giấy tờ.")]
    first = date(found.year, found.month or 1, found.day or 1)
    if rule.future_years:
        if found.year > today.year + rule.future_years:
            says = f"năm {found.year} quá xa về sau, không thể đúng. Hãy sửa theo quyết định."
            return None, [*said, error("DAY_TOO_LATE", says)]
    elif first > today:
        what = "ngày sinh" if rule.birth else "ngày"
        return None, [*said, error("DAY_TO_COME", f"{what} {found} chưa tới. Hãy sửa theo giấy tờ.")]
    return found, said
