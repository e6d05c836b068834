"""Beds for compulsory rehabilitation: who is inside, whose term ends when, how many are expected to come.

Terms are known day by day from the decisions; only arrivals are forecast. What-if: more or fewer arrivals, a share that
leaves before the end, a longer term for those still to come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many are expected in a month, and between which bounds."""

    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Month:
    """Beds in use at the end of a month."""

    leaving: float
    coming: float
    needed: float
    low: float
    high: float

    def short_of(self, capacity: int) -> float:
        """How many beds are missing; 0 where they suffice."""
        return max(0.0, self.needed - capacity)


def beds(
    *,
    inside: int,
    ending: Sequence[int],
    coming: Sequence[Arrivals],
    term: int,
    change: float = 1.0,
    early: float = 0.0,
) -> list[Month]:
    """``ending``: how many terms end in each coming month. ``change`` multiplies the arrivals; ``early`` is the share
    of those inside who leave in a month before their term. Those who arrive stay ``term`` months, as the law says.
    """
    steps = coming[: len(ending)]
    arrivals = [step.expected * change for step in steps]
    spread = [((step.high - step.low) / 2 * change) ** 2 for step in steps]  # of independent months
    widths = [sqrt(total) for total in accumulate(spread)]
    months, now = [], float(inside)
    for number, (ends, came, width) in enumerate(zip(ending, arrivals, widths, strict=False)):
        back = arrivals[number - term] if number >= term else 0.0
        leaving = min(now, ends + back + early * now)
        now = now - leaving + came
        months.append(Month(leaving, came, now, max(0.0, now - width), now + width))
    return months
