"""What sealing hands around: errors that speak to people, and columns that hold sealed text."""

from collections.abc import Callable
from dataclasses import dataclass


class KeysUnusable(Exception):
    """The key file is missing, malformed, open to others, or not the one this data was sealed with."""


class NotGenuine(Exception):
    """Sealed text that was changed, or that stands in a row or column it was not sealed for."""


@dataclass(frozen=True, slots=True)
class BlindColumn:
    """A column beside sealed text that finds it again. ``make`` gives its content from the text in clear."""

    column: str
    make: Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A bytea column of sealed text; its place is "table.column:id". ``key_type`` is the SQL type of ``id``."""

    table: str
    column: str
    blinds: tuple[BlindColumn, ...] = ()
    key_type: str = "bigint"

    def place(self, row: object) -> str:
        """Where the text of one row stands; what ``seal`` and ``unseal`` are given."""
        return f"{self.table}.{self.column}:{row}"


@dataclass(frozen=True, slots=True)
class Batch:
    """The outcome of one batch: how many rows were sealed anew, and the last of them; None where none was left."""

    rows: int
    last: object = None


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One key of the file, and how many sealed values stand under it. Nothing secret."""

    number: int
    mark: str
    made_at: str
    used: int
    known: bool = True  # False: rows stand under a key the file does not hold
