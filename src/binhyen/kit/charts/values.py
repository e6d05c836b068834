"""What a chart shows, before anything is drawn."""

from dataclasses import dataclass
from enum import StrEnum

from binhyen.kit.figures import Direction


class Look(StrEnum):
    BARS = "BARS"  # one series over time or over places
    LINES = "LINES"  # several series over time
    MULTIPLES = "MULTIPLES"  # a small panel for each series, all to one scale


@dataclass(frozen=True, slots=True)
class Point:
    """``value`` None is unknown and leaves a gap; ``low`` and ``high`` bound what is not known for certain."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Points in order; ``expected`` ones are not observed (forecast, target) and are drawn broken."""

    name: str
    points: tuple[Point, ...]
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Raises ValueError for bars of several series, or nothing to show."""

    title: str
    series: tuple[Series, ...]
    look: Look = Look.BARS
    unit: str = ""
    direction: Direction = Direction.NEITHER
    width: int = 560
    height: int = 180

    def __post_init__(self) -> None:
        if not any(series.points for series in self.series):
            raise ValueError("a chart of nothing")
        if self.look is Look.BARS and len(self.series) != 1:
            raise ValueError("bars show one series")
