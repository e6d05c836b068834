"""Shading: figures to a handful of steps, each about as full as the next, at numbers a person can read."""

from bisect import bisect_right
from collections.abc import Iterable
from math import floor, log10

STEPS = 5


def starts(values: Iterable[float], *, count: int = STEPS) -> tuple[float, ...]:
    """Where each step begins, ascending; nought has a step of its own. None of the values gives none."""
    known = sorted(values)
    if not known:
        return ()
    above = [value for value in known if value > 0]
    begin = [0.0] if known[0] <= 0 else []
    if above:
        room = count - len(begin)
        wanted = [above[len(above) * place // room] for place in range(1, room)]
        first = _lowest(above[0])
        begin += sorted({first, *(rounded for value in wanted if (rounded := _readable(value)) > first)})
    return tuple(begin)


def step_of(value: float, begin: tuple[float, ...]) -> int:
    """Which step a value stands on; what lies below the first stands on the first."""
    return max(0, bisect_right(begin, value) - 1)


def _readable(value: float) -> float:
    """Two digits say enough: 1,734 is 1,700."""
    return float(round(value, 1 - floor(log10(value))))


def _lowest(value: float) -> float:
    """At or below the smallest, so that nothing falls under the first step."""
    readable = _readable(value)
    return readable if readable <= value else value
