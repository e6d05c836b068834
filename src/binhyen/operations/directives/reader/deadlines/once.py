"""One-off ends: what day, quarter or year a group of atoms without a rhythm comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from binhyen.kit.calendar import Calendar

from .atoms import Atom
from .words import When, month_end

ONCE: Final = ("day", "month", "half", "quarter", "year", "stage", "inyear", "monthday")  # finest first


@dataclass(frozen=True, slots=True)
class End:
    """``type``: "date" or "quarter" or "recurring"; ``value`` as in Deadline; ``why`` in Vietnamese."""

    type: str
    value: str
    why: str = ""


def end_of(atoms: list[Atom], when: When) -> End | None:
    """The end the finest of ``atoms`` prints; several days or months of a year come back every year."""
    for kind in ONCE:
        same = [atom for atom in atoms if atom.kind == kind]
        if same:
            return _ENDS[kind](_with_years(same), when)
    return None


def _with_years(atoms: list[Atom]) -> list[tuple[Atom, int | None]]:
    """A year printed once holds for its neighbours without one ("15/6 và 15/12/2026")."""
    printed = [atom.y for atom in atoms if atom.y]
    return [(atom, atom.y or (printed[-1] if printed else None)) for atom in atoms]


def _days(atoms: list[tuple[Atom, int | None]], when: When) -> End | None:
    found = {(atom.m, atom.d): year for atom, year in atoms}
    if len(found) > 1 or any(atom.word == "yearly" for atom, _ in atoms):
        parts = [f"FREQ=YEARLY;BYMONTH={m};BYMONTHDAY={d}" for m, d in found]
        return End("recurring", "|".join(parts), "Có nhiều mốc ngày trong năm, hiểu là lặp lại theo từng mốc.")
    atom, year = atoms[0]
    if atom.word == "next" and year is None and when.this_year is not None:
        return _date(when.this_year + 1, atom.m, atom.d, inferred=True)
    return _date(year or when.year_of(atom.m, atom.d), atom.m, atom.d, inferred=year is None)


def _date(year: int | None, month: int, day: int, inferred: bool) -> End | None:
    if year is None:
        return None
    why = f"Văn bản không ghi năm, hiểu là năm {year}." if inferred else ""
    last = month_end(year, month)
    if day > last.day:
        return End("date", last.isoformat(), f"Tháng {month}/{year} không có ngày {day}, lấy ngày cuối tháng.")
    return End("date", date(year, month, day).isoformat(), why)


def _months(atoms: list[tuple[Atom, int | None]], when: When) -> End | None:
    months = list(dict.fromkeys(n for atom, _ in atoms for n in atom.numbers))
    if len(months) > 1 and not atoms[0][0].cue.startswith("trong"):
        parts = "|".join(f"FREQ=YEARLY;BYMONTH={m}" for m in months)
        return End("recurring", parts, "Có nhiều tháng trong năm, hiểu là lặp lại theo từng tháng.")
    atom, printed = atoms[-1]
    month, year = months[-1], printed or when.year_of(months[-1])
    if year is None:
        return None
    last = month_end(year, month)
    return End("date", _placed(last, atom.cue).isoformat(), _why_month(atom.cue, printed is None, year))


def _placed(last: date, cue: str) -> date:
    if cue.endswith("trước"):
        return last.replace(day=1) - timedelta(days=1)
    for words, day in (("tuần đầu", 7), ("thượng tuần", 10), ("đầu", 10), ("giữa", 15), ("trung tuần", 20)):
        if cue.endswith(words):
            return last.replace(day=day)
    return last


def _why_month(cue: str, inferred: bool, year: int) -> str:
    why = "Thời hạn là cả tháng, lấy ngày cuối cùng còn trong hạn." if not cue.endswith(("đầu", "giữa", "tuần")) else ""
    return f"{why} Văn bản không ghi năm, hiểu là năm {year}.".strip() if inferred else why


def _quarters(atoms: list[tuple[Atom, int | None]], when: When) -> End | None:
    found: list[str] = []
    for atom, printed in atoms:
        for quarter in atom.numbers:
            year = printed or when.year_of(quarter * 3)
            if year is None:
                return None
            if atom.cue.endswith("trước"):
                year, quarter = (year - 1, 4) if quarter == 1 else (year, quarter - 1)
            found.append(f"{year}-Q{quarter}")
    found = list(dict.fromkeys(found))
    if len(found) == 4 and len({value[:4] for value in found}) == 1:
        return End("recurring", "FREQ=MONTHLY;INTERVAL=3", "Ghi cả bốn quý trong năm, hiểu là hằng quý.")
    if atoms[0][0].cue.startswith("trong") or _follow_on(atoms):
        found = found[-1:]
    return End("quarter", "|".join(found))


def _follow_on(atoms: list[tuple[Atom, int | None]]) -> bool:
    """ "quý II và quý III" is one stretch of time, "quý II và quý IV" two."""
    numbers = [n for atom, _ in atoms for n in atom.numbers]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _half(atoms: list[tuple[Atom, int | None]], when: When) -> End | None:
    atom, printed = atoms[-1]
    year = printed or when.year_of(atom.m)
    return End("date", month_end(year, atom.m).isoformat(), "Lấy ngày cuối của kỳ.") if year else None


def _year(atoms: list[tuple[Atom, int | None]], when: When) -> End | None:
    atom, year = atoms[-1]
    if year is None:
        return None
    if atom.cue.endswith("trước"):
        return End("date", date(year - 1, 12, 31).isoformat(), f"Trước năm {year}: lấy ngày cuối năm {year - 1}.")
    if atom.cue.endswith("đầu"):
        return End("date", date(year, 3, 31).isoformat(), f"Đầu năm {year}: lấy ngày cuối quý I.")
    if atom.cue.endswith("giữa"):
        return End("date", date(year, 6, 30).isoformat(), f"Giữa năm {year}: lấy ngày 30/6.")
    return End("date", date(year, 12, 31).isoformat(), "Thời hạn là cả năm, lấy ngày 31/12.")


def _stage(atoms: list[tuple[Atom, int | None]], when: When) -> End | None:
    atom, year = atoms[-1]
    if year is None:
        return None
    if atom.word == "năm học":
        return End("date", date(year, 5, 31).isoformat(), "Năm học kết thúc ngày 31/5.")
    return End("date", date(year, 12, 31).isoformat(), f"Lấy ngày cuối giai đoạn, 31/12/{year}.")


def _inyear(atoms: list[tuple[Atom, int | None]], when: When) -> End | None:
    word = atoms[-1][0].word
    if "quý" in word or "tháng" in word:
        if when.issued is None:
            return None
        if "quý" in word:
            return End("quarter", f"{when.issued.year}-Q{(when.issued.month + 2) // 3}", "Cuối quý ban hành.")
        return End("date", month_end(when.issued.year, when.issued.month).isoformat(), "Cuối tháng ban hành.")
    year = when.this_year
    return (
        End("date", date(year, 12, 31).isoformat(), f"Trong năm của văn bản: lấy ngày 31/12/{year}.") if year else None
    )


def _monthday(atoms: list[tuple[Atom, int | None]], when: When) -> End | None:
    """ "ngày 25 của tháng" comes every month; "ngày 25" alone says nothing until a cadence does."""
    scoped = [atom for atom, _ in atoms if atom.word]
    if not scoped:
        return None
    spans = [";INTERVAL=3" if "quý" in (atom.word or scoped[-1].word) else "" for atom, _ in atoms]
    parts = [f"FREQ=MONTHLY{span};BYMONTHDAY={atom.d}" for (atom, _), span in zip(atoms, spans, strict=True)]
    return End("recurring", "|".join(dict.fromkeys(parts)))


_ENDS: Final = {
    "day": _days,
    "month": _months,
    "half": _half,
    "quarter": _quarters,
    "year": _year,
    "stage": _stage,
    "inyear": _inyear,
    "monthday": _monthday,
}


_OF_DOCUMENT: Final = (
    "ký", "ban hành", "phát hành", "kế hoạch", "công văn", "văn bản này", "chỉ thị", "quyết định này",
    "chương trình", "hướng dẫn này", "thông báo này", "nhận được kế hoạch", "nhận được công văn",
    "nhận được văn bản", "nhận được chỉ thị",
)  # fmt: skip


def relative(atom: Atom, when: When, calendar: Calendar) -> End | None:
    """A length counted from the signing or issue of this document; from any other event it is no date."""
    unit, origin = atom.word.split("|", 1)
    origin = origin.removeprefix("ngày").removeprefix("khi").removeprefix("thời điểm").strip()
    if when.issued is None or not origin.startswith(_OF_DOCUMENT):
        return None
    if unit == "ngày làm việc":
        day = calendar.add_working_days(when.issued, atom.d)
    elif unit == "tháng":
        month = when.issued.month - 1 + atom.d
        last = month_end(when.issued.year + month // 12, month % 12 + 1)
        day = last.replace(day=min(last.day, when.issued.day))
    else:
        day = when.issued + timedelta(days={"ngày": 1, "tuần": 7, "giờ": 0}[unit] * atom.d)
    if unit == "giờ":
        day += timedelta(days=atom.d // 24)
    issued = when.issued.strftime("%d/%m/%Y")
    return End("date", day.isoformat(), f"Tính {atom.d} {unit} từ ngày ban hành {issued}.")
