"""What the inside of a zipped Office file says by the names of its parts alone; nothing is opened."""

from __future__ import annotations

from collections.abc import Iterable

_MACROS = ("vbaproject.bin", "vbadata.xml")


def carries_macros(names: Iterable[str]) -> bool:
    """Whether a Word, Excel or PowerPoint file holds a program that could run."""
    return any(name.casefold().endswith(_MACROS) for name in names)
