"""The lists of narcotic substances and precursors, read once from ``law/codes/substances.csv``.

A new decree is taken in by adding its rows and giving those it replaces their last day (docs/howto/change-the-law.md).
"""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from binhyen.kit.paths import LAW
from binhyen.kit.vietnamese.text import search_key

from .values import Substance

FILE = LAW / "codes" / "substances.csv"
MOST_FOUND = 30


@cache
def substances(path: Path = FILE) -> Mapping[str, Substance]:
    """All rows by code, in the order of the lists. Raises ValueError where a code stands twice."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [_substance(row) for row in csv.DictReader(file)]
    found = {one.code: one for one in rows}
    if len(found) != len(rows):
        raise ValueError(f"{path.name}: a code stands twice")
    return found


def _substance(row: dict[str, str]) -> Substance:
    to = row.pop("valid_to")
    return Substance(
        code=row["code"],
        list=row["list"],
        no=int(row["no"]),
        kind=row["kind"],
        name=row["name"],
        chemical_name=row["chemical_name"],
        cas=row["cas"],
        hs_code=row["hs_code"],
        ministries=row["ministries"],
        note=row["note"],
        source=row["source"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(to) if to else None,
        key=search_key(f"{row['name']} {row['cas']}"),
    )


def substance(code: str) -> Substance | None:
    return substances().get(code)


def label_of(code: str) -> str:
    """The words for a code; an unknown one as it is."""
    found = substances().get(code)
    return found.label if found else code


def listed(on: date) -> list[Substance]:
    """What the lists hold on a day."""
    return [one for one in substances().values() if one.valid_from <= on and (not one.valid_to or on <= one.valid_to)]


def search(text: str, *, on: date) -> list[Substance]:
    """Substances whose name or CAS number holds all words, no tones needed; those that begin with them first."""
    words = search_key(text).split()
    found = [one for one in listed(on) if all(word in one.key for word in words)] if words else []
    return sorted(found, key=lambda one: (not one.key.startswith(words[0]), len(one.key)))[:MOST_FOUND]
