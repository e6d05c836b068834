"""What a map is made of: layers that give every commune a value, and a sheet ready to be drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from binhyen.foundation.access.values import Scope
from binhyen.kit.figures import Direction
from binhyen.kit.maps import Frame


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose map, of which province and day, as known when (None: now, which is ``at``)."""

    scope: Scope
    province: str
    on: date
    at: datetime
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A commune's value in a layer: ``number`` for figures, ``kind`` for classes; ``href`` opens what is behind it."""

    text: str
    number: float | None = None
    kind: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of a layer of classes, in the order of its legend; ``look`` names its shade in map.css."""

    code: str
    label: Any
    look: str


@dataclass(frozen=True, slots=True)
class Layer:
    """``read`` gives values by commune; a commune it leaves out is unknown, or not this reader's to see."""

    code: str
    label: Any
    read: Callable[[Asked], Mapping[str, Value]]
    unit: Any = ""
    direction: Direction = Direction.NEITHER
    kinds: tuple[Kind, ...] = ()
    source: Any = ""
    change: bool = False  # figures are differences: below nought and above it are two sides
    shown_to: Callable[[Scope], bool] = lambda scope: True


@dataclass(frozen=True, slots=True)
class Shape:
    """One commune on the sheet. Outlines have a ``path``; tiles have none and are squares of the frame."""

    code: str
    name: str
    look: str
    value: Value | None
    x: int
    y: int
    path: str = ""
    step: int = 0  # its place in the legend
    middle: int = 0  # of a tile, where its words are centred
    words: tuple[tuple[str, str], ...] = ()  # of its name, each with its height as SVG writes it


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the legend and how many communes stand on it."""

    label: str
    look: str
    communes: int


@dataclass(frozen=True, slots=True)
class Sheet:
    layer: Layer
    province: str
    shapes: Sequence[Shape]
    legend: Sequence[Step]
    width: int
    height: int
    tiled: bool
    can_outline: bool
    placed: bool  # whether coordinates were known; tiles without them stand in the order of names
    side: int  # of a tile
    frame: Frame | None = None  # of outlines: where a place stands
