"""When reports fall due: the rhythm of a duty, and the periods it makes. Plain Python."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

WEEK_STARTS = range(1, 8)  # ISO weekdays
MONTH_STARTS = range(1, 29)  # days every month has
CALENDAR_START, ADMIN_START = 1, 15  # the 1st: statistics; the 15th: Decree 09/2019, Art. 12


class Beat(StrEnum):
    """How often a report is owed."""

    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF = "HALF"
    YEAR = "YEAR"
    ON_DEMAND = "ON_DEMAND"  # whoever asks says for which days and until when


BEAT_LABELS = {
    Beat.WEEK: "Hằng tuần", Beat.MONTH: "Hằng tháng", Beat.QUARTER: "Hằng quý", Beat.HALF: "6 tháng",
    Beat.YEAR: "Hằng năm", Beat.ON_DEMAND: "Đột xuất",
}  # fmt: skip
MONTHS = {Beat.MONTH: 1, Beat.QUARTER: 3, Beat.HALF: 6, Beat.YEAR: 12}


class DaysOff(StrEnum):
    """What becomes of a last day nobody works on."""

    NEXT = "NEXT"  # the term ends with the next working day (Civil Code 2015, Art. 148.5)
    STAY = "STAY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a report is owed and of which days.

    ``starts`` is the day periods begin on: of a week its ISO weekday; of months 1 by the calendar, 15 by Decree
    09/2019, any other for figures as of the day before. The books of a period are cut off at the end of its last day.
    The report is due at ``due_at`` of ``due_day``: the first such weekday after a week; the day of the last month of
    the period, ``due_month`` months later. "Before the 20th" is 00:00 of the 20th. ``opens``: days before the cut-off.
    """

    beat: Beat
    starts: int = CALENDAR_START
    due_day: int = 0
    due_month: int = 0
    due_at: time = time()
    days_off: DaysOff = DaysOff.NEXT
    opens: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPeriod:
    """One period of a rhythm: its days, both included, and its moments. ``due`` as moved for days off."""

    code: str  # 2026-W47, 2026-11, 2026-Q4, 2026-H2, 2026
    place: int = 1  # which of its year
    name: str
    first: date
    last: date
    opens: datetime
    cut_off: datetime  # the end of the last day
    due: datetime
    due_as_said: datetime  # before days off moved it
