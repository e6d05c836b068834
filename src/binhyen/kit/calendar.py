"""Working days in Vietnam: the ``holidays`` library's rule, corrected by decided swaps in ``law/calendar.toml``.

The Labour Code fixes which days are off; the Government fixes each year which days around Tết, 30 April and
2 September are taken and which Saturdays are worked instead. A year it has not decided yet is an estimate.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from holidays.countries.vietnam import Vietnam

from .paths import LAW

_WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SATURDAY = 5


class Kind(StrEnum):
    DAY_OFF = "day_off"
    WORKING_DAY = "working_day"  # a Saturday or Sunday worked to make up for a day off


@dataclass(frozen=True, slots=True)
class Decided:
    """One day as an authority decided it, or as the rule gives it; ``source`` names which."""

    day: date
    kind: Kind
    name: str
    source: str
    confidence: str  # confirmed / inferred


@dataclass(frozen=True, slots=True)
class Year:
    """The marked days of one year."""

    off: Mapping[date, Decided]
    worked: Mapping[date, Decided]


@dataclass(frozen=True)
class Calendar:
    """Working days under ``overlay``; years are worked out once and kept."""

    overlay: Mapping[date, Decided]
    decided_until: int  # the last year whose swaps have been decided
    _years: dict[int, Year] = field(default_factory=dict, repr=False, compare=False)

    def year(self, number: int) -> Year:
        """Days off and make-up days of a year, from the rule and the overlay."""
        known = self._years.get(number)
        if known is None:
            known = self._years[number] = self._build(number)
        return known

    def is_working_day(self, day: date) -> bool:
        marks = self.year(day.year)
        if day in marks.worked:
            return True
        return day.weekday() < _SATURDAY and day not in marks.off

    def next_working_day(self, day: date) -> date:
        """``day`` itself when it is worked, else the first worked day after it (Civil Code 2015, Art. 148.5)."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def previous_working_day(self, day: date) -> date:
        """``day`` itself when it is worked, else the last worked day before it."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it where ``count`` is negative); 0 gives ``day``."""
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative where ``end`` comes first."""
        low, high = sorted((start, end))
        count = sum(self.is_working_day(low + timedelta(days=n)) for n in range(1, (high - low).days + 1))
        return count if start <= end else -count

    def explain(self, day: date) -> str:
        """Why ``day`` is not worked, in Vietnamese: "thứ Bảy", "nghỉ lễ Quốc khánh"; "" for a working day."""
        marks = self.year(day.year)
        if day in marks.worked:
            return ""
        off = marks.off.get(day)
        if off is not None:
            return _holiday_words(off)
        return _WEEKDAY_NAMES[day.weekday()] if day.weekday() >= _SATURDAY else ""

    def certain(self, day: date) -> bool:
        """Whether the swaps of the year have been decided, or only the rule is known."""
        return day.year <= self.decided_until

    def source(self, day: date) -> str:
        """What says that ``day`` is off or made up: a decision, the rule, or "" for an ordinary day."""
        marks = self.year(day.year)
        found = marks.off.get(day) or marks.worked.get(day)
        return found.source if found else ""

    def _build(self, number: int) -> Year:
        rule = Vietnam(years=number, language="vi")
        source, confidence = (
            "Bộ luật Lao động 2019, Điều 112",
            "confirmed" if number <= self.decided_until else "inferred",
        )
        off = {d: Decided(d, Kind.DAY_OFF, rule[d], source, confidence) for d in rule if d.year == number}
        worked = {
            d: Decided(d, Kind.WORKING_DAY, "Ngày làm bù", source, confidence)
            for d in getattr(rule, "weekend_workdays", ())
            if d.year == number
        }
        for day, decided in self.overlay.items():
            if day.year != number:
                continue
            off.pop(day, None)
            worked.pop(day, None)
            (off if decided.kind is Kind.DAY_OFF else worked)[day] = decided
        return Year(off, worked)


def _holiday_words(off: Decided) -> str:
    lowered = off.name[:1].lower() + off.name[1:]
    if lowered.startswith(("nghỉ", "ngày nghỉ")):
        return lowered.removeprefix("ngày ")
    return f"nghỉ lễ {off.day.day}/{off.day.month} ({off.name})"


def load(path: Path) -> Calendar:
    """The calendar with the decided days of ``path`` (TOML; see ``law/calendar.toml``)."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    overlay = {
        row["day"]: Decided(row["day"], Kind(row["kind"]), row["name"], row["source"], row["confidence"])
        for row in data["decided"]
    }
    return Calendar(overlay, data["decided_until"])


@cache
def vietnam() -> Calendar:
    """The calendar of the repository's law folder, read once."""
    return load(LAW / "calendar.toml")


def weekday_name(day: date) -> str:
    """ "thứ Hai" … "Chủ nhật"."""
    return _WEEKDAY_NAMES[day.weekday()]
