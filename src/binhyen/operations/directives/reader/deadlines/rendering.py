"""Deadlines in words: ``render`` reads back through ``parse``; ``printed`` is short, for a column on a screen."""

from __future__ import annotations

from datetime import date
from typing import Final

from binhyen.operations.directives.reader.values import Deadline, DeadlineType

_DAYS: Final = {
    "MO": "thứ Hai",
    "TU": "thứ Ba",
    "WE": "thứ Tư",
    "TH": "thứ Năm",
    "FR": "thứ Sáu",
    "SA": "thứ Bảy",
    "SU": "Chủ nhật",
}
_ROMAN: Final = ("I", "II", "III", "IV")
_EVERY: Final = {"DAILY": "hằng ngày", "WEEKLY": "hằng tuần", "MONTHLY": "hằng tháng", "YEARLY": "hằng năm"}
_UNIT: Final = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}


def render(deadline: Deadline) -> str:
    """The deadline as a directive would print it; "" for none without words of its own."""
    at = f"{deadline.at:%Hh%M} " if deadline.at else ""
    match deadline.type:
        case DeadlineType.DATE:
            return f"Trước {at}ngày {_date(deadline.value)}"
        case DeadlineType.QUARTER:
            return _quarters(deadline.value)
        case DeadlineType.RECURRING:
            return _upper(_rules(deadline.value))
        case DeadlineType.CONTINUOUS:
            return _continuous(deadline.value)
        case DeadlineType.COMPOUND:
            return _compound(deadline.value)
        case _:
            return deadline.raw


def printed(deadline: Deadline) -> str:
    """A few words for a narrow column: "28/02/2026", "Quý I/2026", "Hằng tháng, ngày 20"; "—" where there is none."""
    match deadline.type:
        case DeadlineType.DATE:
            return (f"{deadline.at:%Hh%M} " if deadline.at else "") + _date(deadline.value)
        case DeadlineType.COMPOUND:
            head, _, then = deadline.value.partition(";THEN=")
            first = _date(head) if "-Q" not in head else _quarters(head)
            return f"{first}, sau đó {'thường xuyên' if then == 'CONTINUOUS' else _rules(then)}"
        case DeadlineType.NONE:
            return deadline.raw or "—"
        case _:
            return render(deadline)


def _date(value: str) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _quarters(value: str) -> str:
    return ", ".join(f"Quý {_ROMAN[int(part[-1]) - 1]}/{part[:4]}" for part in value.split("|"))


def _continuous(value: str) -> str:
    start = value.partition("FROM=")[2]
    return f"Từ ngày {_date(start)} trở đi" if start else "Thường xuyên"


def _compound(value: str) -> str:
    head, _, then = value.partition(";THEN=")
    first = _quarters(head).replace("Quý", "quý") if "-Q" in head else f"trước ngày {_date(head)}"
    if "-Q" in head:
        first = f"trong {first}"
    return f"Hoàn thành {first}, sau đó thực hiện {'thường xuyên' if then == 'CONTINUOUS' else _rules(then)}"


def _rules(value: str) -> str:
    return "; ".join(_rule(dict(p.split("=", 1) for p in part.split(";"))) for part in value.split("|"))


def _rule(rule: dict[str, str]) -> str:
    if rule["FREQ"] == "UNSPECIFIED":
        return "định kỳ"
    hour = f"trước {int(rule['BYHOUR'])}h{int(rule['BYMINUTE']):02d} " if "BYMINUTE" in rule else ""
    hour = hour or (f"trước {int(rule['BYHOUR'])}h " if "BYHOUR" in rule else "")
    return hour + _when(rule)


def _when(rule: dict[str, str]) -> str:
    every = _every(rule)
    if "BYDAY" in rule:
        nth, day = rule["BYDAY"][:-2], _DAYS[rule["BYDAY"][-2:]]
        return f"{day} {'đầu' if nth == '1' else 'cuối'} {every}" if nth else f"{day} {every}"
    if "BYMONTH" in rule and "BYMONTHDAY" in rule:
        return f"ngày {int(rule['BYMONTHDAY']):02d}/{int(rule['BYMONTH']):02d} {every}"
    if "BYMONTH" in rule:
        return f"tháng {rule['BYMONTH']} {every}"
    if "BYMONTHDAY" in rule:
        day = "cuối cùng" if rule["BYMONTHDAY"] == "-1" else f"{int(rule['BYMONTHDAY']):02d}"
        scope = " tháng cuối" if rule.get("INTERVAL") == "3" else ""
        return f"ngày {day}{scope} {every}"
    return every


def _every(rule: dict[str, str]) -> str:
    freq, interval = rule["FREQ"], int(rule.get("INTERVAL", 1))
    if interval == 1:
        return _EVERY[freq]
    if freq == "MONTHLY" and interval == 3:
        return "hằng quý"
    return f"định kỳ {interval} {_UNIT[freq]}"
