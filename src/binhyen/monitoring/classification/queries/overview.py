"""The board as pages show it: what a reader asks of it, in what order, and the road of the province."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from binhyen.foundation.access.values import Scope
from binhyen.kit.listing import Filter, Listing, ListState
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.classification.permissions import seen
from binhyen.monitoring.classification.rules.course import month_before, standing
from binhyen.monitoring.classification.rules.law import Reading, Target, decision, readings, targets_for
from binhyen.monitoring.classification.rules.words import DIRECTION_LABELS, key_label
from binhyen.monitoring.classification.values import CLASS_LABELS, Direction, KeyClass
from binhyen.registers.territories.models import Commune

from .board import STATUS_LABELS, Asked, Board, Place, Point, Row, board, curve, places
from .roadmaps import Road, roads

MONTHS = 24  # of the curve
_WORST_FIRST: dict[str, Callable[[Row], Any]] = {
    "ten": lambda row: row.place.sort_key,
    "tieu-chi": lambda row: (row.now.free_met, -row.now.blocking),
    "con-thieu": lambda row: row.now.blocking,
    "loai": lambda row: _severity(row),
    "huong": lambda row: list(Direction).index(row.direction),
    "tinh-trang": lambda row: list(STATUS_LABELS).index(row.status),
}
LISTING = Listing(
    sorts={key: (key,) for key in _WORST_FIRST},
    default_sort="ten",
    filters=(
        Filter("tinh-trang", "Tình trạng", tuple(STATUS_LABELS.items())),
        Filter("loai", "Loại trọng điểm", tuple((one.value, CLASS_LABELS[one]) for one in KeyClass
                                                if one != KeyClass.KEY_PROVINCE)),
        Filter("huong", "So với tháng trước", tuple((one.value, label) for one, label in DIRECTION_LABELS.items())),
        Filter("troi", "Cảnh báo", (("co", "Đã công nhận nhưng không còn đạt"),)),
        Filter("ngay", "Ngày", hidden=True),
        Filter("biet-den", "Biết đến", hidden=True),
    ),
    page_size=120,
)  # fmt: skip


def board_of(*, scope: Scope, on: date, at: datetime, known_at: datetime | None) -> Board:
    """The communes a reader sees, with the class of the reader's province where all of it is seen."""
    mine = reader_places(scope=scope, on=on)
    asked = Asked(on=on, at=at, known_at=known_at)
    return board(places=mine, asked=asked, province=province_of(scope) if mine else "")


def province_of(scope: Scope) -> str:
    """The province of an office that sees the whole of it."""
    return min(scope.provinces) if scope.whole_province and scope.provinces else ""


def reader_places(*, scope: Scope, on: date) -> list[Place]:
    """The communes whose classes a reader sees on a day."""
    codes = seen(scope)
    return places(on=on, province=province_of(scope), codes=None if codes is None else sorted(codes))


def place_of(commune: Commune) -> Place:
    """A commune as a line of the board, in force that day or not."""
    return Place(commune.pk, commune.full_name, commune.province_id, bytes(commune.sort_key), commune.search_key)


def chosen_rows(found: Board, state: ListState) -> list[Row]:
    """Rows that fit the search and the filters, in the order asked for; by name where they are equal."""
    words = search_key(state.search).split()
    rows = [row for row in found.rows if all(word in row.place.search_key for word in words) and _fits(row, state)]
    key = state.sort.removeprefix("-")
    return sorted(rows, key=_WORST_FIRST[key], reverse=state.sort.startswith("-"))


def _fits(row: Row, state: ListState) -> bool:
    wanted = {
        "tinh-trang": row.status,
        "loai": row.now.key.value,
        "huong": row.direction.value,
        "troi": "co" if row.drift else "",
    }
    return all(not state.value(name) or state.value(name) == value for name, value in wanted.items())


def _severity(row: Row) -> int:
    place = standing(row.now)
    return -2 if place is None else place


def class_counts(found: Board) -> list[tuple[str, str, int]]:
    """(code, label, communes) of every class that occurs, the worst first."""
    return [
        (one.value, CLASS_LABELS[one], found.classes[one.value]) for one in KeyClass if found.classes.get(one.value)
    ]


def differing(found: Board) -> list[tuple[Reading, str, int]]:
    """(open passage, the other way of reading it, communes whose class or criteria would change), the most first."""
    counted = Counter(code for row in found.rows for code in row.differs)
    return [
        (known, " / ".join(one.label for one in known.values if one.code != found.chosen[code]), communes)
        for code, communes in counted.most_common()
        for known in (readings()[code],)
    ]


def province_words(found: Board) -> str:
    """The class of the province in words; "" where the reader sees no whole province."""
    return key_label(found.province) if found.province else ""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target with what is there now."""

    target: Target
    wanted: int  # communes
    reached: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.reached)

    @property
    def days(self) -> date:
        return self.target.by


@dataclass(frozen=True, slots=True)
class ProvinceRoad:
    """The curve of a province, its targets, and the roads of its communes."""

    points: Sequence[Point]
    aims: Sequence[Aim]
    roads: Sequence[tuple[Place, Road | None]]
    late: int

    @property
    def without(self) -> int:
        return sum(road is None for _, road in self.roads)


def province_road(*, scope: Scope, on: date, at: datetime, known_at: datetime | None) -> ProvinceRoad:
    """The last two years month by month up to ``on``; before the Decision there is nothing to count."""
    mine = reader_places(scope=scope, on=on)
    points = curve(places=mine, days=_months(on), asked=Asked(on=on, at=at, known_at=known_at)) if mine else []
    found = roads(communes=[place.code for place in mine])
    now = points[-1] if points else None
    aims = [
        Aim(one, -(-one.share[0] * len(mine) // one.share[1]), now.recognised if now else 0)
        for one in (targets_for(province_of(scope), on) if province_of(scope) else ())
    ]
    return ProvinceRoad(
        points, aims, [(place, found.get(place.code)) for place in mine], sum(one.late(on) for one in found.values())
    )


def _months(on: date) -> list[date]:
    days = [on]
    while len(days) < MONTHS and decision(earlier := month_before(days[-1])) is not None:
        days.append(earlier)
    return list(reversed(days))
