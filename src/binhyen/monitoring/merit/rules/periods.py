"""The stretches of days proposals are about: a month, a quarter, six months, the programme's year. Plain Python."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from binhyen.kit import assessment_periods

MONTH, QUARTER, HALF, YEAR = "MONTH", "QUARTER", "HALF", "YEAR"
_MONTHS = {MONTH: 1, QUARTER: 3, HALF: 6}
_OFFERED = {MONTH: 6, QUARTER: 4, HALF: 2, YEAR: 2}
_CODE = re.compile(r"(?P<year>20\d\d)(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """Both days are in it. ``code``: "2026-11", "2026-Q4", "2026-H2", "2026"."""

    shape: str
    code: str
    first: date
    last: date
    label: str


def of_code(code: str) -> Period | None:
    """The period a code names; None for anything else."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    year = int(found["year"])
    if found["month"]:
        return _months(MONTH, year, int(found["month"]))
    if found["quarter"]:
        return _months(QUARTER, year, int(found["quarter"]))
    if found["half"]:
        return _months(HALF, year, int(found["half"]))
    whole = assessment_periods.of_year(year)
    return Period(YEAR, code, whole.first, whole.last, f"năm {year}")


def holding(day: date, shape: str) -> Period:
    """The period of a shape a day lies in."""
    if shape == YEAR:
        year = assessment_periods.holding(day).year
        whole = assessment_periods.of_year(year)
        return Period(YEAR, str(year), whole.first, whole.last, f"năm {year}")
    return _months(shape, day.year, (day.month - 1) // _MONTHS[shape] + 1)


def offered(day: date) -> list[Period]:
    """Those somebody may choose on a day: the running ones of each shape and some before, newest first."""
    found = []
    for shape, count in _OFFERED.items():
        one = holding(day, shape)
        for _ in range(count):
            found.append(one)
            one = holding(one.first - timedelta(days=1), shape)
    return found


def _months(shape: str, year: int, number: int) -> Period:
    length = _MONTHS[shape]
    begins = (number - 1) * length + 1
    after = date(year + 1, 1, 1) if begins + length > 12 else date(year, begins + length, 1)
    code, label = {
        MONTH: (f"{year}-{number:02d}", f"tháng {number}/{year}"),
        QUARTER: (f"{year}-Q{number}", f"quý {'I' * number if number < 4 else 'IV'}/{year}"),
        HALF: (f"{year}-H{number}", f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}"),
    }[shape]
    return Period(shape, code, date(year, begins, 1), after - timedelta(days=1), label)
