"""The law's parameters of this register, read once from ``law/people``."""

import tomllib
from functools import cache
from typing import Any

from binhyen.kit.paths import LAW

FOLDER = LAW / "people"


@cache
def law(name: str) -> dict[str, Any]:
    """One file of the folder as it stands there: "numbers", "requests", "compartments"."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
