"""Periods of figures: administrative ones from the 15th to the 14th, statistical ones by the calendar. Dated data."""

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache

from binhyen.kit.paths import LAW

FOLDER = LAW / "indicators"
_ROMAN = ("I", "II", "III", "IV")
_YEAR = 12  # months
_LETTER = {3: "Q", 6: "H"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodKind:
    """A kind of period: how long, on which day of a month it starts, whose rule, whether the books are closed by it."""

    code: str
    name: str
    months: int
    start_day: int  # 15: from the 15th of the month before the first to the 14th of the last; 1: whole months
    closes: bool
    valid_from: date
    valid_to: date | None = None
    source: str
    confidence: str

    def containing(self, day: date) -> "Period":
        """The period ``day`` lies in."""
        month = day.year * _YEAR + day.month - 1 + (1 if self.start_day > 1 and day.day >= self.start_day else 0)
        return Period(self, month // self.months)

    def of_code(self, code: str) -> "Period | None":
        """ "2026-11", "2026-Q4", "2026-H2" or "2026", as ``Period.code`` writes them; None for anything else."""
        year, _, part = code.partition("-")
        part = part.removeprefix(_LETTER.get(self.months, "")) or "1"
        if not (year.isascii() and year.isdigit() and len(year) == len("2026") and part.isascii() and part.isdigit()):
            return None
        found = Period(self, int(year) * _YEAR // self.months + int(part) - 1)
        return found if int(year) > 1 and found.code == code else None


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a kind; ``number`` counts periods of that kind since the year 0."""

    kind: PeriodKind
    number: int

    @property
    def year(self) -> int:
        return self.number * self.kind.months // _YEAR

    @property
    def place(self) -> int:
        """Which of its year, from 1."""
        return self.number % (_YEAR // self.kind.months) + 1

    @property
    def _last_month(self) -> tuple[int, int]:
        last = self.number * self.kind.months + self.kind.months - 1
        return last // _YEAR, last % _YEAR + 1

    @property
    def start(self) -> date:
        """First day."""
        first = self.number * self.kind.months - (1 if self.kind.start_day > 1 else 0)
        return date(first // _YEAR, first % _YEAR + 1, self.kind.start_day)

    @property
    def end(self) -> date:
        """Last day."""
        year, month = self._last_month
        day = self.kind.start_day - 1 if self.kind.start_day > 1 else monthrange(year, month)[1]
        return date(year, month, day)

    @property
    def code(self) -> str:
        if self.kind.months == _YEAR:
            return f"{self.year}"
        letter = _LETTER.get(self.kind.months, "")
        return f"{self.year}-{letter}{self.place}" if letter else f"{self.year}-{self.place:02}"

    @property
    def name(self) -> str:
        """As people here say it, with its days."""
        return f"{self.short} ({self.start:%d/%m/%Y} – {self.end:%d/%m/%Y})"

    @property
    def short(self) -> str:
        if self.kind.months == _YEAR:
            return f"năm {self.year}"
        if self.kind.months == 6:
            return f"6 tháng {'đầu' if self.place == 1 else 'cuối'} năm {self.year}"
        if self.kind.months == 3:
            return f"quý {_ROMAN[self.place - 1]}/{self.year}"
        return f"tháng {self.place}/{self.year}"

    def moved(self, by: int) -> "Period":
        """``by`` periods later, earlier where negative."""
        return Period(self.kind, self.number + by)


@dataclass(frozen=True, slots=True)
class Days:
    """Days of no period kept, as a report asks for them: both included."""

    start: date
    end: date
    code: str = ""

    @property
    def name(self) -> str:
        if self.start == self.end:
            return f"ngày {self.end:%d/%m/%Y}"
        return f"từ {self.start:%d/%m/%Y} đến {self.end:%d/%m/%Y}"

    @property
    def short(self) -> str:
        return self.name


@cache
def kinds() -> dict[str, PeriodKind]:
    """All kinds by code, in the order of the file."""
    rows = tomllib.loads((FOLDER / "periods.toml").read_text(encoding="utf-8"))["period"]
    return {row["code"]: PeriodKind(**row) for row in rows}


def closing_kinds() -> list[PeriodKind]:
    """Kinds at whose end the province closes its books."""
    return [kind for kind in kinds().values() if kind.closes]


def period(kind: str, code: str) -> Period | None:
    """The period a stored pair names."""
    found = kinds().get(kind)
    return found.of_code(code) if found else None


def latest_ended(kind: PeriodKind, today: date) -> Period:
    """The last period of ``kind`` that is over."""
    return kind.containing(today).moved(-1)
