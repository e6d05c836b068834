"""A table of a sheet, as it was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from .mapping import TableMapping
from .values import Field

_OF_PEOPLE = frozenset(
    (Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.IDENTITY, Field.BIRTH, Field.BIRTH_YEAR, Field.SEX)
)


@dataclass(slots=True)
class Table:
    """A table of one sheet. Counts grow while its rows pass; ``index`` is its place among the tables of people,
    -1 for a table of figures."""

    index: int
    sheet: str
    sheet_index: int
    titles: tuple[str, ...]
    header_rows: tuple[int, int] | None  # first and last row of the headings, None where there are none
    mapping: TableMapping
    commune: str = ""  # from the titles
    hidden_columns: frozenset[int] = frozenset()
    first_row: int = 0
    last_row: int = 0
    rows: int = 0  # rows of people
    hidden_rows: int = 0
    sections: int = 0
    totals: int = 0
    repeated: int = 0
    continued: int = 0  # further lines of a person whose name is merged over several rows
    skipped: list[int] = field(default_factory=list)  # rows taken for notes, the first hundred
    notes: list[str] = field(default_factory=list)

    @property
    def of_people(self) -> bool:
        """Whether the table lists people; tables of figures (commune, number of addicts) have no such column."""
        return any(each.field in _OF_PEOPLE for each in self.mapping.columns)

    @property
    def columns(self) -> tuple[int, ...]:
        return tuple(each.column for each in self.mapping.columns)
