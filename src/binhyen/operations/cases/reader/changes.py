"""Round trip: a sheet we exported comes back; which rows changed, which clash with what happened since.

The exported sheet carries a hidden column "Mã dòng": ``sign`` makes its cells, ``opened`` reads them. The key never
comes here: ``seal`` is a function from text to a short text (an HMAC), handed in.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from binhyen.kit.vietnamese.text import collapse, nfc

from .table import Table
from .values import Field, ReadRow

type Seal = Callable[[str], str]
ROW_ID_HEADING = "Mã dòng"


class Fate(StrEnum):
    UNCHANGED = "UNCHANGED"
    CHANGED = "CHANGED"
    CONFLICT = "CONFLICT"  # changed here and, since the export, in the register, to something else
    GONE = "GONE"  # the register no longer has the row, or not in this area
    FORGED = "FORGED"  # the id was typed or comes from another export
    REPEATED = "REPEATED"  # the same id twice: a copied line


@dataclass(frozen=True, slots=True)
class Change:
    """One cell: what was exported, what the register holds now, what the sheet says."""

    name: str
    exported: str
    current: str
    sheet: str

    @property
    def clashes(self) -> bool:
        """The register changed since the export, and to something else than the sheet."""
        return not _same(self.current, self.exported) and not _same(self.current, self.sheet)


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one exported row. ``key`` is the id within the signature, "" for a forged one."""

    row: int
    key: str
    fate: Fate
    changes: tuple[Change, ...] = ()


def cells(table: Table, row: ReadRow) -> tuple[int, str, dict[str, str]]:
    """A row of a sheet that came back, as ``compare`` takes it: number, id cell, heading -> text."""
    pairs = zip(table.mapping.columns, row.raw, strict=True)
    return row.number, row.row_id, {of.heading: text for of, text in pairs if of.field is not Field.ROW_ID}


def sign(key: str, export: str, seal: Seal) -> str:
    """The cell of a row: its key, the export it belongs to, and the seal over both."""
    body = f"{export}.{key}"
    return f"{body}.{seal(body)}"


def opened(cell: str, seal: Seal) -> tuple[str, str] | None:
    """(export, key) of a cell with a true seal; None for anything else."""
    body, dot, given = cell.strip().rpartition(".")
    export, inner, key = body.partition(".")
    if not (dot and inner and export and key and hmac.compare_digest(seal(body).encode(), given.encode())):
        return None
    return export, key


def compare(
    rows: Iterable[tuple[int, str, Mapping[str, str]]],
    *,
    exported: Mapping[str, Mapping[str, str]],
    current: Mapping[str, Mapping[str, str]],
    export: str,
    seal: Seal,
) -> list[Compared]:
    """What became of each row of a sheet that came back.

    ``rows``: (row number, cell of the id column, name of column -> text). ``exported`` and ``current``: key -> name of
    column -> text, at the time of the export and now. Columns the export did not have are not looked at; a column that
    is missing from the sheet counts as unchanged, an empty cell as emptied.
    """
    seen: set[str] = set()
    found: list[Compared] = []
    for number, cell, values in rows:
        identity = opened(cell, seal)
        if identity is None or identity[0] != export or identity[1] not in exported:
            found.append(Compared(number, "", Fate.FORGED))
            continue
        key = identity[1]
        if key in seen:
            found.append(Compared(number, key, Fate.REPEATED))
            continue
        seen.add(key)
        found.append(_one(number, key, exported[key], current.get(key), values))
    return found


def missing(found: Iterable[Compared], exported: Iterable[str]) -> tuple[str, ...]:
    """Keys that were exported and did not come back: deleted lines, which delete nobody."""
    back = {each.key for each in found}
    return tuple(key for key in exported if key not in back)


def _one(
    number: int, key: str, before: Mapping[str, str], now: Mapping[str, str] | None, sheet: Mapping[str, str]
) -> Compared:
    if now is None:
        return Compared(number, key, Fate.GONE)
    changes = tuple(
        Change(name, old, now.get(name, ""), sheet[name])
        for name, old in before.items()
        if name in sheet and not _same(sheet[name], old) and not _same(sheet[name], now.get(name, ""))
    )
    if not changes:
        return Compared(number, key, Fate.UNCHANGED)
    clash = any(each.clashes for each in changes)
    return Compared(number, key, Fate.CONFLICT if clash else Fate.CHANGED, changes)


def _same(one: str, other: str) -> bool:
    return collapse(nfc(one)) == collapse(nfc(other))
