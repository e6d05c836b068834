"""Numbers of identity papers and telephones: structure, repaired zeros, and what they say of sex and birth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from binhyen.kit.vietnamese.text import collapse
from binhyen.operations.cases.reader.values import IdentityKind, IdentityNumber, PartialDay, Value
from binhyen.operations.cases.reader.words import nothing, plain
from binhyen.registers.people.rules.law import law

from .days import PAST, day
from .problem import Problem, error, note, warning

_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*E\s*\+?\s*\d{1,2}", re.IGNORECASE)
_GROUPS = re.compile(r"\d(?:[\d.\s]*\d)?")
_DAY_IN_TEXT = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}")
_PASSPORT = re.compile(r"[A-Za-z]\d{7,8}")
_LETTER_O = re.compile(r"(?<=[\dOo])[Oo]|[Oo](?=\d)")
_ISSUED_BY = re.compile(r"(?:nơi cấp|do)\s*:?\s*(.{3,80})$|((?:CA|Công an|Cục)\b.{2,80})$", re.IGNORECASE)
_MASKED = re.compile(r"•+\s*\w*")  # of a sheet we exported: nothing to read, nothing wrong
_LONGEST_TEXT = 300  # characters: a few numbers with day and place of issue
_WHOLE = frozenset((9, 12))
_PHONE_PARTS = re.compile(r"[,;/]|\s[-–]\s|\n")
_MOBILE = re.compile(r"0[35789]\d{8}|02\d{8,9}")
_OLD_PREFIXES = (  # eleven-digit mobile numbers of before September 2018
    "0120:070 0121:079 0122:077 0126:076 0128:078 0123:083 0124:084 0125:085 0127:081 0129:082 0162:032 0163:033 "
    "0164:034 0165:035 0166:036 0167:037 0168:038 0169:039 0186:056 0188:058 0199:059"
)
_OLD_PREFIX = dict(each.split(":") for each in _OLD_PREFIXES.split())


@dataclass(frozen=True, slots=True)
class Structure:
    """What the digits of a 12-digit number say."""

    place: str  # name of the province, or for whom the code is kept; "" where it is not one of Viet Nam's
    abroad: bool
    sex: str
    birth_year: int


@cache
def _places() -> Mapping[str, str]:
    rule = law("numbers")["citizen"]
    return {**rule["places"], **rule["never_issued"]}


def structure(number: str) -> Structure | None:
    """The structure of a 12-digit number; None where the digits cannot be one."""
    if len(number) != 12 or not number.isascii() or not number.isdecimal():
        return None
    century = law("numbers")["citizen"]["centuries"].get(number[3])
    if century is None:
        return None
    first, sex = century
    return Structure(_places().get(number[:3], ""), int(number[:3]) >= 100, sex, first + int(number[4:6]))


def identities(value: Value, today: date) -> tuple[tuple[IdentityNumber, ...], list[Problem]]:
    """All numbers of papers in a cell, with day and place of issue where they stand in the same cell."""
    if isinstance(value, bool) or value is None:
        return (), []
    if isinstance(value, int | float):
        return _from_number(value, today)
    text = unmasked(collapse(str(value)).lstrip("'`’"))
    if not text or plain(text) in nothing():
        return (), []
    if len(text) > _LONGEST_TEXT:
        return (), [_unread(text)]
    if _SCIENTIFIC.fullmatch(text.replace(" ", "")):
        says = (
            f"số giấy tờ bị Excel rút gọn thành “{text}” nên đã mất các chữ số cuối. "
            "Hãy định dạng cột là Văn bản (Text) rồi gõ lại số theo giấy tờ."
        )
        return (), [error("ID_SCIENTIFIC", says)]
    return _from_text(text, today)


def unmasked(text: str) -> str:
    """The text without the numbers of which only the end is shown; "" where nothing else is left."""
    return _MASKED.sub("", text).strip(" ,;") if "•" in text else text


def _from_number(value: int | float, today: date) -> tuple[tuple[IdentityNumber, ...], list[Problem]]:
    if not float(value).is_integer() or value <= 0 or value >= 1e13:
        return (), [_unread(str(value))]
    found, said = _whole(str(int(value)), today)
    return ((found,) if found else ()), said


def _from_text(text: str, today: date) -> tuple[tuple[IdentityNumber, ...], list[Problem]]:
    said: list[Problem] = []
    issued_on, issued_by, rest = _issue(text, today, said)
    if hit := _PASSPORT.fullmatch(rest.replace(" ", "").strip(".,;")):
        return (IdentityNumber(IdentityKind.OTHER, hit.group().upper(), issued_on, issued_by),), said
    fixed = _LETTER_O.sub("0", rest)
    if fixed != rest:
        said.append(warning("ID_LETTER_O", "có chữ O thay cho số 0. Đã đổi thành số 0, hãy xem lại.", fixed))
    found: list[IdentityNumber] = []
    for digits in _numbers(fixed):
        number, told = _whole(digits, today)
        said.extend(told)
        if number:
            found.append(IdentityNumber(number.kind, number.number, issued_on, issued_by))
    if not found and not said:
        said.append(_unread(text))
    return tuple(dict.fromkeys(found)), said


def _issue(text: str, today: date, said: list[Problem]) -> tuple[PartialDay | None, str, str]:
    issued_on, by = None, ""
    if hit := _DAY_IN_TEXT.search(text):
        issued_on, told = day(hit.group(), PAST, today)
        said.extend(told)
        tail = text[hit.end() :]
        text = text[: hit.start()] + " ; " + tail
        if place := _ISSUED_BY.search(tail.strip(" ,;.)")):
            by = collapse(place.group(1) or place.group(2) or "")
    return issued_on, by, text


def _numbers(text: str) -> list[str]:
    """Runs of digits; a run broken by spaces or stops is joined when only the whole has the right length."""
    found: list[str] = []
    for run in _GROUPS.findall(text):
        parts = re.findall(r"\d+", run)
        whole = "".join(parts)
        if len(parts) > 1 and any(len(each) in _WHOLE for each in parts):
            found.extend(parts)
        else:
            found.append(whole)
    return [each for each in found if len(each) >= 5] or found[:1]


def _whole(digits: str, today: date) -> tuple[IdentityNumber | None, list[Problem]]:
    if len(digits) == 12:
        return _twelve(digits, today, [])
    if len(digits) == 9:
        return IdentityNumber(IdentityKind.OLD, digits), []
    if len(digits) in (10, 11):
        full = digits.zfill(12)
        if _believable(full, today):
            says = f"số có {len(digits)} chữ số, Excel đã bỏ số 0 ở đầu. Đã thêm lại thành {full}, hãy xem lại."
            return IdentityNumber(IdentityKind.CITIZEN, full), [warning("ID_ZERO_LOST", says, full)]
    if len(digits) == 8:
        says = f"số có 8 chữ số, có thể mất số 0 ở đầu của CMND 9 số. Đã hiểu là 0{digits}, hãy xem lại."
        return IdentityNumber(IdentityKind.OLD, f"0{digits}"), [warning("ID_ZERO_LOST", says, f"0{digits}")]
    says = f"số giấy tờ “{digits}” có {len(digits)} chữ số; CCCD phải đủ 12, CMND cũ đủ 9. Hãy sửa theo giấy tờ."
    return None, [error("ID_LENGTH", says)]


def _believable(number: str, today: date) -> bool:
    found = structure(number)
    return found is not None and bool(found.place) and found.birth_year <= today.year


def _twelve(number: str, today: date, said: list[Problem]) -> tuple[IdentityNumber | None, list[Problem]]:
    found = structure(number)
    if found is None:
        says = f"số {number} sai cấu tạo: chữ số thứ tư phải từ 0 đến 5. Hãy đối chiếu với thẻ căn cước."
        return IdentityNumber(IdentityKind.CITIZEN, number), [*said, warning("ID_STRUCTURE", says)]
    if not found.place and not found.abroad:
        says = f"ba chữ số đầu “{number[:3]}” của số {number} không phải mã tỉnh nào. Hãy đối chiếu với thẻ căn cước."
        said = [*said, warning("ID_PLACE", says)]
    if found.birth_year > today.year:
        says = f"số {number} ứng với năm sinh {found.birth_year}, chưa tới. Hãy đối chiếu với thẻ căn cước."
        said = [*said, warning("ID_STRUCTURE", says)]
    return IdentityNumber(IdentityKind.CITIZEN, number), said


def _unread(text: str) -> Problem:
    return error("ID_UNREAD", f"không đọc được số giấy tờ “{text[:40]}”. Hãy ghi đủ 12 số của CCCD hoặc 9 số của CMND.")


def agreement(number: IdentityNumber, birth: PartialDay | None, sex: str) -> list[Problem]:
    """Where a 12-digit number and the year of birth or the sex of the row contradict each other."""
    found = structure(number.number) if number.kind is IdentityKind.CITIZEN else None
    if found is None:
        return []
    said: list[Problem] = []
    if birth is not None and birth.year != found.birth_year:
        says = f"số {number.number} ứng với năm sinh {found.birth_year}, nhưng năm sinh ghi {birth.year}. Một bên sai."
        said.append(warning("ID_BIRTH", says))
    if sex and sex != found.sex:
        shown = {"MALE": "nam", "FEMALE": "nữ"}
        says = (
            f"số {number.number} là của {shown[found.sex]}, nhưng cột giới tính ghi {shown[sex]}. Một trong hai bị sai."
        )
        said.append(warning("ID_SEX", says))
    return said


def phones(value: Value) -> tuple[tuple[str, ...], list[Problem]]:
    """Telephone numbers with their leading zero, ten digits."""
    if value is None or isinstance(value, bool):
        return (), []
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else unmasked(collapse(str(value)))
    if not text or plain(text) in nothing():
        return (), []
    found, said = [], []
    for part in _PHONE_PARTS.split(text[:_LONGEST_TEXT]):
        digits = re.sub(r"\D", "", part)
        if not digits:
            continue
        number = _phone(digits)
        if number:
            found.append(number)
        else:
            says = f"số điện thoại “{part.strip()[:30]}” không đúng 10 chữ số. Hãy sửa hoặc xóa."
            said.append(warning("PHONE", says))
    if found and not said and str(value) != found[0] and re.sub(r"\D", "", text) in (found[0][1:],):
        said.append(note("PHONE_ZERO", f"đã thêm số 0 ở đầu: {found[0]}.", found[0]))
    return tuple(dict.fromkeys(found)), said


def _phone(digits: str) -> str:
    if digits.startswith("84") and len(digits) in (11, 12):
        digits = "0" + digits[2:]
    if not digits.startswith("0"):
        digits = "0" + digits
    if len(digits) == 11 and digits[:4] in _OLD_PREFIX:
        digits = _OLD_PREFIX[digits[:4]] + digits[4:]
    return digits if _MOBILE.fullmatch(digits) else ""
