"""Periods of a rhythm, one after the other without gap or overlap, and the moments of each. No clock, no database."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from binhyen.kit.calendar import Calendar, vietnam, weekday_name
from binhyen.monitoring.indicators.rules.periods import Period, PeriodKind
from binhyen.monitoring.reporting.values.periods import (
    ADMIN_START,
    CALENDAR_START,
    MONTH_STARTS,
    MONTHS,
    WEEK_STARTS,
    Beat,
    DaysOff,
    ReportPeriod,
    Rhythm,
)
from binhyen.operations.cases.rules.time import DAY, add_months, day_of, midnight

from .duties import least_time

WEEK = 7  # days
_INSTANT = timedelta(microseconds=1)
_PROBED = 12  # periods looked at where a rhythm is checked


def containing(rhythm: Rhythm, day: date, *, calendar: Calendar | None = None) -> ReportPeriod:
    """The period ``day`` lies in. Raises ValueError for a rhythm without periods of its own."""
    if rhythm.beat is Beat.ON_DEMAND:
        raise ValueError("a report on demand has the days it is asked for")
    first, last, code, place, name = _week(rhythm, day) if rhythm.beat is Beat.WEEK else _months(rhythm, day)
    cut_off, said = midnight(last + DAY), _due(rhythm, last)
    return ReportPeriod(
        code=code,
        place=place,
        name=name,
        first=first,
        last=last,
        opens=cut_off - rhythm.opens * DAY,
        cut_off=cut_off,
        due=moved(said, rhythm.days_off, calendar or vietnam()),
        due_as_said=said,
    )


def periods(rhythm: Rhythm, start: date, *, calendar: Calendar | None = None) -> Iterator[ReportPeriod]:
    """All periods from the one ``start`` lies in, without end."""
    day = start
    while True:
        found = containing(rhythm, day, calendar=calendar)
        yield found
        day = found.last + DAY


def to_open(
    rhythm: Rhythm,
    *,
    valid_from: date,
    valid_to: date | None,
    opened_until: date | None,
    at: datetime,
    places: Collection[int] = (),
) -> list[ReportPeriod]:
    """Periods whose rounds should be there at ``at`` and are not; ``opened_until`` is the last day of the last one.

    A period belongs to a duty that holds on its last day; ``places`` are those of a year that are reported, empty for
    all. The first round of a duty is the first not due yet; later on
    none is left out, however long nobody asked.
    """
    if rhythm.beat is Beat.ON_DEMAND:
        return []
    found: list[ReportPeriod] = []
    begin = valid_from if opened_until is None else max(valid_from, opened_until + DAY)
    for period in periods(rhythm, begin if opened_until else max(begin, day_of(at) - _longest(rhythm))):
        if period.opens > at or (valid_to and period.last > valid_to):
            return found
        asked = period.last >= valid_from and (not places or period.place in places)
        if asked and (opened_until is not None or period.due > at):
            found.append(period)
    raise AssertionError("periods never end")


def moved(due: datetime, days_off: DaysOff, calendar: Calendar) -> datetime:
    """``due``, or the same hour after the next working day where its last day is off (Civil Code 2015, Art. 148.5)."""
    if days_off is DaysOff.STAY:
        return due
    last = day_of(due - _INSTANT)
    return due + (calendar.next_working_day(last) - last)


def working_days(period: ReportPeriod, *, calendar: Calendar | None = None) -> int:
    """Whole working days from the cut-off until the report is due."""
    held = calendar or vietnam()
    first, count = day_of(period.cut_off), (day_of(period.due) - day_of(period.cut_off)).days
    return sum(held.is_working_day(first + n * DAY) for n in range(count))


def problems(rhythm: Rhythm) -> list[str]:
    """Why a rhythm cannot stand, in words for whoever set it; empty where it can."""
    if rhythm.beat is Beat.ON_DEMAND:
        return []
    starts = WEEK_STARTS if rhythm.beat is Beat.WEEK else MONTH_STARTS
    if rhythm.starts not in starts:
        return [f"Ngày bắt đầu kỳ phải từ {starts[0]} đến {starts[-1]}."]
    if rhythm.due_day not in starts:
        return [f"Ngày phải gửi phải từ {starts[0]} đến {starts[-1]}."]
    first = containing(rhythm, date(2026, 1, 1))
    if first.due_as_said < first.cut_off:
        return ["Hạn gửi đứng trước lúc chốt số liệu. Hãy lùi hạn gửi, hoặc đổi ngày bắt đầu kỳ."]
    return []


def findings(rhythm: Rhythm, start: date) -> list[str]:
    """What a rhythm that stands still does against the rule of reporting time, over the periods of a year."""
    if rhythm.beat is Beat.ON_DEMAND or problems(rhythm):
        return []
    found = [one for one, _ in zip(periods(rhythm, start), range(_PROBED), strict=False)]
    rule = least_time(start)
    short = [one for one in found if working_days(one) < rule.working_days]
    if not short:
        return []
    return [
        f"Từ lúc chốt số liệu đến hạn gửi chưa đủ {rule.working_days} ngày làm việc ({rule.article}): "
        + (f"mọi kỳ, ví dụ {short[0].name}." if len(short) == len(found) else f"{short[0].name}.")
    ]


def said(rhythm: Rhythm) -> str:
    """When the report is due, in words."""
    if rhythm.beat is Beat.ON_DEMAND:
        return "khi được yêu cầu"
    hour = f"{rhythm.due_at:%H:%M} " if rhythm.due_at != rhythm.due_at.min else ""
    if rhythm.beat is Beat.WEEK:
        return f"trước {hour}{weekday_name(date(2024, 1, rhythm.due_day))} hằng tuần"
    months = _due_months(rhythm)
    when = f"ngày {rhythm.due_day:02}"
    if rhythm.beat is Beat.MONTH:
        return f"trước {hour}{when} {'tháng sau' if rhythm.due_month else 'hằng tháng'}"
    return f"trước {hour}" + " và ".join(f"{when}/{month:02}" for month in months) + " hằng năm"


def covers(rhythm: Rhythm) -> str:
    """Which days a period has, in words."""
    if rhythm.beat is Beat.ON_DEMAND:
        return "theo yêu cầu"
    if rhythm.beat is Beat.WEEK:
        last = weekday_name(date(2024, 1, (rhythm.starts + WEEK - 2) % WEEK + 1))
        return f"đến 24:00 {last}"
    if rhythm.starts == CALENDAR_START:
        return "theo tháng dương lịch"
    return f"từ ngày {rhythm.starts} đến ngày {rhythm.starts - 1}"


def _due_months(rhythm: Rhythm) -> list[int]:
    length = MONTHS[rhythm.beat]
    return sorted((last + rhythm.due_month - 1) % 12 + 1 for last in range(length, 13, length))


def _due(rhythm: Rhythm, last: date) -> datetime:
    if rhythm.beat is Beat.WEEK:
        ahead = (rhythm.due_day - (last + DAY).isoweekday()) % WEEK
        return _at(last + DAY + ahead * DAY, rhythm)
    month = last if rhythm.starts == CALENDAR_START else last.replace(day=1)
    return _at(add_months(month.replace(day=1), rhythm.due_month).replace(day=rhythm.due_day), rhythm)


def _at(day: date, rhythm: Rhythm) -> datetime:
    return datetime.combine(day, rhythm.due_at, midnight(day).tzinfo)


def _longest(rhythm: Rhythm) -> timedelta:
    """Long enough ago to look at the period before the running one."""
    return (WEEK * 2 if rhythm.beat is Beat.WEEK else MONTHS[rhythm.beat] * 2 * 31) * DAY


def _week(rhythm: Rhythm, day: date) -> tuple[date, date, str, int, str]:
    first = day - ((day.isoweekday() - rhythm.starts) % WEEK) * DAY
    last = first + (WEEK - 1) * DAY
    year, week, _ = last.isocalendar()
    return first, last, f"{year}-W{week:02}", week, f"tuần {first:%d/%m} – {last:%d/%m/%Y}"


def _months(rhythm: Rhythm, day: date) -> tuple[date, date, str, int, str]:
    found = _kind(rhythm).containing(day)
    exact = rhythm.starts not in {CALENDAR_START, ADMIN_START}
    name = found.short + (f", đến {found.end:%d/%m}" if exact else "")
    return found.start, found.end, found.code, found.place, name


def _kind(rhythm: Rhythm) -> PeriodKind:
    return PeriodKind(
        code=rhythm.beat, name="", months=MONTHS[rhythm.beat], start_day=rhythm.starts, closes=False,
        valid_from=date.min, source="", confidence="",
    )  # fmt: skip


def year_to(rhythm: Rhythm, last: date) -> date:
    """The first day of the year the rhythm counts by, for a period that ends on ``last``."""
    starts = CALENDAR_START if rhythm.beat in {Beat.WEEK, Beat.ON_DEMAND} else rhythm.starts
    kind = PeriodKind(
        code="", name="", months=MONTHS[Beat.YEAR], start_day=starts, closes=False, valid_from=date.min, source="",
        confidence="",
    )  # fmt: skip
    return Period(kind, kind.containing(last).number).start


def before(rhythm: Rhythm, first: date, last: date) -> tuple[date, date]:
    """The days of the period before; of days somebody asked for, as many before them."""
    if rhythm.beat is Beat.ON_DEMAND:
        return first - (last - first) - DAY, first - DAY
    found = containing(rhythm, first - DAY)
    return found.first, found.last


def following(rhythm: Rhythm, first: date, last: date) -> date:
    """The last day of the period after; of days somebody asked for, as many after them."""
    if rhythm.beat is Beat.ON_DEMAND:
        return last + (last - first) + DAY
    return containing(rhythm, last + DAY).last


def year_before(rhythm: Rhythm, first: date, last: date) -> tuple[date, date]:
    """The same days a year before: the period of the same place in its year, weeks 52 weeks earlier."""
    if rhythm.beat is Beat.WEEK:
        return first - 52 * WEEK * DAY, last - 52 * WEEK * DAY
    if rhythm.beat is Beat.ON_DEMAND:
        return add_months(first, -12), add_months(last, -12)
    found = containing(rhythm, add_months(last, -12))
    return found.first, found.last
