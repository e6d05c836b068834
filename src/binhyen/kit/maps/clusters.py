"""Marks that would lie on each other become one mark that says how many."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

CELL = 40  # steps of a frame 1,000 wide; one is about 200 m on a province


@dataclass(frozen=True, slots=True)
class Spot[Key: Hashable, Item]:
    """Something to mark, at its step of the frame. Spots of two groups are never one mark."""

    x: int
    y: int
    group: Key
    item: Item


@dataclass(frozen=True, slots=True)
class Cluster[Key: Hashable, Item]:
    """One mark: in the middle of what it stands for."""

    x: int
    y: int
    group: Key
    items: tuple[Item, ...]


def clusters[Key: Hashable, Item](spots: Iterable[Spot[Key, Item]], *, cell: int = CELL) -> list[Cluster[Key, Item]]:
    """Spots of one group in one cell together; every item once, whatever the number, in the order they came."""
    cells: dict[tuple[Key, int, int], list[Spot[Key, Item]]] = {}
    for spot in spots:
        cells.setdefault((spot.group, spot.x // cell, spot.y // cell), []).append(spot)
    return [
        Cluster(
            round(sum(one.x for one in held) / len(held)), round(sum(one.y for one in held) / len(held)), group,
            tuple(one.item for one in held),
        )
        for (group, _, _), held in cells.items()
    ]  # fmt: skip
