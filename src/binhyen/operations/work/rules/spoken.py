"""What whoever gives work means by a deadline in words, and the first days it comes to. Plain Python, no clock.

The grammar is that of the reader of directives. Beside it stand what only whoever gives by hand writes: phases (several
whole dates) and several days of a month; and what a directive may say but a hand may not: a day that does not exist,
a day that is gone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Final

from binhyen.kit.calendar import Calendar, weekday_name
from binhyen.operations.directives.occurrences import due_day
from binhyen.operations.directives.reader import deadlines as reader

from .recurrence import DAY, LOCAL, LONGEST, Deadline, Habits, due_moment, moved, periods, stretches
from .timing import BEAT, LOOK_AHEAD, ONCE, Timing, timing

SHOWN: Final = 3  # first days a preview shows
EXAMPLES: Final = (
    "28/02/2027; trước 10 giờ ngày 28/02/2027; quý I/2027; hằng tháng, trước ngày 20; thứ Hai hằng tuần; "
    "28/02/2027, sau đó hằng quý; 30/6/2027 và 31/12/2027; thường xuyên"
)
_WHOLE: Final = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])")
_HOUR: Final = re.compile(r"(?<!\d)(\d{1,2})(?:\s*(?:giờ|h|g)\s*(\d{2})?|:(\d{2}))(?:\s*phút)?(?!\w)")
_PHASE: Final = re.compile(
    r"(?:giai đoạn|đợt|kỳ)\s*(?:\d{1,2}|[ivx]+)?(?!\w)|(?<!\w)(?:trước|chậm nhất|đến hết|đến|hết|vào|ngày|và|lúc)(?!\w)"
    r"|[\s,;:.()]"
)
_MONTH_DAYS: Final = re.compile(
    r"(?:trước |vào |chậm nhất )?(?:các )?"
    r"ngày (\d{1,2}(?:\s*(?:,|;|và)\s*(?:ngày )?\d{1,2})+),? (?:hằng|hàng|mỗi) tháng"
)


class Unread(Exception):
    """The words are no deadline work can be given with. A sentence, and the field of the form it stands at."""

    def __init__(self, message: str, field: str = "deadline") -> None:
        super().__init__(message)
        self.message, self.field = message, field


@dataclass(frozen=True, slots=True)
class Day:
    """One day something is due. ``start`` and ``end`` bound what it is about, where the work recurs.

    ``because``: the day off the nominal day falls on, where it was moved; "" else.
    """

    due_at: datetime
    start: date | None = None
    end: date | None = None
    because: str = ""

    @property
    def weekday(self) -> str:
        """ "thứ Hai" … "Chủ nhật"."""
        return weekday_name(self.due_at.date())


@dataclass(frozen=True, slots=True)
class Choice:
    """A single day that falls on a day off: whoever gives says which day holds."""

    day: date
    because: str
    offered: date


@dataclass(frozen=True, slots=True)
class Meant:
    """``words``: how the system understood it. ``choice`` where the one day is a day off.

    ``starts_on``: the first day of work that recurs; tomorrow where today's hour is gone.
    """

    words: str
    timing: Timing
    days: tuple[Day, ...]
    starts_on: date
    choice: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What was written: the words, the beat of continuous work, the last day of work that recurs, the day off kept."""

    text: str
    beat_days: int | None = None
    until: date | None = None
    keeps_day: bool = False


def meant(spoken: Spoken, *, at: datetime, habits: Habits, calendar: Calendar) -> Meant:
    """What the words come to for work given at ``at``. Raises Unread."""
    today = at.astimezone(LOCAL).date()
    if not spoken.text.strip():
        raise Unread("Hãy ghi thời hạn.")
    deadline, words = _read(spoken.text, today)
    if spoken.until is not None and spoken.until < today:
        raise Unread(f"Ngày {spoken.until:%d/%m/%Y} đã qua.", "ends_on")
    if deadline.kind == "continuous" and not spoken.beat_days:
        raise Unread("Hãy ghi cứ mấy ngày phải có minh chứng.", "beat_days")
    _not_past(deadline, today)
    found = _timing(deadline, spoken, today, habits, calendar)
    if found.cadence == ONCE:
        return _once(deadline, words, found, spoken, at, habits, calendar)
    starts_on = today
    if found.due_at is not None and found.due_at <= at:  # "thứ Hai, 10 giờ" said on a Monday at noon
        starts_on = today + DAY
        found = _timing(deadline, spoken, starts_on, habits, calendar)
    days = tuple(_days(deadline, found, spoken.until, starts_on, habits, calendar))
    if not days:
        raise Unread("Không có kỳ nào trước ngày kết thúc.", "ends_on")
    return Meant(words, Timing(found.cadence, days[0].due_at, found.rhythm, found.beat_days), days, starts_on)


def _timing(deadline: Deadline, spoken: Spoken, begins: date, habits: Habits, calendar: Calendar) -> Timing:
    found = timing(
        kind=deadline.kind, value=deadline.value, at=deadline.at, begins=begins, issued=None,
        beat_days=spoken.beat_days, habits=habits, calendar=calendar,
    )  # fmt: skip
    if found is None or found.due_at is None:
        raise Unread(_not_understood(spoken.text))
    if len(found.rhythm) > LONGEST:
        raise Unread("Quá nhiều ngày hạn trong một việc. Hãy giao thành nhiều việc.")
    return found


