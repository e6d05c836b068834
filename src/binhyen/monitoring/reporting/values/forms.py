"""What a report form is: tables of cells and blocks of words, in versions. Plain Python.

A cell's address in a form is ``ROW.COLUMN``: row codes, like those of blocks, stand once in a form. A figure is a count
or an amount, never a share: a share is a formula over counts, so that it is right for a commune and for the province.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType


class Source(StrEnum):
    """Where the value of a cell comes from. Stored with the value."""

    FIGURE = "FIGURE"  # of an indicator; nobody types it
    ENTERED = "ENTERED"  # only a person can know it
    FORMULA = "FORMULA"  # over other cells of the report


class Kind(StrEnum):
    """What may stand in a cell."""

    WHOLE = "WHOLE"
    DECIMAL = "DECIMAL"
    MONEY = "MONEY"  # in the cell's unit
    PER_CENT = "PER_CENT"  # 0.25 is shown as 25 %
    TEXT = "TEXT"
    DAY = "DAY"
    YES_NO = "YES_NO"


NUMBERS = frozenset({Kind.WHOLE, Kind.DECIMAL, Kind.MONEY, Kind.PER_CENT})


class Part(StrEnum):
    """Which number of an indicator that has two."""

    NUMERATOR = "NUMERATOR"
    DENOMINATOR = "DENOMINATOR"


class Span(StrEnum):
    """Of which days a figure is, seen from the report's own period."""

    PERIOD = "PERIOD"
    BEFORE = "BEFORE"  # the period before it, as it is known when the report is filled
    YEAR = "YEAR"  # from the first day of the year the period's rhythm counts by, to the period's last day
    YEAR_BEFORE = "YEAR_BEFORE"  # the same period a year before


class SectionKind(StrEnum):
    TABLE = "TABLE"
    NARRATIVE = "NARRATIVE"
    LIST = "LIST"  # rows of words; or people by name: made from the register when asked for, never stored


class Gather(StrEnum):
    """Under which heading of the consolidated report the words of a block go."""

    HIGHLIGHT = "HIGHLIGHT"
    SLOW = "SLOW"
    DIFFICULTY = "DIFFICULTY"
    PROPOSAL = "PROPOSAL"
    NEXT = "NEXT"
    OTHER = "OTHER"


class Draft(StrEnum):
    """What a block is filled with before anybody writes."""

    NOTHING = "NOTHING"
    WORK_DONE = "WORK_DONE"  # tasks verified in the period, evidence
    WORK_LATE = "WORK_LATE"  # tasks overdue at its end
    DIFFICULTIES = "DIFFICULTIES"  # those sent up and not answered
    WORK_NEXT = "WORK_NEXT"  # tasks due in the next period


class Draw(StrEnum):
    """What the rows of a list are made from."""

    NOTHING = ""  # the unit writes them
    WORK_DONE = "WORK_DONE"
    WORK_LATE = "WORK_LATE"
    INSPECTIONS = "INSPECTIONS"


class Who(StrEnum):
    """Which units fill a form."""

    COMMUNE = "COMMUNE"
    COMMUNE_POLICE = "COMMUNE_POLICE"
    DEPARTMENT = "DEPARTMENT"
    PROVINCE = "PROVINCE"
    ANY = "ANY"


class CheckKind(StrEnum):
    STOCK = "STOCK"  # closing = opening + in - out
    PARTS = "PARTS"  # total = sum of parts
    EQUAL = "EQUAL"
    AT_MOST = "AT_MOST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One place of a table. ``indicator`` of an entered cell says what it should agree with, where that is known."""

    row: str
    column: str
    source: Source
    indicator: str = ""  # law/indicators
    part: Part = Part.NUMERATOR
    span: Span = Span.PERIOD
    kind: Kind = Kind.WHOLE
    unit: str = ""
    required: bool = False
    formula: str = ""  # rules.cells, with whole addresses

    @property
    def ref(self) -> str:
        return f"{self.row}.{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    code: str
    title: str
    source: Source | None = None  # of all its cells; None: as the row says
    span: Span = Span.PERIOD
    kind: Kind | None = None  # None: as the row says
    unit: str = ""
    of: str = ""  # "addicts": stands for {of} in the indicators of rows
    part: Part | None = None  # None: as the row says
    formula: str = ""  # "[.now] - [.before]": of the same row


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row; a heading has no cells. ``only`` names the columns it has cells in, empty: all that fit."""

    code: str
    title: str
    number: str = ""  # "1", "a)", as printed
    heading: bool = False
    source: Source | None = None
    indicator: str = ""  # or "{of}.legal", each column with its own
    part: Part = Part.NUMERATOR
    kind: Kind = Kind.WHOLE
    unit: str = ""
    required: bool = False
    formula: str = ""  # "[a.] + [b.]": of the same column
    only: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A place for words."""

    code: str
    title: str
    gather: Gather = Gather.OTHER
    draft: Draft = Draft.NOTHING
    required: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    code: str
    kind: SectionKind
    title: str
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    cells: tuple[Cell, ...] = ()  # of a table, row by row; worked out from rows and columns
    blocks: tuple[Block, ...] = ()  # of a narrative
    people: tuple[str, ...] = ()  # of a list of people: L1, L2, L3
    draw: Draw = Draw.NOTHING  # of any other list
    landscape: bool = False
    note: str = ""

    @property
    def listed(self) -> bool:
        """Whether it is a list whose rows the report holds, not people by name."""
        return self.kind is SectionKind.LIST and not self.people

    def cell(self, row: str, column: str) -> Cell | None:
        """None where the table is empty at that place."""
        return next((one for one in self.cells if one.row == row and one.column == column), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What must hold between cells. Sides are formulas; "[total.]" holds for every column that has the cells.

    ``words`` say what is wrong and ``mend`` what to do about it; empty ones are worded by the kind.
    """

    code: str
    kind: CheckKind
    left: str
    right: str
    words: str = ""
    mend: str = ""
    off: bool = False  # it stays in the form and is not looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """One version of a form. ``province`` is empty for a form as shipped; ``code`` names all its versions."""

    code: str
    version: int
    title: str
    short: str
    who: Who
    valid_from: date
    valid_to: date | None = None  # the last day
    province: str = ""
    source: str = ""
    confidence: str = "inferred"
    remark: str = ""  # what is not known of the form
    document: str = "BÁO CÁO"  # kind of the printed document
    abstract: str = ""  # "{period}" is the period in words
    recipients: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()  # codes of those it was made for, several for a region; empty: all
    sections: tuple[Section, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def key(self) -> str:
        """Which version of which form of which province: "lc-week/1", "lc-week@15/2"."""
        return f"{self.code}{'@' + self.province if self.province else ''}/{self.version}"

    def meant_for(self, province: str) -> bool:
        """Whether it is offered in a province unasked: its own version, or made for it, or for all. "" is any."""
        return not province or self.province == province or not self.provinces or province in self.provinces

    def cells(self) -> tuple[Cell, ...]:
        """All cells, in printed order."""
        return tuple(cell for section in self.sections for cell in section.cells)

    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for section in self.sections for block in section.blocks)

    def lists(self) -> tuple[Section, ...]:
        """Lists whose rows the report holds: under the code of the section, as ``rules.lists`` writes them."""
        return tuple(section for section in self.sections if section.listed)


type Numbers = Mapping[str, Fraction | None]  # by cell address; None is "not known", never zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a report holds, as checks and consolidation read it."""

    numbers: Numbers = field(default_factory=lambda: MappingProxyType({}))
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # other cells, by address
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # narratives, by block
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # explanations, by address
