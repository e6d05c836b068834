"""Days and months of the law: half-open stretches, whole months, ages. The legal day is that of Vietnam."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time
DAY = timedelta(days=1)


def day_of(moment: datetime) -> date:
    """The legal day of an aware moment."""
    return moment.astimezone(VIETNAM).date()


def midnight(day: date) -> datetime:
    """The moment a day begins."""
    return datetime.combine(day, time(), VIETNAM)


def last_moment(day: date) -> datetime:
    """The last second of a day: a limit in days ends with its last day (Civil Code 2015, Art. 148.5)."""
    return datetime.combine(day, time(23, 59, 59), VIETNAM)


def add_months(day: date, months: int) -> date:
    """The corresponding day; where a month lacks it, the month's last day (Civil Code 2015, Art. 148.4)."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def age_on(birth: date, day: date) -> int:
    """Whole years lived."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
