"""The board of any day, as known on a day and as known now, and what lies between the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from urllib.parse import urlencode

from binhyen.kit.fields import read_day
from binhyen.monitoring.indicators.models import Closing, FigureLook
from binhyen.monitoring.indicators.rules.behind import FACTS
from binhyen.monitoring.indicators.rules.dictionary import Entry, dictionary
from binhyen.monitoring.indicators.rules.live import LIVE
from binhyen.monitoring.indicators.rules.periods import kinds
from binhyen.monitoring.indicators.rules.reading import Figure, Trend, read, trend
from binhyen.monitoring.indicators.rules.spans import KEPT
from binhyen.operations.cases.rules.time import DAY, day_of, midnight

from . import stated
from .boards import DEFAULT_KIND, board_parts

PEOPLE, WORK, ROWS = "people", "facts", "rows"  # what a difference opens to


@dataclass(frozen=True, slots=True)
class Asked:
    """``known_on`` is a whole day; where a closing was chosen, its own moment and code."""

    on: date
    known_at: datetime
    known_on: date
    kind: str
    area: str
    closing: str = ""

    @property
    def query(self) -> str:
        days = (
            {"chot": self.closing} if self.closing else {"ngay": self.on.isoformat(), "biet": self.known_on.isoformat()}
        )
        return urlencode({"dia-ban": self.area, "loai-ky": self.kind, **days})

    @property
    def start(self) -> date:
        """First day of what is counted over a period."""
        return kinds()[self.kind].containing(self.on).start

    @property
    def over(self) -> bool:
        """Whether that is a whole period."""
        return kinds()[self.kind].containing(self.on).end == self.on


def asked(*, params: Mapping[str, str], areas: Mapping[str, str], today: date) -> Asked:
    """What an address asks for; what it says wrongly is as if it said nothing. A query where it names a closing."""
    area = params.get("dia-ban", "")
    area = area if area in areas else next(iter(areas), "")
    kind = params.get("loai-ky", "")
    kind = kind if kind in KEPT else DEFAULT_KIND
    closing = Closing.objects.filter(code=params["chot"]).first() if params.get("chot") else None
    if closing is not None:
        kind = closing.period_kind if closing.period_kind in KEPT else kind
        return Asked(closing.as_of, closing.known_at, day_of(closing.known_at), kind, area, closing.code)
    on = min(read_day(params.get("ngay")) or today, today)
    known_on = min(read_day(params.get("biet")) or on, today)
    return Asked(on, midnight(known_on + DAY), known_on, kind, area)


def kept(*, wanted: Asked, today: date) -> FigureLook | None:
    """What was computed of it; None where that was before the moment asked about, which is over by now. One query."""
    rows = FigureLook.objects.filter(on=wanted.on, known_at=wanted.known_at, period_kind=wanted.kind)
    if wanted.known_on < today:
        rows = rows.filter(moment__gte=wanted.known_at)
    return rows.first()


@dataclass(frozen=True, slots=True)
class Line:
    """A figure then and now; ``opens`` says what the difference is made of: people, facts, rows, or "" for none."""

    entry: Entry
    then: Figure
    now: Figure
    moved: Trend | None
    opens: str


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: list[Line]


def parts(*, look: FigureLook, wanted: Asked) -> list[Part]:
    """The board's figures of an area, side by side. Two queries where some are as units reported them."""
    counted = look.areas.get(wanted.area, {})
    codes = [code for _, codes in board_parts() for code in codes if code not in counted]
    reported = partial(stated.of_day, codes=codes, area=wanted.area, start=wanted.start, on=wanted.on, over=wanted.over)
    then, now = (reported(known_at=wanted.known_at), reported()) if codes else ({}, {})
    pairs = dict(counted)
    for code in then.keys() | now.keys():
        pairs[code] = [_pair(then.get(code)), _pair(now.get(code))]
    return [
        Part(title, [_line(look, wanted.area, pairs.get(code), dictionary().entries[code]) for code in codes])
        for title, codes in board_parts()
    ]


def _pair(one: stated.Stated | None) -> list[int | None]:
    return [one.numerator, one.denominator] if one else [None, None]


def _line(look: FigureLook, area: str, pairs: list[list[int | None]] | None, entry: Entry) -> Line:
    if pairs is None:  # no source, or not on the board when it was computed
        nothing = read(entry, None, None, source=False)
        return Line(entry, nothing, nothing, None, "")
    then, now = (read(entry, *pair) for pair in pairs)
    differs = (then.status, then.text, then.detail) != (now.status, now.text, now.detail)
    opens = PEOPLE if entry.code in LIVE else WORK if entry.code in FACTS else ""
    if not opens and look.changes.get(f"{area} {entry.code}"):
        opens = ROWS
    return Line(entry, then, now, trend(entry, now, then) if differs else None, opens if differs else "")
