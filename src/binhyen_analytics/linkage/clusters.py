"""From pairs to persons: the surest pairs first, and never two records together that speak against each other.

A list that holds two namesakes of one year draws both to the careless copy of one of them. Whoever fits better keeps
it; the other pair is handed back as contested, for a person to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol


class Edge(Protocol):
    @property
    def left(self) -> str: ...
    @property
    def right(self) -> str: ...
    @property
    def weight(self) -> float: ...


class Settled[E: Edge](NamedTuple):
    kept: list[E]
    contested: list[E]  # would bring together records that speak against each other
    clusters: list[tuple[str, ...]]  # records of one person, two or more; each sorted, and all of them


def settle[E: Edge](pairs: Iterable[E], weight_between: Callable[[str, str], float]) -> Settled[E]:
    """The same result for the same pairs in any order. ``weight_between`` is asked for few pairs only."""
    member_of: dict[str, list[str]] = {}
    kept, contested = [], []
    for pair in sorted(pairs, key=lambda p: (-p.weight, p.left, p.right)):
        left = member_of.setdefault(pair.left, [pair.left])
        right = member_of.setdefault(pair.right, [pair.right])
        if left is right:
            kept.append(pair)
        elif any(
            (a, b) != (pair.left, pair.right) and pair.weight + weight_between(a, b) < 0 for a in left for b in right
        ):
            contested.append(pair)
        else:
            kept.append(pair)
            left.extend(right)
            member_of.update(dict.fromkeys(right, left))
    clusters = {tuple(sorted(members)) for members in member_of.values() if len(members) > 1}
    return Settled(kept, contested, sorted(clusters))
