"""Work given to groups: the heads, and who has not opened their copy, by commune."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.kit.maps import GAP, SIDE, Tile, tiles, words_in_tile
from binhyen.operations.work.models import Task
from binhyen.operations.work.values import Shape, Work
from binhyen.registers.territories import queries as territories
from binhyen.registers.territories.models import Commune

from .visible import visible_tasks

MOST_TILES = 400


def heads(*, scope: Scope) -> QuerySet[Task]:
    """Heads the reader may see, the latest first."""
    return visible_tasks(scope).filter(shape=Shape.HEAD).order_by("-id")


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
