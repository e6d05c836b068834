"""Writing the words of a document from data, so that ``wording`` reads back just what was meant.

Text that comes from people may hold signs with a meaning in the words of a document: they are written otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from binhyen.kit.vietnamese.text import clean, collapse

_OTHERWISE = str.maketrans({"|": "/", "{": "(", "}": ")"})


def plain(text: str) -> str:
    """A text as one line without signs that part cells or mark fields."""
    return collapse(clean(text)).translate(_OTHERWISE)


def part(title: str) -> str:
    return f"I. {plain(title)}"


def point(title: str) -> str:
    return f"1. {plain(title)}"


def dash(text: str) -> str:
    return f"- {plain(text)}"


def annex(title: str) -> str:
    """What follows belongs to an annex of that title."""
    return f"PHỤ LỤC: {plain(title)}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table, a line for each row; nothing where there are no rows. Tables in a row are parted by an empty line.

    A row of one cell is a heading over the whole width.
    """
    lines = ["| " + " | ".join(plain(cell) for cell in row) + " |" for row in (head, *rows)]
    return [*lines, ""] if len(lines) > 1 else []


def rows_in(text: str) -> list[tuple[str, ...]]:
    """The rows of all tables of a text, as cells: to see whether somebody has changed a number."""
    return [
        tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in text.split("\n") if "|" in line
    ]
