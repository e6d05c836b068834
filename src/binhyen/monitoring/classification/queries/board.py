"""The classes of many communes: the province's board, its curve, what drifts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.classification.rules.classify import classify
from binhyen.monitoring.classification.rules.course import direction, drifts, month_before
from binhyen.monitoring.classification.rules.province import classify_province, whole
from binhyen.monitoring.classification.rules.readings import alternatives
from binhyen.monitoring.classification.rules.words import lacking
from binhyen.monitoring.classification.values import (
    Classification,
    Direction,
    RecognisedAs,
    RecognitionFact,
)
from binhyen.registers.territories.models import Commune, valid_on

from .choices import chosen
from .facts import Area, areas
from .recognitions import Lines, recognised

MANY = 500  # communes: from here on a filter by commune costs more than it saves
RECOGNISED, MEETS, REMAINING = "RECOGNISED", "MEETS", "REMAINING"
STATUS_LABELS = {RECOGNISED: "Đã công nhận", MEETS: "Đạt 3/3, chờ xét", REMAINING: "Còn lại"}


@dataclass(frozen=True, slots=True)
class Place:
    """A commune in the order of a list."""

    code: str
    name: str
    province: str = ""
    sort_key: bytes = b""
    search_key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A commune on the board: its class now and a month before, what it is recognised as, what it lacks."""

    place: Place
    area: Area
    now: Classification
    before: Classification
    recognitions: tuple[RecognitionFact, ...]
    differs: tuple[str, ...] = ()  # readings that would change its class

    @property
    def kinds(self) -> tuple[RecognisedAs, ...]:
        return tuple(one.kind for one in self.recognitions)

    @property
    def status(self) -> str:
        if RecognisedAs.DRUG_FREE in self.kinds:
            return RECOGNISED
        return MEETS if self.now.drug_free else REMAINING

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.status]

    @property
    def drift(self) -> tuple[RecognisedAs, ...]:
        return drifts(self.kinds, self.now)

    @property
    def direction(self) -> Direction:
        return direction(self.before, self.now)

    @property
    def lacking(self) -> str:
        return lacking(self.now)


@dataclass(frozen=True)
class Board:
    """The communes a reader sees on a day."""

    on: date
    known_at: datetime | None
    chosen: Mapping[str, str]
    rows: Sequence[Row]
    province: Classification | None = None  # where the whole of one is seen
    province_before: Classification | None = None

    @cached_property
    def statuses(self) -> dict[str, int]:
        found = dict.fromkeys(STATUS_LABELS, 0)
        for row in self.rows:
            found[row.status] += 1
        return found

    @cached_property
    def classes(self) -> dict[str, int]:
        """How many communes of each class of Article 4."""
        found: dict[str, int] = {}
        for row in self.rows:
            found[row.now.key.value] = found.get(row.now.key.value, 0) + 1
        return found

    @cached_property
    def drifting(self) -> list[Row]:
        return [row for row in self.rows if row.drift]


def places(*, on: date, province: str = "", codes: Sequence[str] | None = None, search: str = "") -> list[Place]:
    """Communes in force on a day in Vietnamese order: of a province, among ``codes``, whose name has the words."""
    rows = Commune.objects.filter(valid_on(on))
    if province:
        rows = rows.filter(province=province)
    if codes is not None:
        rows = rows.filter(pk__in=list(codes))
    for word in search_key(search).split():
        rows = rows.filter(search_key__contains=word)
    found = rows.order_by("sort_key", "code").values_list("code", "full_name", "province_id", "sort_key", "search_key")
    return [Place(code, name, of, bytes(key), words) for code, name, of, key, words in found]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a board is asked for. ``at`` is now; ``known_at`` None is what is known now."""

    on: date
    at: datetime
    known_at: datetime | None = None
    compare: bool = True  # with the month before
    readings: bool = True  # which open passages would change a class


def board(*, places: Sequence[Place], asked: Asked, province: str = "") -> Board:
    """The classes of ``places`` with every reason; of ``province`` too, where ``places`` are all of it.

    Twenty queries, whatever the number of communes.
    """
    read = chosen(on=asked.on, known_at=asked.known_at)
    now, then = _both_days(places, asked)
    lines = recognised(on=asked.on, known_at=asked.known_at, areas=_few(places))
    of_area = _by_area(lines)
    rows = [
        _row(place, now[place.code], then[place.code], of_area.get(place.code, ()), read, asked) for place in places
    ]
    if not province:
        return Board(asked.on, asked.known_at, read, rows)
    return Board(
        asked.on, asked.known_at, read, rows,
        province=classify_province(
            whole(province, asked.on, [row.area.facts for row in rows]), [row.now for row in rows], read
        ),
        province_before=classify_province(
            whole(province, month_before(asked.on), [then[place.code].facts for place in places]),
            [row.before for row in rows], read,
        ),
    )  # fmt: skip


def _both_days(places: Sequence[Place], asked: Asked) -> tuple[dict[str, Area], dict[str, Area]]:
    codes = [place.code for place in places]
    every = len(codes) > MANY
    now = areas(communes=codes, on=asked.on, at=asked.at, known_at=asked.known_at, whole=every)
    if not asked.compare:
        return now, now
    before = month_before(asked.on)
    return now, areas(communes=codes, on=before, at=asked.at, known_at=asked.known_at, whole=every)


def _row(
    place: Place,
    now: Area,
    then: Area,
    lines: Sequence[RecognitionFact],
    read: Mapping[str, str],
    asked: Asked,
) -> Row:
    found = classify(now.facts, read)
    before = classify(then.facts, read) if asked.compare else found
    differs = tuple(
        one.reading for one in (alternatives(now.facts, read, base=found) if asked.readings else ()) if one.changes
    )
    return Row(place, now, found, before, tuple(lines), differs)


def _few(places: Sequence[Place]) -> list[str] | None:
    return None if len(places) > MANY else [place.code for place in places]


def _by_area(lines: Lines) -> dict[str, list[RecognitionFact]]:
    found: dict[str, list[RecognitionFact]] = {}
    for (area, _), line in lines.items():
        found.setdefault(area, []).append(line)
    return found


@dataclass(frozen=True, slots=True)
class Point:
    """A province on one day of its curve."""

    on: date
    communes: int
    recognised: int
    meets: int  # 3/3, recognised or not


def curve(*, places: Sequence[Place], days: Sequence[date], asked: Asked) -> list[Point]:
    """How many communes were recognised and how many met all three, on each day. Eight queries a day."""
    codes = [place.code for place in places]
    read = chosen(on=asked.on, known_at=asked.known_at)
    found = []
    for day in days:
        facts = areas(communes=codes, on=day, at=asked.at, known_at=asked.known_at, whole=len(codes) > MANY)
        lines = recognised(on=day, known_at=asked.known_at, areas=_few(places))
        named = {area for area, kind in lines if kind == RecognisedAs.DRUG_FREE}
        meets = sum(classify(one.facts, read).drug_free for one in facts.values())
        found.append(Point(day, len(codes), len(named.intersection(codes)), meets))
    return found