def _once(
    deadline: Deadline, words: str, found: Timing, spoken: Spoken, at: datetime, habits: Habits, calendar: Calendar
) -> Meant:
    if spoken.until is not None:
        raise Unread("Chỉ việc định kỳ hoặc thường xuyên mới có ngày kết thúc.", "ends_on")
    day = due_day(deadline.kind, deadline.value)
    assert day is not None  # noqa: S101 - work done once has one day
    assert found.due_at is not None  # noqa: S101 - as above
    because = calendar.explain(day)
    due_at, choice = found.due_at, None
    if because and deadline.kind in {"date", "compound"}:
        lands = moved(day, kind="ONCE", habits=habits, calendar=calendar)
        offered = lands if lands != day else calendar.next_working_day(day)
        choice = Choice(day, because, offered)
        holds = day if spoken.keeps_day else offered
        due_at = due_moment(holds, at=deadline.at, kind="", habits=habits, calendar=calendar)
    if due_at <= at:
        raise Unread(f"Hạn {due_at:%H:%M %d/%m/%Y} đã qua. Hãy ghi hạn sau lúc giao việc.")
    shown = Day(due_at, because=because if due_at.date() != day else "")
    return Meant(words, Timing(ONCE, due_at), (shown,), at.astimezone(LOCAL).date(), choice)


def _days(
    deadline: Deadline, found: Timing, until: date | None, begins: date, habits: Habits, calendar: Calendar
) -> Iterator[Day]:
    """The first days of work that recurs."""
    through = begins + LOOK_AHEAD
    if found.cadence == BEAT:
        each = stretches(
            begins=begins, every=found.beat_days or 1, through=through, habits=habits, calendar=calendar, until=until
        )
    else:
        each = periods(deadline, begins=begins, through=through, habits=habits, calendar=calendar, until=until)
    for one in islice(each, SHOWN):
        off = calendar.explain(one.end) if found.cadence != BEAT and one.due_at.date() != one.end else ""
        yield Day(one.due_at, one.start, one.end, off)


def _read(text: str, today: date) -> tuple[Deadline, str]:
    """The deadline and how it reads. Raises Unread."""
    _real_days(text)
    folded = " ".join(text.casefold().split())
    if several := _phases(folded):
        days, at = several
        hour = f"{at:%H:%M} " if at else ""
        return (
            Deadline("phase", "|".join(day.isoformat() for day in days), at),
            "Theo giai đoạn: " + "; ".join(f"{hour}{day:%d/%m/%Y}" for day in days),
        )
    if month := _MONTH_DAYS.fullmatch(folded):
        numbers = sorted({int(one) for one in re.findall(r"\d+", month.group(1))})
        if all(1 <= one <= 31 for one in numbers):
            value = "|".join(f"FREQ=MONTHLY;BYMONTHDAY={one}" for one in numbers)
            return Deadline("recurring", value), f"Ngày {', '.join(map(str, numbers))} hằng tháng"
    found = reader.parse(text, issued=today)
    if found is not None and found.type == "compound" and "FREQ=" not in found.value:
        raise Unread("Hãy giao thành hai việc: một việc có hạn, một việc thường xuyên.")
    if found is None or (found.type == "recurring" and len(_WHOLE.findall(text)) > 1):
        raise Unread(_not_understood(text))
    return Deadline(str(found.type), found.value, found.at), reader.printed(found)


def _real_days(text: str) -> None:
    for match in [*_WHOLE.finditer(text), *_DAY.finditer(text)]:
        day, month, year = match.groups()
        try:
            date(int(year or 2024), int(month), int(day))  # 29/02 without a year may be
        except ValueError:
            raise Unread(f"Không có ngày {match.group()}.") from None


def _phases(folded: str) -> tuple[list[date], time | None] | None:
    """The ends of phases: several whole dates and nothing else but their numbers, with one hour for all of them."""
    days = [date(int(year), int(month), int(day)) for day, month, year in _WHOLE.findall(folded)]
    if len(set(days)) < 2:
        return None
    rest = _WHOLE.sub(" ", folded)
    hours = {(int(hour), int(minute or after or 0)) for hour, minute, after in _HOUR.findall(rest)}
    rest = _PHASE.sub("", _HOUR.sub(" ", rest))
    if rest or len(hours) > 1 or any(hour > 23 or minute > 59 for hour, minute in hours):
        return None
    return sorted(set(days)), time(*hours.pop()) if hours else None


def _not_past(deadline: Deadline, today: date) -> None:
    """No day that is named may be gone: it would be late the moment it is given."""
    parts = deadline.value.split("|") if deadline.kind in {"phase", "date", "quarter"} else [deadline.value]
    kind = "date" if deadline.kind == "phase" else deadline.kind
    for part in parts:
        day = due_day(kind, part)
        if day is not None and day < today:
            raise Unread(f"Ngày {day:%d/%m/%Y} đã qua. Hãy ghi hạn sau lúc giao việc.")


def _not_understood(text: str) -> str:
    return f"Chưa hiểu thời hạn “{text.strip()[:80]}”. Hãy viết như: {EXAMPLES}."
