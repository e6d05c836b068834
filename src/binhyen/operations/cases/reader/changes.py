"""Round trip: a sheet we exported comes back; which of its cells changed, which clash with what happened since.

The exported sheet carries a hidden column "Mã dòng". ``sign`` makes its cells, ``opened`` reads them. Within the seal
stand short marks of the cells as they left, so that no copy of the sheet has to be kept. The keys never come here:
``Seal`` and ``Mark`` are functions, handed in.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from binhyen.kit.vietnamese.text import clean, collapse

type Seal = Callable[[str], str]
type Mark = Callable[[str, str], str]  # (name of a cell, its text) -> a text of ``MARK`` characters
ROW_ID_HEADING = "Mã dòng"
MARK = 4
_LAYOUT = "a"  # of the marks: which cells, in which order


class Side(StrEnum):
    """Who changed a cell since the export."""

    NOBODY = "NOBODY"  # or both, to the same
    SHEET = "SHEET"
    REGISTER = "REGISTER"
    BOTH = "BOTH"  # to different things


@dataclass(frozen=True, slots=True)
class Left:
    """A row as it left: the export, the person, and the marks of its cells, "" for sheets that carry none."""

    export: str
    person: str
    marks: str = ""

    def mark_of(self, place: int) -> str:
        """The mark of the ``place``-th marked cell; "" where there is none."""
        return self.marks[place * MARK : (place + 1) * MARK]


def sign(left: Left, seal: Seal) -> str:
    """The cell of a row: export, person, marks, and the seal over all of them."""
    body = f"{left.export}.{left.person}.{_LAYOUT}{left.marks}"
    return f"{body}.{seal(body)}"


def opened(cell: str, seal: Seal) -> Left | None:
    """What a cell with a true seal holds; None for anything else."""
    body, dot, given = cell.strip().rpartition(".")
    parts = body.split(".")
    if not (dot and len(parts) == 3 and all(parts)) or not hmac.compare_digest(seal(body).encode(), given.encode()):
        return None
    export, person, marks = parts
    return Left(export, person, marks[1:] if marks[0] == _LAYOUT else "")


def marks(cells: Iterable[tuple[str, str]], mark: Mark) -> str:
    """The marks of (name, text) of the cells of a row, in order."""
    return "".join(mark(name, even(text)) for name, text in cells)


def side(name: str, *, sheet: str, current: str, was: str, mark: Mark) -> Side:
    """Who changed a cell: its text in the sheet, in the register now, and the mark it left with."""
    here, there = even(sheet), even(current)
    if here == there:
        return Side.NOBODY
    if mark(name, here) == was:
        return Side.REGISTER
    return Side.SHEET if mark(name, there) == was else Side.BOTH


@lru_cache(maxsize=20_000)  # communes and states come again and again
def even(text: str) -> str:
    """How texts of cells are compared: NFC, single spaces."""
    return collapse(clean(text))
