"""The parts of a document as its makers give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a document. Empty parts are left blank, never invented."""

    issuer: str = ""
    parent: str = ""  # the body above the issuer
    number: str = ""  # "02"
    symbol: str = ""  # "KH-UBND"; without it no number line is printed
    place: str = ""  # "Lào Cai"
    day: date | None = None
    about: str = ""  # official letters: what they are about, printed as "V/v …" under the number
    urgency: str = ""  # "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"
    secrecy: str = ""  # "MẬT", "TỐI MẬT", "TUYỆT MẬT"


@dataclass(frozen=True, slots=True)
class Signature:
    form: str = ""  # "TM. ỦY BAN NHÂN DÂN"
    titles: tuple[str, ...] = ()  # "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"
    name: str = ""
    note: str = ""  # "(Ký, ghi rõ họ tên)", on forms people sign by hand


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float  # mm
    centred: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row over the whole width of a table, in bold: the heading its rows stand under."""

    text: str
