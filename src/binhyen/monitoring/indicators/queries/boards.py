"""Boards: figures of an area and a period beside the period before, with how they came along. From what is kept.

What people of the lists are today is counted in the register at the moment of asking, so that nobody waits for it.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.indicators.models import FigureRun, FigureSeries
from binhyen.monitoring.indicators.permissions import Permission, may
from binhyen.monitoring.indicators.rules.dictionary import Entry, dictionary
from binhyen.monitoring.indicators.rules.live import LIVE, count
from binhyen.monitoring.indicators.rules.periods import FOLDER, Days, Period
from binhyen.monitoring.indicators.rules.reading import Bar, Figure, Trend, bars, read, trend
from binhyen.monitoring.indicators.rules.spans import KEPT, kept
from binhyen.operations.cases.queries import totals as cases
from binhyen.registers.territories.models import Commune, Province

from . import stated

PROVINCE_CODE = 2  # length
SHOWN_BARS = 12
DEFAULT_KIND = "ADMIN_MONTH"


def latest_run() -> FigureRun | None:
    """The figures that are shown; None before they were ever computed."""
    return FigureRun.objects.order_by("-computed_at", "-pk").first()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures a reader looks at: of which area, in which period (``back`` periods before the running one)."""

    area: str
    name: str
    kind: str
    back: int
    periods: tuple[Period, ...]
    days: Days | None = None  # instead of a period kept: very days (queries.exact)
    known_at: datetime | None = None  # with them: as known at a moment

    @property
    def period(self) -> Period | Days:
        return self.days or self.periods[self.back]

    @property
    def running(self) -> bool:
        return self.back == 0 and self.days is None

    @property
    def query(self) -> str:
        if self.days is not None:
            asked = {"dia-ban": self.area, "tu": self.days.start.isoformat(), "den": self.days.end.isoformat()}
            return urlencode(asked | ({"biet": self.known_at.isoformat()} if self.known_at else {}))
        return urlencode({"dia-ban": self.area, "loai-ky": self.kind, "ky": self.period.code})


def areas_of(*, scope: Scope, run: FigureRun) -> dict[str, str]:
    """Areas whose figures the reader may know, with names: the province, and the reader's communes or all of them.

    The reader's own commune comes first where the reader has one.
    """
    if may(scope, Permission.READ_ALL):
        return dict(run.areas)
    own = {code: name for code, name in run.areas if code in scope.areas}
    return own | {code: name for code, name in run.areas if len(code) == PROVINCE_CODE}


def named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with names: provinces first, then communes in Vietnamese order. Two queries."""
    wanted = list(codes)
    provinces = Province.objects.filter(pk__in=wanted).order_by("sort_key").values_list("code", "full_name")
    communes = Commune.objects.filter(pk__in=wanted).order_by("sort_key", "code").values_list("code", "full_name")
    return [*provinces, *communes]


def asked(*, params: Any, areas: dict[str, str], as_of: date) -> Asked:
    """What an address asks for; what it says wrongly is ignored."""
    area = params.get("dia-ban", "")
    if area not in areas:
        area = next(iter(areas), "")
    kind = params.get("loai-ky", "")
    kind = kind if kind in KEPT else DEFAULT_KIND
    periods = tuple(kept(kind, as_of))
    codes = [one.code for one in periods]
    back = codes.index(params["ky"]) if params.get("ky") in codes else 0
    return Asked(area, areas.get(area, ""), kind, back, periods)


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure on a board."""

    entry: Entry
    figure: Figure
    trend: Trend | None
    bars: list[Bar]
    live: bool = False
    stated: bool = False  # as a unit reported it


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    tiles: list[Tile]


type Held = dict[str, tuple[list[int | None], list[int | None] | None]]


def held(*, run: FigureRun, area: str, kind: str, codes: Iterable[str]) -> Held:
    """Numerators and denominators by code, the running period first: counted, else as reported. One query or two."""
    wanted = list(codes)
    rows = FigureSeries.objects.filter(run=run, area=area, period_kind=kind, code__in=wanted)
    found = {code: (above, below) for code, above, below in rows.values_list("code", "numerators", "denominators")}
    reported = stated.lines(run=run, kind=kind, codes=wanted, areas=[area])
    return found | {code: one for (code, _), one in reported.items()}


@cache
def _parts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / "board.toml").read_text(encoding="utf-8"))["part"]
    return found


def series_of_code(*, run: FigureRun, code: str, kind: str, areas: Iterable[str]) -> dict[str, Held]:
    """The same of one indicator by area. One query."""
    if not stated.counted(run=run, code=code):
        reported = stated.lines(run=run, kind=kind, codes=[code], areas=areas)
        return {area: {code: one} for (_, area), one in reported.items()}
    rows = FigureSeries.objects.filter(run=run, code=code, period_kind=kind, area__in=list(areas))
    return {
        area: {code: (above, below)} for area, above, below in rows.values_list("area", "numerators", "denominators")
    }


def board_parts() -> list[tuple[str, list[str]]]:
    """Titles and codes, in the order of law/indicators/board.toml."""
    return [(part["title"], part["codes"]) for part in _parts()]


def shown_codes() -> list[str]:
    """What boards show, with all that people of the lists are counted by."""
    return list(dict.fromkeys([*(code for part in _parts() for code in part["codes"]), *LIVE]))


