"""From the rhythm a directive prints (RRULE parts) to the fields of a duty to report, for somebody to look over."""

from typing import Any

from binhyen.monitoring.reporting.values.periods import Beat

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ADMIN_DUE = 20  # a day most months' reports have; shown in the form, to be settled by who makes the duty
_BEATS = {("MONTHLY", "3"): Beat.QUARTER, ("MONTHLY", "6"): Beat.HALF}


def rhythm_of(value: str) -> dict[str, Any]:
    """ "FREQ=MONTHLY;BYMONTHDAY=20": due before the 20th, figures from the 15th to the 14th."""
    parts = dict(part.split("=", 1) for part in value.split("|")[0].split(";") if "=" in part)
    frequency = parts.get("FREQ", "")
    if frequency == "WEEKLY":
        day = parts.get("BYDAY", "")[:2]
        found: dict[str, Any] = {
            "beat": Beat.WEEK.value, "starts": "1", "due_day": _WEEKDAYS.index(day) + 1 if day in _WEEKDAYS else 1
        }  # fmt: skip
        return found | ({"due_at": f"{int(parts['BYHOUR']):02}:00"} if parts.get("BYHOUR", "").isdecimal() else {})
    if frequency not in {"MONTHLY", "YEARLY"}:
        return {"beat": Beat.ON_DEMAND.value, "starts": "15"}
    beat = Beat.YEAR if frequency == "YEARLY" else _BEATS.get((frequency, parts.get("INTERVAL", "1")), Beat.MONTH)
    day = parts.get("BYMONTHDAY", "")
    due = int(day) if day.isdecimal() and int(day) <= 28 else _ADMIN_DUE
    if beat is Beat.YEAR and parts.get("BYMONTH") == "1":  # "05/01 hằng năm": of the year before, by the calendar
        return {"beat": beat.value, "starts": "1", "due_day": due, "next_month": True}
    early = due <= 15  # before the books of the 14th are closed and a working day is over: the month after
    return {"beat": beat.value, "starts": "15", "due_day": due, "next_month": early}
