"""The one-to-one pairing with the greatest total weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

Edge = tuple[int, int]
_NOISE = 1e-12  # gains below this are rounding


def best_pairs(weights: Mapping[Edge, float]) -> dict[int, int]:
    """Left -> right. ``weights`` holds (left, right) -> weight of the pairs that are allowed.

    Pairs that cannot touch each other are solved apart; each part grows by its best augmenting path until none gains.
    """
    pairs: dict[int, int] = {}
    for part in _parts(weights):
        pairs |= _solve({edge: weights[edge] for edge in part})
    return pairs


def _parts(weights: Mapping[Edge, float]) -> Iterator[list[Edge]]:
    by_left: dict[int, list[int]] = defaultdict(list)
    by_right: dict[int, list[int]] = defaultdict(list)
    for left, right in weights:
        by_left[left].append(right)
        by_right[right].append(left)
    seen: set[int] = set()
    for start in by_left:
        if start in seen:
            continue
        seen.add(start)
        waiting, edges = [start], []
        while waiting:
            left = waiting.pop()
            for right in by_left[left]:
                edges.append((left, right))
                new = [other for other in by_right[right] if other not in seen]
                seen.update(new)
                waiting += new
        yield edges


def _solve(weights: Mapping[Edge, float]) -> dict[int, int]:
    taken: dict[int, int] = {}  # right -> left
    while path := _best_path(weights, taken):
        for left, right in path:
            taken[right] = left
    return {left: right for right, left in taken.items()}


def _best_path(weights: Mapping[Edge, float], taken: Mapping[int, int]) -> list[Edge]:
    """Pairs to make so that the total grows most; a right side that is taken passes its left side on."""
    left_gain = {left: 0.0 for left, _ in weights if left not in set(taken.values())}
    right_gain: dict[int, float] = {}
    came_from: dict[int, int] = {}
    changed = True
    while changed:
        changed = False
        for (left, right), weight in weights.items():
            gain = left_gain.get(left)
            if gain is None or taken.get(right) == left or gain + weight <= right_gain.get(right, 0.0) + _NOISE:
                continue
            right_gain[right], came_from[right], changed = gain + weight, left, True
            if right in taken:
                holder = taken[right]
                left_gain[holder] = right_gain[right] - weights[holder, right]
    free = [right for right in right_gain if right not in taken]
    if not free:
        return []
    return _walk_back(max(free, key=lambda right: right_gain[right]), came_from, taken)


def _walk_back(right: int, came_from: Mapping[int, int], taken: Mapping[int, int]) -> list[Edge]:
    holds = {left: held for held, left in taken.items()}
    path = []
    while True:
        left = came_from[right]
        path.append((left, right))
        if left not in holds:
            return path
        right = holds[left]