def known_at(*, run: FigureRun, area: str) -> datetime:
    """Until when what was written about an area is in its figures. One query."""
    found = run.fresh.filter(area=area).values_list("moment", flat=True).first()
    return found or run.moment


def board(*, run: FigureRun, wanted: Asked, cells: Sequence[cases.Cell] | None) -> list[Part]:
    """The board. ``cells`` are today's counts of the area from the register, None where the reader has none."""
    codes = [code for part in _parts() for code in part["codes"]]
    found = held(run=run, area=wanted.area, kind=wanted.kind, codes=codes)
    entries = dictionary().entries
    return [
        Part(part["title"], [tile(run, entries[code], found, wanted, cells) for code in part["codes"]])
        for part in _parts()
    ]


def tile(run: FigureRun, entry: Entry, found: Held, wanted: Asked, cells: Sequence[cases.Cell] | None) -> Tile:
    """One figure with its past."""
    past = figures(run, entry, found, len(wanted.periods))
    now, live = past[wanted.back], False
    if cells is not None and wanted.running and entry.code in LIVE:
        now, live = read(entry, count(LIVE[entry.code], cells), None), True
    before = past[wanted.back + 1] if wanted.back + 1 < len(past) else None
    partial = wanted.running and entry.period == "FLOW"  # a part of a period is not compared with a whole one
    moved = trend(entry, now, before) if before and not partial else None
    line = [now, *past[wanted.back + 1 : wanted.back + SHOWN_BARS]]
    reported = now.known and not stated.counted(run=run, code=entry.code)
    return Tile(entry, now, moved, bars([one.value for one in reversed(line)]), live, reported)


def figures(run: FigureRun, entry: Entry, found: Held, length: int) -> list[Figure]:
    """The figures of an indicator, the running period first."""
    source = entry.code in found or stated.counted(run=run, code=entry.code)
    zero: list[int | None] = [0] * length
    above, below = found.get(entry.code, (zero, zero))
    return [read(entry, a, b, source=source) for a, b in zip(above, below or [None] * length, strict=True)]


def today_cells(*, scope: Scope, area: str, on: date) -> list[cases.Cell] | None:
    """Today's counts of an area from the register, inside the reader's scope; None where they would not be whole."""
    if len(area) == PROVINCE_CODE:
        return cases.cells(on=on) if scope.whole_province else None
    if scope.whole_province or area in scope.people_areas:
        return cases.cells(on=on, areas=[area])
    return None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    code: str
    name: str
    figure: Figure
    trend: Trend | None


@dataclass(frozen=True, slots=True)
class Page:
    """One indicator: its figure in the area asked, its past, and by place."""

    entry: Entry
    tile: Tile
    past: list[tuple[Period, Figure]]
    places: list[PlaceRow] = field(default_factory=list)
    parts: list[tuple[Entry, Figure]] = field(default_factory=list)

    @property
    def divided(self) -> bool:
        """Whether some parts are of the kind who people are."""
        return any(one.dimension for one, _ in self.parts)


def page(
    *, run: FigureRun, entry: Entry, wanted: Asked, areas: dict[str, str], cells: Sequence[cases.Cell] | None
) -> Page:
    """Everything of one indicator the reader may know. Three queries."""
    parts = [one for one in dictionary().entries.values() if one.part_of == entry.code]
    codes = [entry.code, *(one.code for one in parts)]
    found = held(run=run, area=wanted.area, kind=wanted.kind, codes=codes)
    own = tile(run, entry, found, wanted, cells)
    past = figures(run, entry, found, len(wanted.periods))
    past[0] = own.figure if wanted.running else past[0]
    pieces = [tile(run, one, found, wanted, cells) for one in parts]
    return Page(
        entry,
        own,
        list(zip(wanted.periods, past, strict=True)),
        places(run=run, entry=entry, wanted=wanted, areas=areas, cells=cells),
        [(piece.entry, piece.figure) for piece in pieces],
    )


def places(
    *, run: FigureRun, entry: Entry, wanted: Asked, areas: dict[str, str], cells: Sequence[cases.Cell] | None
) -> list[PlaceRow]:
    """By commune, those the reader may know, in Vietnamese order. One query. Empty where a commune is asked."""
    if len(wanted.area) != PROVINCE_CODE:
        return []
    kept_rows = series_of_code(run=run, code=entry.code, kind=wanted.kind, areas=areas)
    by_commune: dict[str, list[cases.Cell]] = defaultdict(list)
    for cell in cells or ():
        by_commune[cell.commune].append(cell)
    found = []
    for code, name in areas.items():
        if len(code) != PROVINCE_CODE:
            one = tile(run, entry, kept_rows.get(code, {}), wanted, None if cells is None else by_commune[code])
            found.append(PlaceRow(code, name, one.figure, one.trend))
    if stated.counted(run=run, code=entry.code):
        return found
    return [row for row in found if row.figure.status != "NO_SOURCE"]  # those of which a unit reported


def opens(entry: Entry, wanted: Asked, *, on: date) -> str:
    """The query of the page of people behind a figure of people; "" where there is none."""
    counted = LIVE.get(entry.code)
    asked_of = counted.opens if counted else None
    if asked_of is None:
        return ""
    place = {"xa": wanted.area} if len(wanted.area) != PROVINCE_CODE else {}
    return urlencode({"ngay": min(wanted.period.end, on).isoformat(), **asked_of, **place})
