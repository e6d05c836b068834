"""Layers of the dictionary's figures: the administrative month the day lies in, from what is kept of them."""

from collections.abc import Callable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy

from binhyen.foundation.access.values import Scope
from binhyen.kit.figures import Direction
from binhyen.monitoring.indicators.permissions import Permission, may
from binhyen.monitoring.indicators.queries import boards
from binhyen.monitoring.indicators.rules.dictionary import Entry, dictionary
from binhyen.monitoring.indicators.rules.periods import Period
from binhyen.monitoring.indicators.rules.spans import kept

from .values import Asked, Layer, Value

KIND = "ADMIN_MONTH"
CODES = (
    "people.rate", "users.to_decide", "addicts.substitution", "addicts.voluntary_home", "addicts.awaiting",
    "addicts.compulsory", "users.came", "addicts.came", "tests", "tests.positive", "offences.crimes",
    "offenders.resident", "help.people", "quality.late", "quality.incomplete", "quality.frozen",
)  # fmt: skip


def _values(entry: Entry) -> Callable[[Asked], Mapping[str, Value]]:
    def read(asked: Asked) -> Mapping[str, Value]:
        """Nothing for a day outside what is kept, and nothing as known at another time than the figures' own."""
        run = boards.latest_run()
        period = _period(asked.on, run.as_of) if run and not asked.known_at else None
        if run is None or period is None:
            return {}
        areas = boards.areas_of(scope=asked.scope, run=run)
        params = {"dia-ban": asked.province, "loai-ky": KIND, "ky": period.code}
        wanted = boards.asked(params=params, areas=areas, as_of=run.as_of)
        rows = boards.places(run=run, entry=entry, wanted=wanted, areas=areas, cells=None)
        return {row.code: _value(entry, period, row) for row in rows if row.figure.known}

    return read


def _value(entry: Entry, period: Period, row: boards.PlaceRow) -> Value:
    words = f"{row.figure.text} ({row.figure.detail})" if row.figure.detail else row.figure.text
    address = reverse("indicators:indicator", args=[entry.code])
    query = f"?dia-ban={row.code}&loai-ky={KIND}&ky={period.code}"
    return Value(words, row.figure.value, href=address + query, note=period.name)


def _period(on: date, as_of: date) -> Period | None:
    return next((one for one in kept(KIND, as_of) if one.start <= on <= one.end), None)


def _shown(scope: Scope) -> bool:
    return may(scope, Permission.READ)


def figure_layers() -> tuple[Layer, ...]:
    """One layer for each figure of the province's choice that the dictionary has."""
    entries = (dictionary().entries[code] for code in CODES)
    return tuple(
        Layer(
            one.code.replace(".", "-"), one.name, _values(one), one.unit, Direction(one.direction),
            source=gettext_lazy("Bảng số liệu, tháng thống kê 15 đến 14"), shown_to=_shown,
        )
        for one in entries
    )  # fmt: skip
