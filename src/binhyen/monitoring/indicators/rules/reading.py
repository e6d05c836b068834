"""A figure as people read it: its value in words, how it moved, and whether that is well."""

from collections.abc import Sequence
from dataclasses import dataclass

from binhyen.kit.figures import Direction, number

from .dictionary import COUNT, GROWTH, Entry

NOT_KNOWN, NO_SOURCE, NO_BASE = "chưa rõ", "chưa có nguồn số liệu", "không có mẫu số"
PER_CENT = 100
_SMALL = 1  # per cent; below it three decimals are shown


@dataclass(frozen=True, slots=True)
class Figure:
    """``status`` is OK, UNKNOWN, NO_SOURCE or NO_BASE; ``value`` is there only where it is OK."""

    status: str
    value: float | None = None
    text: str = ""
    detail: str = ""  # 25/203 of a rate

    @property
    def known(self) -> bool:
        return self.status == "OK"


def read(entry: Entry, numerator: int | None, denominator: int | None, *, source: bool = True) -> Figure:
    """The figure of two exact numbers, as the entry says it is shown."""
    if not source:
        return Figure("NO_SOURCE", text=NO_SOURCE)
    if numerator is None:
        return Figure("UNKNOWN", text=NOT_KNOWN)
    above = numerator / entry.scale
    if entry.show == COUNT:
        return Figure("OK", above, number(above))
    if denominator is None:
        return Figure("UNKNOWN", text=NOT_KNOWN, detail=number(above))
    detail = f"{number(above)}/{number(denominator)}"
    if denominator == 0:
        return Figure("NO_BASE", text=NO_BASE, detail=detail)
    share = PER_CENT * (above - denominator if entry.show == GROWTH else above) / denominator
    return Figure("OK", share, _per_cent(share, signed=entry.show == GROWTH), detail)


def _per_cent(share: float, *, signed: bool) -> str:
    places = 3 if 0 < abs(share) < _SMALL else 1
    return f"{share:{'+' if signed else ''}.{places}f}".replace(".", ",").replace("-", "−") + " %"


@dataclass(frozen=True, slots=True)
class Trend:
    """How a figure moved. ``state`` is "ok" where that is well, "warn" where it is not, "" where neither is said."""

    words: str
    state: str


def trend(entry: Entry, now: Figure, before: Figure) -> Trend | None:
    """Against the period before; None where one of the two is not known."""
    if now.value is None or before.value is None:
        return None
    change = now.value - before.value
    if abs(change) < 0.0005:
        return Trend("không đổi", "")
    amount = number(abs(change)) if entry.show == COUNT else f"{abs(change):.1f}".replace(".", ",") + " điểm %"
    wanted = {Direction.FEWER: change < 0, Direction.MORE: change > 0}.get(Direction(entry.direction))
    state = "" if wanted is None else "ok" if wanted else "warn"
    return Trend(f"{'tăng' if change > 0 else 'giảm'} {amount}", state)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a small drawing, in its own units: 96 wide, 24 high."""

    x: float
    y: float
    height: float
    last: bool


def bars(
    values: Sequence[float | None], *, width: float = 96, high: float = 24, most: float | None = None
) -> list[Bar]:
    """Bars from oldest to newest; a value that is not known leaves a gap. ``most`` is the scale, else their own."""
    if most is None:
        most = max((abs(value) for value in values if value is not None), default=0)
    if not most:
        return []
    step = width / len(values)
    found = []
    for place, value in enumerate(values):
        if value is not None:
            height = max(1.0, round(high * abs(value) / most, 1))
            found.append(Bar(round(place * step, 1), round(high - height, 1), height, place == len(values) - 1))
    return found
