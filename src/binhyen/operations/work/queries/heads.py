"""Work given to groups: the copies of a head rolled up, and who has not opened theirs, by commune."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.kit.maps import GAP, SIDE, Tile, tiles, words_in_tile
from binhyen.operations.work.models import Task
from binhyen.operations.work.rules import states
from binhyen.operations.work.values import TO_DO, Shape, Work
from binhyen.registers.territories import queries as territories
from binhyen.registers.territories.models import Commune

from .visible import visible_tasks

MOST_TILES = 400


@dataclass(frozen=True, slots=True)
class RollUp:
    """The copies of one head by state. ``state`` is what they come to together."""

    counts: Mapping[str, int]
    overdue: int = 0

    @property
    def whole(self) -> int:
        return sum(self.counts.values()) - self.counts.get(Work.STOPPED, 0)

    @property
    def state(self) -> str:
        return states.rolled_up(self.counts)

    @property
    def state_label(self) -> str:
        return str(Work(self.state).label)

    @property
    def verified(self) -> int:
        return self.counts.get(Work.VERIFIED, 0)

    @property
    def unopened(self) -> int:
        return self.counts.get(Work.GIVEN, 0)

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """Code, word and number of each state that any copy is in, in the order of work."""
        return [(code, str(Work(code).label), self.counts[code]) for code in Work.values if self.counts.get(code)]


def roll_up(*, heads: Sequence[int], at: datetime) -> dict[int, RollUp]:
    """Each head's copies by state. One query."""
    rows = Task.objects.filter(parent__in=heads).values("parent_id", "state").order_by()
    late = Count("pk", filter=Q(due_at__lt=at, state__in=TO_DO))
    counts: dict[int, Counter[str]] = {head: Counter() for head in heads}
    overdue: Counter[int] = Counter()
    for row in rows.annotate(n=Count("pk"), late=late):
        counts[row["parent_id"]][row["state"]] += row["n"]
        overdue[row["parent_id"]] += row["late"]
    return {head: RollUp(counts[head], overdue[head]) for head in heads}


def heads(*, scope: Scope) -> QuerySet[Task]:
    """Heads the reader may see, the latest first."""
    return visible_tasks(scope).filter(shape=Shape.HEAD).order_by("-id")


def copies(*, head: Task, state: str = "") -> QuerySet[Task]:
    """The copies of a head by name of the body; ``state`` narrows them."""
    rows = Task.objects.filter(parent=head)
    rows = rows.filter(state=state) if state in Work.values else rows
    return rows.select_related("lead").order_by(F("lead__sort_key"), "id")


@dataclass(frozen=True, slots=True)
class Square:
    """One commune of the heat map. ``unopened`` of ``given`` tasks; ``look`` is a shade of the map's sheet."""

    code: str
    name: str
    given: int
    unopened: int
    x: int
    y: int
    words: tuple[tuple[str, str], ...]

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2

    @property
    def look(self) -> str:
        """Nothing given is hatched; all opened is pale; the more stands unopened, the deeper."""
        if not self.given:
            return "unknown"
        if not self.unopened:
            return "good-0"
        return f"bad-{min(4, 1 + 3 * self.unopened // self.given)}"


@dataclass(frozen=True, slots=True)
class Heat:
    """Communes as squares, and their bounds."""

    squares: list[Square]
    width: int
    height: int
    side: int = SIDE

    @property
    def unopened(self) -> list[Square]:
        """For the table: most unopened first."""
        return sorted((one for one in self.squares if one.given), key=lambda one: (-one.unopened, one.name))


def heat(*, scope: Scope, province: str, on: date, head: Task | None = None) -> Heat:
    """Who has not opened what was given, by commune: of one head, or of all work the reader may see. Two queries."""
    communes = list(territories.communes(on=on, province_code=province))[:MOST_TILES]
    rows = visible_tasks(scope).exclude(shape=Shape.HEAD).exclude(state=Work.STOPPED)
    rows = rows.filter(parent=head) if head else rows
    counted = rows.filter(lead__area_code__in=[one.pk for one in communes]).values("lead__area_code").order_by()
    found = {
        row["lead__area_code"]: row
        for row in counted.annotate(given=Count("pk"), unopened=Count("pk", filter=Q(state=Work.GIVEN)))
    }
    placed = _placed(communes)
    squares = [_square(one, placed[one.pk], found.get(one.pk, {})) for one in communes]
    step = SIDE + GAP
    wide = max((tile.column for tile in placed.values()), default=0) + 1
    high = max((tile.row for tile in placed.values()), default=0) + 1
    return Heat(squares, wide * step - GAP, high * step - GAP)


def _placed(communes: Sequence[Commune]) -> dict[str, Tile]:
    places = {
        one.pk: (float(one.longitude), float(one.latitude))
        for one in communes
        if one.longitude is not None and one.latitude is not None
    }
    if len(places) == len(communes):
        return tiles(places)
    across = max(1, round(len(communes) ** 0.5))
    return {one.pk: Tile(at // across, at % across) for at, one in enumerate(communes)}


def _square(one: Commune, tile: Tile, counted: Mapping[str, Any]) -> Square:
    x, y = tile.column * (SIDE + GAP), tile.row * (SIDE + GAP)
    return Square(
        one.pk, one.full_name, counted.get("given", 0), counted.get("unopened", 0), x, y, words_in_tile(one.name, top=y)
    )
