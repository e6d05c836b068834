"""How documents cite each other: a printed number becomes a key that compares.

Source: Decree 30/2020/NĐ-CP, appendix I (number and symbol of a document).
"""

import re
from datetime import date

from binhyen.kit.vietnamese.text import nfc
from binhyen.registers.documents.values import PrintedNumber

_NUMBER = re.compile(r"(?<![\w/])(\d{1,6}[a-zA-Z]?)\s*([/-])\s*((?:\d{4}\s*/\s*)?[A-ZĐ][\w-]*(?:\s*[/&-]\s*[\w-]+)*)")
_DAY = re.compile(r"(?:ngày\s+)?(\d{1,2})\s*(?:/|-|tháng)\s*(\d{1,2})\s*(?:/|-|năm)\s*(\d{4})", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def number_key(number: str, symbol: str) -> str:
    """("02", "KH-UBND") -> "2/KH-UBND", ("36", "-CT/TW") -> "36-CT/TW" (the Party's way of writing).

    Equal keys are equal numbers: leading zeros, case and spaces do not count. Kept in step with the generated column
    ``number_key`` of the table.
    """
    return _SPACES.sub("", f"{number.lstrip('0')}/{symbol}").replace("/-", "-").upper()


def read_citation(text: str) -> PrintedNumber:
    """The number and the day a citation prints."""
    text = nfc(text)
    found = _NUMBER.search(text)
    if not found:
        return PrintedNumber("")
    number, sign, symbol = found.groups()
    return PrintedNumber(number_key(number, symbol if sign == "/" else f"-{symbol}"), _day(text[found.end() :]))


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    if not found:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
