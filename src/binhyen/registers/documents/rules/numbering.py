"""How numbers and symbols of outgoing documents are made.

Decree 30/2020/NĐ-CP, art. 15 and Annex I, part II, section 3.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from binhyen.registers.documents.values import SeriesMode

LETTERS = "CV"  # the series of official letters, which print no kind


def series_of(kind: str, *, mode: str, own: Collection[str], abbreviations: Mapping[str, str]) -> str:
    """The sequence a kind of document counts in: its abbreviation, "CV" for letters, "" the common one."""
    series = abbreviations.get(kind, "") or LETTERS
    if mode == SeriesMode.TOGETHER or (mode == SeriesMode.SOME and series not in own):
        return ""
    return series


def symbol_of(kind: str, *, sign: str, unit: str, abbreviations: Mapping[str, str]) -> str:
    """("Kế hoạch", "UBND") -> "KH-UBND"; letters: ("Công văn", "UBND", "NC") -> "UBND-NC"."""
    short = abbreviations.get(kind, "")
    parts = (short, sign) if short else (sign, unit)
    return "-".join(part.strip() for part in parts if part.strip())


def wrong_day(day: date, *, year: int, before: date | None, after: date | None, today: date) -> str:
    """Why a number cannot carry this day, or "". ``before``, ``after``: days of the nearest numbers given."""
    if day.year != year:
        return f"Sổ năm {year} chỉ nhận văn bản ký trong năm {year}."
    if day > today:
        return f"Ngày {day:%d/%m/%Y} chưa tới. Số được cấp vào ngày ký, không cấp cho ngày sau."
    if before and day < before:
        return (
            f"Số liền trước đã ký ngày {before:%d/%m/%Y}; số sau không thể mang ngày {day:%d/%m/%Y}. "
            "Hãy chọn ngày khác, hoặc dùng một số đã giữ trước."
        )
    if after and day > after:
        return f"Số liền sau đã ký ngày {after:%d/%m/%Y}; số này không thể mang ngày muộn hơn."
    return ""
