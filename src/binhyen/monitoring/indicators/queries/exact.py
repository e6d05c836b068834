"""Figures of very days, as a cell of a report counts them: a week, a quarter, a year so far, the same a year before."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from binhyen.monitoring.indicators.rules.behind import FACTS
from binhyen.monitoring.indicators.rules.periods import Days
from binhyen.operations.offences.values import Nature

from . import boards
from .duties import COUNTED

OPENED = frozenset({*FACTS, *COUNTED})  # indicators whose facts open one by one
_OFFENCES = {"offences": "", "offences.crimes": Nature.CRIME, "offences.administrative": Nature.ADMINISTRATIVE}


def asked(*, params: Any, areas: dict[str, str], as_of: date) -> boards.Asked:
    """As ``boards.asked``; the very days where the address names them by "tu" and "den", and "biet": as known then."""
    found = boards.asked(params=params, areas=areas, as_of=as_of)
    start, end = _day(params.get("tu", "")), _day(params.get("den", ""))
    if start is None or end is None or start > end:
        return found
    return replace(found, days=Days(start, end), known_at=_moment(params.get("biet", "")))


def offences(*, code: str, wanted: boards.Asked) -> str:
    """What the list of offences is asked for those a figure counts; "" where it counts none, or no days are asked."""
    if wanted.days is None or code not in _OFFENCES:
        return ""
    asked = {"tu": wanted.days.start.isoformat(), "den": wanted.days.end.isoformat(), "tinh-chat": _OFFENCES[code]}
    if len(wanted.area) != boards.PROVINCE_CODE:
        asked["xa"] = wanted.area
    return urlencode({name: said for name, said in asked.items() if said})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    """None where it is not one, or says no zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
