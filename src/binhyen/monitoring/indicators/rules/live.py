"""Figures counted from the register at the very moment of asking: people by list and state.

The same definitions as the analytics' expressions under these codes; a test holds the two equal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

LEGAL, REPORTED = "legal", "reported"
_ALL = ("L1", "L2", "L3")
_LISTS = {"users": ("L1",), "addicts": ("L2",), "post_rehab": ("L3",)}
_ADDICTS = {
    "untreated": ("ADDICT",), "voluntary_home": ("VOLUNTARY_HOME",), "voluntary_private": ("VOLUNTARY_PRIVATE",),
    "voluntary_public": ("VOLUNTARY_PUBLIC",), "substitution": ("SUBSTITUTION",),
    "compulsory_file": ("COMPULSORY_FILE",), "awaiting": ("AWAITING_EXECUTION",), "compulsory": ("COMPULSORY",),
    "detained": ("CUSTODY", "PRISON", "OTHER_MEASURE"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """People on ``lists`` by ``measure``, in ``states`` where some are named. ``lists`` empty: any or none."""

    measure: str
    lists: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    @property
    def opens(self) -> dict[str, str] | None:
        """What the page of people of the register is asked; None where it cannot show just these."""
        if len(self.states) > 1 or not self.lists:
            return None
        asked = {"cach": self.measure, "list": "ALL" if len(self.lists) > 1 else self.lists[0]}
        return {**asked, "state": self.states[0]} if self.states else asked


class Placed(Protocol):
    @property
    def legal(self) -> str: ...
    @property
    def reported(self) -> str: ...
    @property
    def state(self) -> str: ...


class CellLike(Placed, Protocol):
    @property
    def people(self) -> int: ...


LIVE: Mapping[str, Counted] = MappingProxyType(
    {
        "people.managed": Counted(LEGAL, _ALL),
        "people.managed.reported": Counted(REPORTED, _ALL),
        "people.history": Counted(LEGAL, ("HISTORY",)),
        "people.history.reported": Counted(REPORTED, ("HISTORY",)),
        **{f"{name}.legal": Counted(LEGAL, lists) for name, lists in _LISTS.items()},
        **{f"{name}.reported": Counted(REPORTED, lists) for name, lists in _LISTS.items()},
        **{f"addicts.{name}": Counted(REPORTED, ("L2",), states) for name, states in _ADDICTS.items()},
        "users.managed": Counted(LEGAL, (), ("MANAGED",)),
        "users.suspended": Counted(LEGAL, (), ("MANAGED_SUSPENDED",)),
        "users.to_decide": Counted(LEGAL, (), ("POSITIVE",)),
        "post_rehab.decided": Counted(LEGAL, (), ("POST_REHAB",)),
        "post_rehab.to_decide": Counted(LEGAL, (), ("AWAITING_POST_REHAB",)),
    }
)


def holds(counted: Counted, cell: Placed) -> bool:
    """Whether the people of a cell are meant."""
    on_list = not counted.lists or getattr(cell, counted.measure) in counted.lists
    return on_list and (not counted.states or cell.state in counted.states)


def count(counted: Counted, cells: Iterable[CellLike]) -> int:
    """How many people of the cells are meant."""
    return sum(cell.people for cell in cells if holds(counted, cell))
