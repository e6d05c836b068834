"""The terms of work on a day: the law files' numbers with what the province set of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from binhyen.kit.calendar import vietnam
from binhyen.operations.work.models import WorkTerm
from binhyen.operations.work.rules import terms as law
from binhyen.operations.work.rules.recurrence import Habits, due_moment

SET_BY_PROVINCE = "settled"


def _latest(on: date) -> dict[str, WorkTerm]:
    rows = WorkTerm.objects.filter(valid_from__lte=on).order_by("valid_from", "recorded_at", "pk")
    return {row.code: row for row in rows}


def chosen(*, on: date) -> dict[str, int]:
    """What the province set, by code, in force on a day. One query."""
    return {code: row.value for code, row in _latest(on).items()}


def terms(*, on: date) -> list[law.Term]:
    """Every term as it holds on a day. One query."""
    own = _latest(on)
    return [
        replace(term, value=own[code].value, source=own[code].source, confidence=SET_BY_PROVINCE)
        if code in own
        else term
        for code, term in law.terms().items()
    ]


def habits(*, on: date) -> Habits:
    """How due days behave on a day. One query."""
    return law.habits(chosen(on=on))


def value(code: str, *, on: date) -> int:
    """One number as it holds on a day. One query."""
    return law.value(code, chosen(on=on))


def own_beat(*, on: date) -> int | None:
    """How often the province wants continuous work to show something; None where it set nothing: no law says."""
    return chosen(on=on).get("BEAT_DAYS")


def answer_due(code: str, *, at: datetime) -> datetime:
    """Until when what is asked now is answered: the end of the last working day of the term ``code``. One query."""
    return answer_end(code, since=at, own=chosen(on=timezone.localdate(at)))


def answer_end(code: str, *, since: datetime, own: Mapping[str, int]) -> datetime:
    """The same of what has waited ``since`` a moment; ``own``: what the province set."""
    day = vietnam().add_working_days(timezone.localdate(since), law.value(code, own))
    return due_moment(day, at=None, kind="", habits=law.habits(own), calendar=vietnam())
