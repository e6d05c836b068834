"""Small charts side by side: one figure of many communes to one scale, or the board's figures of one area."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from binhyen.monitoring.indicators.models import FigureRun
from binhyen.monitoring.indicators.rules.dictionary import Entry, dictionary
from binhyen.monitoring.indicators.rules.periods import Period
from binhyen.monitoring.indicators.rules.reading import Bar, Figure, Trend, bars, trend
from binhyen.monitoring.indicators.rules.spans import kept

from .boards import DEFAULT_KIND, PROVINCE_CODE, Held, board_parts, figures, held, series_of_code

WIDTH, HIGH = 192, 48  # of a drawing, in its own units
MONTHS = (12, 24)
DEFAULT_CODE = "people.managed.reported"
ORDERS = {"nhieu": "Nhiều nhất trước", "tang": "Tăng nhiều nhất trước", "ten": "Theo tên"}


@dataclass(frozen=True, slots=True)
class Asked:
    """``code`` "" is every figure of the board, of ``area``; else that figure of all communes."""

    code: str
    area: str
    months: int
    order: str


@dataclass(frozen=True, slots=True)
class Panel:
    """``key`` is what its name opens: the code of a figure, or of a commune."""

    key: str
    name: str
    past: list[Figure]  # oldest first
    drawn: list[Bar]
    moved: Trend | None
    unit: str = ""

    @property
    def first(self) -> Figure:
        return self.past[0]

    @property
    def last(self) -> Figure:
        return self.past[-1]


@dataclass(frozen=True, slots=True)
class Page:
    periods: list[Period]  # oldest first
    panels: list[Panel] = field(default_factory=list)
    entry: Entry | None = None
    most: str = ""  # the height of a full panel, where all have one scale


def asked(*, params: Mapping[str, str], areas: Mapping[str, str]) -> Asked:
    """What an address asks for. Who has few communes sees all figures of the first."""
    communes = [code for code in areas if len(code) != PROVINCE_CODE]
    codes = {code for _, codes in board_parts() for code in codes}
    code = params.get("chi-tieu", DEFAULT_CODE if len(communes) > 1 else "")
    area = params.get("dia-ban", "")
    months = params.get("thang", "")
    order = params.get("sap", "")
    return Asked(
        code if code in codes else "",
        area if area in areas else next(iter(areas), ""),
        int(months) if months in {str(one) for one in MONTHS} else MONTHS[0],
        order if order in ORDERS else "nhieu",
    )


def page(*, run: FigureRun, wanted: Asked, areas: Mapping[str, str]) -> Page:
    """The panels. One query. A month that still runs is left out: a part is not compared with wholes."""
    periods = kept(DEFAULT_KIND, run.as_of)
    shown = list(reversed(periods[1 : wanted.months + 1]))
    if not wanted.code:
        return Page(shown, _of_area(run, wanted, len(periods)))
    entry = dictionary().entries[wanted.code]
    communes = [code for code in areas if len(code) != PROVINCE_CODE]
    found = series_of_code(run=run, code=entry.code, kind=DEFAULT_KIND, areas=communes)
    past = {code: _past(run, entry, found.get(code, {}), len(periods), wanted.months) for code in communes}
    most = max((abs(one.value) for line in past.values() for one in line if one.value is not None), default=0)
    panels = [_panel(code, areas[code], entry, past[code], most) for code in communes]
    highest = next((one.text for line in past.values() for one in line if one.value and abs(one.value) == most), "")
    return Page(shown, _ordered(panels, wanted.order), entry, highest)


def _of_area(run: FigureRun, wanted: Asked, length: int) -> list[Panel]:
    codes = [code for _, codes in board_parts() for code in codes]
    found = held(run=run, area=wanted.area, kind=DEFAULT_KIND, codes=codes)
    entries = [dictionary().entries[code] for code in codes]
    panels = [
        _panel(entry.code, entry.name, entry, _past(run, entry, found, length, wanted.months), None)
        for entry in entries
    ]
    return [panel for panel in panels if panel.last.status != "NO_SOURCE"]


def _past(run: FigureRun, entry: Entry, found: Held, length: int, months: int) -> list[Figure]:
    return list(reversed(figures(run, entry, found, length)[1 : months + 1]))


def _panel(key: str, name: str, entry: Entry, past: list[Figure], most: float | None) -> Panel:
    drawn = bars([one.value for one in past], width=WIDTH, high=HIGH, most=most)
    unit = "" if entry.denominator else entry.unit
    return Panel(key, name, past, drawn, trend(entry, past[-1], past[0]), unit)


def _ordered(panels: list[Panel], order: str) -> list[Panel]:
    """Those not known stand last; the same stand by name, as they come."""
    if order == "ten":
        return panels
    if order == "tang":
        return sorted(panels, key=lambda one: -((one.last.value or 0) - (one.first.value or 0)))
    return sorted(panels, key=lambda one: (one.last.value is None, -(one.last.value or 0)))
