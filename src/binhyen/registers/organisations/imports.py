"""Reads the list of bodies and the addressee groups of ``law/`` into values."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from binhyen.kit.paths import LAW

from .values import BodyTables, ListedBody, ListedGroup


def read_bodies(*, province_code: str, folder: Path = LAW) -> BodyTables:
    """``bodies.csv``, what ``provincial_bodies.csv`` adds or takes away for the province, ``addressee_groups.csv``.

    Lists inside a cell are parted by ``|``.
    """
    own = [row for row in _rows(folder / "provincial_bodies.csv") if row["province"] == province_code]
    added = [{**row, "form": "fixed", "successor": ""} for row in own if row["present"] == "yes"]
    return BodyTables(
        bodies=tuple(_body(row) for row in [*_rows(folder / "bodies.csv"), *added]),
        absent=frozenset(row["key"] for row in own if row["present"] == "no"),
        groups=tuple(
            ListedGroup(
                key=row["key"],
                name=row["name"],
                rules=tuple(_rule(part) for part in _parts(row["rule"])),
                aliases=_parts(row["aliases"]),
                source=row["source"],
            )
            for row in _rows(folder / "addressee_groups.csv")
        ),
    )


def _body(row: dict[str, str]) -> ListedBody:
    return ListedBody(
        key=row["key"],
        name=row["name"],
        form=row["form"],
        kind=row["kind"],
        level=row["level"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successors=_parts(row["successor"]),
        aliases=_parts(row["aliases"]),
        source=row["source"],
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _rule(part: str) -> tuple[str, str]:
    way, _, key = part.partition(":")
    return way, key
