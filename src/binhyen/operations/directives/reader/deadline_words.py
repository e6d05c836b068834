"""A deadline in the words of a register: "28/02/2026", "Quý I/2026", "Hằng tháng, ngày 20", "Thường xuyên"."""

from __future__ import annotations

from datetime import date

from binhyen.operations.directives.reader.values import Deadline, DeadlineType

_EVERY = {
    "DAILY": ("Hằng ngày", "ngày"),
    "WEEKLY": ("Hằng tuần", "tuần"),
    "MONTHLY": ("Hằng tháng", "tháng"),
    "YEARLY": ("Hằng năm", "năm"),
}
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_DAYS = {
    "MO": "thứ Hai",
    "TU": "thứ Ba",
    "WE": "thứ Tư",
    "TH": "thứ Năm",
    "FR": "thứ Sáu",
    "SA": "thứ Bảy",
    "SU": "Chủ nhật",
}


def deadline_words(deadline: Deadline) -> str:
    """Vietnamese words for a cell; the printed words where the value has no words of its own; "" when there is none."""
    hour = f"{deadline.at:%Hh%M} ngày " if deadline.at and deadline.type is DeadlineType.DATE else ""
    match deadline.type:
        case DeadlineType.NONE:
            return ""
        case DeadlineType.DATE:
            return hour + _day(deadline.value)
        case DeadlineType.QUARTER:
            year, _, quarter = deadline.value.partition("-Q")
            return f"Quý {_ROMAN.get(quarter, quarter)}/{year}"
        case DeadlineType.COMPOUND:
            return "; sau đó ".join(_part(each, lower=i > 0) for i, each in enumerate(_halves(deadline)))
        case DeadlineType.RECURRING | DeadlineType.CONTINUOUS:
            parts = [_part(each, lower=i > 0) for i, each in enumerate(deadline.value.split("|"))]
            return "; ".join(parts) or deadline.raw


def _halves(deadline: Deadline) -> list[str]:
    first, found, then = deadline.value.partition(";THEN=")
    return [first, then] if found else [first]


def _part(value: str, *, lower: bool) -> str:
    fields = dict(piece.split("=", 1) for piece in value.split(";") if "=" in piece)
    if value.startswith("CONTINUOUS"):
        words = "Thường xuyên" + (f", từ ngày {_day(fields['FROM'])}" if "FROM" in fields else "")
    elif "FREQ" in fields:
        words = _rhythm(fields)
    elif "-Q" in value:
        year, _, quarter = value.partition("-Q")
        words = f"Quý {_ROMAN.get(quarter, quarter)}/{year}"
    else:
        words = _day(value)
    return words[:1].lower() + words[1:] if lower else words


def _rhythm(fields: dict[str, str]) -> str:
    if fields["FREQ"] not in _EVERY:
        return "Định kỳ (chưa rõ chu kỳ)"
    every, unit = _EVERY[fields["FREQ"]]
    interval = fields.get("INTERVAL", "1")
    words = every if interval == "1" else f"{interval} {unit} một lần"
    if fields["FREQ"] == "MONTHLY" and interval in ("3", "6"):
        words = "Hằng quý" if interval == "3" else "6 tháng một lần"
    hour = fields.get("BYHOUR", "")
    return words + _when(fields) + (f", {hour} giờ" if hour else "")


def _when(fields: dict[str, str]) -> str:
    months = fields.get("BYMONTH", "").split(",") if fields.get("BYMONTH") else []
    day = fields.get("BYMONTHDAY", "")
    if day == "-1":
        return ", ngày cuối tháng" + (f" {', '.join(months)}" if months else "")
    if day and months:
        return ", ngày " + ", ".join(f"{day.zfill(2)}/{month.zfill(2)}" for month in months)
    if day:
        return f", ngày {day.zfill(2)}"
    if months:
        return f", tháng {', '.join(months)}"
    weekdays = [_DAYS[each] for each in fields.get("BYDAY", "").split(",") if each in _DAYS]
    return f", {', '.join(weekdays)}" if weekdays else ""


def _day(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value
