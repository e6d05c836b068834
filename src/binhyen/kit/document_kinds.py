"""The kinds of documents of Decree 30/2020, from the project's own list."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from binhyen.kit.paths import LAW


@cache
def kinds(path: Path = LAW / "codes" / "document_kinds.csv") -> tuple[tuple[str, str], ...]:
    """(name, abbreviation) in the order of the decree; some kinds have no abbreviation."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row["name"], row["abbreviation"]) for row in csv.DictReader(file))


@cache
def abbreviations() -> dict[str, str]:
    """Kind of document to its abbreviation; "" where the decree gives none (official letters)."""
    return dict(kinds())
