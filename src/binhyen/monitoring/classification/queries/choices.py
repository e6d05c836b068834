"""How the province reads open passages on a day, as known at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from binhyen.monitoring.classification.models import ReadingChoice
from binhyen.monitoring.classification.rules.law import Reading, readings
from binhyen.monitoring.classification.rules.readings import settled


def chosen(*, on: date, known_at: datetime | None = None) -> Mapping[str, str]:
    """Code of the passage -> how it is read: what the province chose, else the default. One query."""
    return settled({code: one.value for code, one in _latest(on=on, known_at=known_at).items()})


def chosen_on(*, days: Sequence[date], known_at: datetime | None = None) -> dict[date, Mapping[str, str]]:
    """The same for many days. One query."""
    found: dict[date, Mapping[str, str]] = {}
    rows = list(_in_order(known_at))
    for on in days:
        latest = {one.code: one.value for one in rows if one.valid_from <= on}
        found[on] = settled(latest)
    return found


@dataclass(frozen=True, slots=True)
class Setting:
    """An open passage as the page of settings shows it."""

    reading: Reading
    value: str
    choice: ReadingChoice | None

    @property
    def label(self) -> str:
        return self.reading.value_label(self.value)


def settings(*, on: date) -> list[Setting]:
    """All open passages with how they are read and who settled it. One query."""
    latest = _latest(on=on, known_at=None)
    values = settled({code: one.value for code, one in latest.items()})
    return [Setting(one, values[code], latest.get(code)) for code, one in readings().items()]


def history(*, code: str) -> list[ReadingChoice]:
    """What was ever chosen for a passage, the latest first."""
    return list(ReadingChoice.objects.filter(code=code).select_related("recorded_by").order_by("-recorded_at", "-pk"))


def _latest(*, on: date, known_at: datetime | None) -> dict[str, ReadingChoice]:
    return {one.code: one for one in _in_order(known_at).filter(valid_from__lte=on)}


def _in_order(known_at: datetime | None) -> QuerySet[ReadingChoice]:
    """Of a passage the later choice after the earlier."""
    rows = ReadingChoice.objects.select_related("recorded_by")
    if known_at:
        rows = rows.filter(recorded_at__lte=known_at)
    return rows.order_by("code", "valid_from", "recorded_at", "pk")
