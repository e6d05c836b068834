"""What the stages of the list reader hand to each other. Plain values: no Django, no files, no clock.

bytes -> Book -> Sheet -> Row -> Table -> TableMapping -> ReadRow(Listed, findings).
Rows and columns are named as on the screen: row 17, column D, cell "D17".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from binhyen.operations.cases.values import ListCode, State

Value = str | int | float | bool | date | datetime | time | None


class Unreadable(Exception):
    """The file cannot be read as a list. ``message`` is a Vietnamese sentence: what, and how to mend it.

    ``code`` is a stable UPPER_SNAKE word: EMPTY, TOO_LARGE, TOO_MANY_ROWS, CORRUPT, ENCRYPTED, ZIP_BOMB, WRONG_KIND.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Severity(StrEnum):
    ERROR = "ERROR"  # the row cannot be written until this is mended
    WARNING = "WARNING"  # may be written, somebody should look
    NOTE = "NOTE"  # what the reader did by itself


class Field(StrEnum):
    """What a column holds. Codes are stored in remembered mappings and never change."""

    UNKNOWN = ""
    IGNORED = "IGNORED"  # the officer said: not needed
    ROW_ID = "ROW_ID"  # signed id of a sheet we exported
    ORDINAL = "ORDINAL"
    FULL_NAME = "FULL_NAME"
    FAMILY_NAME = "FAMILY_NAME"  # family and middle names, when the given name has its own column
    GIVEN_NAME = "GIVEN_NAME"
    ALIAS = "ALIAS"
    SEX = "SEX"
    SEX_MARK = "SEX_MARK"  # option MALE or FEMALE: an x, or the birth day, in the column of that sex
    BIRTH = "BIRTH"
    BIRTH_DAY = "BIRTH_DAY"
    BIRTH_MONTH = "BIRTH_MONTH"
    BIRTH_YEAR = "BIRTH_YEAR"
    AGE = "AGE"
    IDENTITY = "IDENTITY"
    IDENTITY_ISSUED_ON = "IDENTITY_ISSUED_ON"
    IDENTITY_ISSUED_BY = "IDENTITY_ISSUED_BY"
    ETHNICITY = "ETHNICITY"
    RELIGION = "RELIGION"
    NATIONALITY = "NATIONALITY"
    ORIGIN = "ORIGIN"
    ADDRESS = "ADDRESS"  # one address, its kind not said
    PERMANENT_ADDRESS = "PERMANENT_ADDRESS"
    TEMPORARY_ADDRESS = "TEMPORARY_ADDRESS"
    ACTUAL_ADDRESS = "ACTUAL_ADDRESS"
    HAMLET = "HAMLET"
    COMMUNE = "COMMUNE"
    DISTRICT = "DISTRICT"
    PROVINCE = "PROVINCE"
    PHONE = "PHONE"
    OCCUPATION = "OCCUPATION"
    WORKPLACE = "WORKPLACE"
    EDUCATION = "EDUCATION"
    SUBSTANCE = "SUBSTANCE"
    SUBSTANCE_MARK = "SUBSTANCE_MARK"
    ROUTE = "ROUTE"
    FIRST_USED = "FIRST_USED"
    DETECTED_ON = "DETECTED_ON"
    TESTED_ON = "TESTED_ON"
    TEST_RESULT = "TEST_RESULT"
    TEST_MARK = "TEST_MARK"
    DECISION = "DECISION"  # number and day in one cell
    DECISION_ON = "DECISION_ON"
    STATUS = "STATUS"
    STATUS_MARK = "STATUS_MARK"  # option: a State code, an x in the column of that state
    LIST_KIND = "LIST_KIND"
    LIST_MARK = "LIST_MARK"
    MEASURE_FROM = "MEASURE_FROM"
    MEASURE_TO = "MEASURE_TO"
    FACILITY = "FACILITY"
    REHAB_TIMES = "REHAB_TIMES"
    CONVICTIONS = "CONVICTIONS"
    FATHER = "FATHER"
    MOTHER = "MOTHER"
    SPOUSE = "SPOUSE"
    FAMILY = "FAMILY"
    NOTE = "NOTE"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know about a cell, a row or a sheet.

    ``cell`` is "D17", "dòng 17" or "". ``says`` is a whole Vietnamese sentence with the mend. ``suggestion`` is a value
    that one click may put into the cell (text as an officer would type it), "" for none.
    """

    severity: Severity
    code: str
    cell: str
    field: Field
    says: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class PartialDay:
    """A day of which month and day may be unknown; ``month`` 0 and ``day`` 0 mean unknown."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """ "1990", "1990-05" or "1990-05-12"."""
        parts = [f"{self.year:04d}"] + [f"{each:02d}" for each in (self.month, self.day) if each]
        return "-".join(parts)

    @property
    def exact(self) -> date | None:
        return date(self.year, self.month, self.day) if self.day else None

    def __str__(self) -> str:
        return "/".join([f"{each:02d}" for each in (self.day, self.month) if each] + [str(self.year)])


class IdentityKind(StrEnum):
    CITIZEN = "CITIZEN"  # 12 digits
    OLD = "OLD"  # 9 digits
    OTHER = "OTHER"  # passport and others, as written


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    kind: IdentityKind
    number: str
    issued_on: PartialDay | None = None
    issued_by: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as written and its parts, names only; codes are found later with the register of territories."""

    text: str
    hamlet: str = ""  # "Thôn Na Lốc", with the word for the kind of place
    commune: str = ""  # "Bản Lầu", without xã/phường
    commune_kind: str = ""  # xã, phường, thị trấn, đặc khu or ""
    district: str = ""
    province: str = ""
    detail: str = ""  # house, street, what stands before the hamlet


