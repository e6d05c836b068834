"""Files of the yearly procedure of the demonstration: communes of 2025 that wait for the council, one sent back."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from binhyen.foundation.accounts.models import User
from binhyen.kit.paths import SEEDS
from binhyen.monitoring.classification.models import Recognition
from binhyen.monitoring.recognition.actions import files
from binhyen.monitoring.recognition.actions.files import Assessment, RecognitionRefused
from binhyen.monitoring.recognition.models import ReviewFile
from binhyen.monitoring.recognition.queries.files import Period, period_of
from binhyen.monitoring.recognition.queries.settings import papers
from binhyen.registers.documents.actions import register
from binhyen.registers.documents.values import Direction, DocumentDetails

from .areas.plan import ground
from .population.persons import Place

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def reviews(*, places: Sequence[Place], at: datetime, by: User) -> int:
    """Open them once, each step on its day; does nothing where there are any. Returns how many files were opened."""
    given = tomllib.loads((SEEDS / "recognitions.toml").read_text(encoding="utf-8"))["review"]
    period = period_of(given["period"])
    if period is None or ReviewFile.objects.exists():
        return 0
    recognised = set(Recognition.objects.values_list("area_code", flat=True))
    free = sorted(place.code for place in ground(places).free if place.code not in recognised)
    made = 0
    for code in free:
        if made == given["files"]:
            break
        made += _opened(code, period, given, at=at, by=by)
    _sent_back(min(place.code for place in ground(places).users), period, given, at=at, by=by)
    return made + 1


def _opened(code: str, period: Period, given: dict[str, Any], *, at: datetime, by: User) -> bool:
    """Assessed, with its papers, and checked. A commune whose figures of that day do not bear it out is left alone."""
    day: date = given["assessed_on"]
    try:
        step = files.self_assess(
            area_code=code, period=period, given=Assessment(asks=True, note=given["note"]), by=by,
            at=_moment(day, 9, at), today=day,
        )  # fmt: skip
    except RecognitionRefused:
        return False
    for rule in papers(on=day):
        details = DocumentDetails(direction=Direction.INCOMING, issued_on=day, abstract=rule.label)
        paper = register(details=details, file=None, by=by, at=_moment(day, 10, at), doubles=True)
        files.add_paper(file_id=step.file_id, code=rule.code, document=paper, by=by, at=_moment(day, 10, at), today=day)
    checked: date = given["checked_on"]
    files.check(file_id=step.file_id, agreed=True, note="", by=by, at=_moment(checked, 15, at), today=checked)
    return True


def _sent_back(code: str, period: Period, given: dict[str, Any], *, at: datetime, by: User) -> None:
    """One that asked for nothing and whose report lacked its figures."""
    day: date = given["assessed_on"]
    step = files.self_assess(
        area_code=code, period=period, given=Assessment(asks=False), by=by, at=_moment(day, 14, at), today=day
    )
    files.check(
        file_id=step.file_id, agreed=False, note=given["sent_back"], by=by, at=_moment(given["checked_on"], 16, at),
        today=given["checked_on"],
    )  # fmt: skip


def _moment(day: date, hour: int, at: datetime) -> datetime:
    return min(datetime.combine(day, time(hour), VIETNAM), at)
