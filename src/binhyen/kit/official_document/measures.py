"""The measures of the decree, as in ``law/official_documents.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from binhyen.kit.paths import LAW

TWIPS_PER_MM = 1440 / 25.4
CELL_MARGIN = 1.905  # mm left and right in a cell of a Word table


@cache
def measures() -> dict[str, Any]:
    """The whole law file."""
    with (LAW / "official_documents.toml").open("rb") as file:
        return tomllib.load(file)


def used(part: str, name: str) -> float:
    """One measure our documents take, in the unit of the law file (mm or pt)."""
    return float(measures()[part][name]["used"])