@dataclass(frozen=True, slots=True)
class Status:
    """The words of a list about where the person stands, and what the reader makes of them."""

    text: str
    state: State
    form: str = ""  # HOME, COMMUNITY, METHADONE …: detail of the state
    flags: tuple[str, ...] = ()  # codes of cases.values.Flag
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One person of a list, normalised. Text fields are NFC, single spaces, as written; "" and None mean not given."""

    full_name: str = ""
    aliases: tuple[str, ...] = ()
    sex: str = ""  # MALE, FEMALE
    birth: PartialDay | None = None
    identity: tuple[IdentityNumber, ...] = ()
    ethnicity: str = ""
    religion: str = ""
    nationality: str = ""
    origin: str = ""
    permanent: Address | None = None
    temporary: Address | None = None
    actual: Address | None = None
    address: Address | None = None  # where the list does not say which kind
    phones: tuple[str, ...] = ()
    occupation: str = ""
    workplace: str = ""
    education: str = ""
    substances: tuple[str, ...] = ()  # codes of law/cases/list_words.toml
    substance_text: str = ""
    route: str = ""
    first_used: PartialDay | None = None
    detected_on: PartialDay | None = None
    tested_on: PartialDay | None = None
    test_result: str = ""  # POSITIVE, NEGATIVE
    decision_number: str = ""
    decision_on: PartialDay | None = None
    status: Status | None = None
    list: ListCode = ListCode.NONE
    measure_from: PartialDay | None = None
    measure_to: PartialDay | None = None
    facility: str = ""
    rehab_times: int | None = None
    convictions: str = ""
    father: str = ""
    mother: str = ""
    spouse: str = ""
    family: str = ""
    note: str = ""
    others: tuple[tuple[str, str], ...] = ()  # (heading, text) of columns nobody recognised: kept, never dropped


@dataclass(frozen=True, slots=True)
class Section:
    """A row inside a table that speaks of the rows below it: "I. Thôn Na Lốc"."""

    text: str
    row: int
    hamlet: str = ""
    commune: str = ""
    list: ListCode = ListCode.NONE


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of people: where it stands, what it says, what is to be mended."""

    sheet: str
    table: int  # index into ReadList.tables
    number: int  # row on the sheet, 1-based
    hidden: bool
    sections: tuple[Section, ...]
    raw: tuple[str, ...]  # text of each column of the table, as shown to the officer; reads again to the same person
    listed: Listed
    findings: tuple[Finding, ...]
    row_id: str = ""

    @property
    def blocked(self) -> bool:
        """Whether something must be mended before the row may be written."""
        return any(each.severity is Severity.ERROR for each in self.findings)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a sheet: values by column index (0 = A)."""

    number: int
    values: list[Value]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, 0-based columns, 1-based rows, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """What is known of a sheet before its rows are read."""

    name: str
    index: int
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(slots=True)
class SheetCounts:
    """What was met while the rows of a sheet were read; filled as they pass."""

    rows: int = 0  # rows with anything in them
    hidden_rows: int = 0
    formulas: int = 0
    beyond: int = 0  # cells right of the last column that is read
    findings: list[Finding] = field(default_factory=list)


def letter(column: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def at(column: int, row: int) -> str:
    """The name of a cell: ``at(3, 17) == "D17"``."""
    return f"{letter(column)}{row}"
