"""Identity numbers and contacts: one form to store and compare, what their build says, and how they are shown."""

import re
from dataclasses import dataclass

from binhyen.registers.people.values import Birth, ContactKind, NumberKind, Sex

from .law import law
from .problems import Problem

NUMBER_DOMAIN, CONTACT_DOMAIN = "people.number", "people.contact"  # of the blind indexes
HIDDEN = "••••"
SHOWN = 4  # characters of a masked number that stay readable
_SPACES = re.compile(r"[\s.\-–/,']+")
_WORDS = re.compile(r"^(?:CCCD|CMND|CMT|CC|HC|ĐDCN|SỐ)[:\s]*", re.IGNORECASE)
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}")
_PHONE = re.compile(r"0\d{9,10}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number in its one form. ``mended`` says in Vietnamese what was put right, "" where nothing was."""

    kind: str
    value: str
    mended: str = ""


def plain(text: str) -> str:
    """The one form that is stored and compared: capitals and digits without anything between them."""
    return _SPACES.sub("", _WORDS.sub("", text.strip())).upper()


def read_number(text: str, *, kind: str = "") -> NumberRead:
    """A number as written; without ``kind`` its build says what it is.

    Spreadsheets drop the zeros a number begins with: they come back where the number is right with them.
    """
    value = plain(text)
    if not value.isdigit() or not value.isascii():
        guessed = NumberKind.PASSPORT if _PASSPORT.fullmatch(value) else NumberKind.OTHER
        return NumberRead(kind or guessed, value)
    citizen = law("numbers")["citizen"]["digits"]
    if len(value) == citizen or kind == NumberKind.CITIZEN or (not kind and len(value) in {citizen - 1, citizen - 2}):
        whole = value.zfill(citizen)
        if whole != value and citizen - len(value) <= 2 and not build_problems(whole):
            return NumberRead(kind or NumberKind.CITIZEN, whole, "Đã thêm lại số 0 ở đầu mà bảng tính làm mất.")
        if len(value) == citizen or kind:
            return NumberRead(kind or NumberKind.CITIZEN, value)
    if len(value) == law("numbers")["old_card"]["digits"] or kind == NumberKind.OLD_CARD:
        return NumberRead(kind or NumberKind.OLD_CARD, value)
    return NumberRead(kind or NumberKind.OTHER, value)


def build_problems(value: str, *, birth: Birth | None = None, sex: str = "") -> tuple[Problem, ...]:
    """What does not fit in 12 digits: place, century, year of birth, sex. Slips are told, not refused."""
    rule = law("numbers")["citizen"]
    found = []
    if value[:3] not in rule["places"] and value[:3] not in rule["never_issued"]:
        found.append(Problem("numbers", f"Ba số đầu “{value[:3]}” không phải mã nơi đăng ký khai sinh nào."))
    century = rule["centuries"].get(value[3:4])
    if century is None:
        found.append(Problem("numbers", f"Số thứ tư “{value[3:4]}” không chỉ thế kỷ và giới tính nào."))
        return tuple(found)
    first, sex_meant = century
    year = first + int(value[4:6])
    if birth and birth.year and birth.year != year:
        found.append(Problem("numbers", f"Theo số định danh, người này sinh năm {year}, không phải {birth.year}."))
    meant = Sex[sex_meant]
    if sex and sex != meant:
        found.append(Problem("numbers", f"Theo số định danh, người này là {meant.label.lower()}."))
    return tuple(found)


def check_number(read: NumberRead, *, birth: Birth | None = None, sex: str = "") -> tuple[Problem, ...]:
    """Everything wrong with a number of its kind; a wrong length or sign is grave."""
    if not read.value:
        return (Problem("numbers", "Số giấy tờ còn trống.", grave=True),)
    if read.kind == NumberKind.CITIZEN:
        if not _digits(read.value, law("numbers")["citizen"]["digits"]):
            return (Problem("numbers", f"Số căn cước phải có đúng 12 chữ số, đang có {len(read.value)}.", grave=True),)
        return build_problems(read.value, birth=birth, sex=sex)
    if read.kind == NumberKind.OLD_CARD and not _digits(read.value, law("numbers")["old_card"]["digits"]):
        return (Problem("numbers", f"Số CMND phải có đúng 9 chữ số, đang có {len(read.value)}.", grave=True),)
    if len(read.value) > 30 or not read.value.isalnum():
        return (Problem("numbers", "Số giấy tờ chỉ gồm chữ và số, không quá 30 ký tự.", grave=True),)
    return ()


def _digits(value: str, count: int) -> bool:
    return len(value) == count and value.isascii() and value.isdigit()


def read_contact(text: str, *, kind: str) -> str:
    """The one form of a contact: national digits, a small-letter address, or an account as written."""
    text = text.strip()
    if kind != ContactKind.PHONE:
        return text.casefold() if kind == ContactKind.EMAIL else text
    digits = re.sub(r"\D", "", text)
    if digits.startswith("84") and len(digits) in {11, 12}:
        return f"0{digits[2:]}"
    return f"0{digits}" if len(digits) == 9 and not digits.startswith("0") else digits


def check_contact(value: str, *, kind: str) -> tuple[Problem, ...]:
    if kind == ContactKind.PHONE and not _PHONE.fullmatch(value):
        return (Problem("contacts", "Số điện thoại phải có 10 hoặc 11 chữ số và bắt đầu bằng 0.", grave=True),)
    if kind == ContactKind.EMAIL and not _EMAIL.fullmatch(value):
        return (Problem("contacts", "Thư điện tử phải có dạng ten@noi.vn.", grave=True),)
    if not value or len(value) > 120:
        return (Problem("contacts", "Liên hệ còn trống hoặc dài quá 120 ký tự.", grave=True),)
    return ()


def mask(value: str) -> str:
    """ "•••• 1234": enough to tell two numbers apart, too little to use one."""
    return f"{HIDDEN} {value[-SHOWN:]}" if len(value) > SHOWN else HIDDEN
