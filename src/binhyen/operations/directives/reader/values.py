"""What the stages of the reader hand to each other. Plain frozen values: no Django, no files, no clock.

read -> RawLine -> Block -> Node -> Meta, Duty -> Finding; a Reading holds them all.
Offsets are Python string offsets into ``Block.text`` unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class Refused(Exception):
    """The input cannot be read. The message is a Vietnamese sentence: what, where, how to mend it.

    ``code`` is a stable UPPER_SNAKE word for programs (exit codes, API), e.g. ENCRYPTED, EMPTY, TOO_LARGE.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line of the source as it stands: a text line, a Word paragraph, a table row."""

    number: int  # 1-based: line of a text file (``cat -n``), running number of paragraphs/rows/lines elsewhere
    text: str  # a table row is its cells joined by a tab
    page: int | None = None
    heading: int | None = None  # heading level the source claims (Word style, markdown #); a hint, numbers decide
    bold: bool = False
    cells: tuple[str, ...] = ()  # cells of a table row, else empty
    table: int | None = None  # running number of the table the row belongs to


@dataclass(frozen=True, slots=True)
class Piece:
    """``Block.text[start:end]`` came from column ``col`` (0-based) of source line ``line``."""

    start: int
    end: int
    line: int
    col: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One logical paragraph (or table row): wrapped lines and page breaks mended, markdown and tags taken off."""

    index: int
    text: str
    pieces: tuple[Piece, ...]
    heading: int | None = None
    bold: bool = False  # the whole block, or its label before the colon, is bold
    cells: tuple[str, ...] = ()
    table: int | None = None

    def locate(self, offset: int) -> tuple[int, int]:
        """Source (line, column) of an offset of ``text``."""
        last = self.pieces[0]
        for piece in self.pieces:
            if piece.start > offset:
                break
            last = piece
        return last.line, last.col + max(0, min(offset, last.end) - last.start)

    @property
    def line(self) -> int:
        return self.pieces[0].line

    @property
    def page(self) -> int | None:
        return self.pieces[0].page


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one block: ``blocks[block].text[start:end]``."""

    block: int
    start: int
    end: int


class Level(StrEnum):
    PART = "PART"  # Phần I
    CHAPTER = "CHAPTER"  # Chương I
    SECTION = "SECTION"  # Mục 1
    ARTICLE = "ARTICLE"  # Điều 1
    ROMAN = "ROMAN"  # I.
    NUMBER = "NUMBER"  # 1. 1.1. 1.1.1
    LETTER = "LETTER"  # a)
    PAREN = "PAREN"  # (1)
    DASH = "DASH"  # -
    PLUS = "PLUS"  # +
    LABEL = "LABEL"  # an unnumbered heading or a body's name before a colon
    TEXT = "TEXT"  # a paragraph without a marker
    ROW = "ROW"  # a table row


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the outline. ``parent`` is the index of a node, None at the top."""

    index: int
    parent: int | None
    level: Level
    marker: str  # as printed: "1.1.", "(1)", "-", "" …
    title: str  # text after the marker, whole for headings
    span: Span
    depth: int


class DeadlineType(StrEnum):
    DATE = "date"
    QUARTER = "quarter"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    COMPOUND = "compound"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Deadline:
    """``value``: ISO date · 2026-Q1 · RRULE parts, several joined by ``|`` · CONTINUOUS[;FROM=date] ·
    ``<first>;THEN=<CONTINUOUS|FREQ=…>`` · "" for none. The conventions are those of the gold readings."""

    type: DeadlineType = DeadlineType.NONE
    value: str = ""
    raw: str = ""  # the printed words
    basis: str = ""  # own / inherited
    at: time | None = None  # the hour, where one is printed
    span: Span | None = None
    why: str = ""  # Vietnamese: why it was read so


@dataclass(frozen=True, slots=True)
class Target:
    metric: str
    op: str  # = > >= < <= increase> increase>= decrease> decrease>=
    value: float
    unit: str
    by: str = ""  # ISO date or year, "" when none
    baseline: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body named in the text. ``name`` is the canonical name; ``key`` its register key, "" when unknown."""

    name: str
    surface: str
    key: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class LegalRef:
    kind: str  # Luật, Nghị định, Quyết định, Kế hoạch …
    number: str  # 120/2025/QH15, "" when none is printed
    surface: str
    issued_on: date | None = None
    issuer: str = ""
    span: Span | None = None


class DutyKind(StrEnum):
    TASK = "task"
    TARGET = "target"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Duty:
    index: int
    kind: DutyKind
    title: str
    text: str  # verbatim with source marks kept and whitespace collapsed: the ``quote`` of the gold files
    path: tuple[str, ...]
    line: int
    col: int
    page: int | None
    spans: tuple[Span, ...]
    leads: tuple[BodyMention, ...] = ()
    coordinators: tuple[BodyMention, ...] = ()
    lead_basis: str = "none"  # explicit / heading / trailing / section / paragraph / none
    deadline: Deadline = Deadline()
    targets: tuple[Target, ...] = ()
    references: tuple[LegalRef, ...] = ()
    report_to: str = ""
    result: str = ""  # the product or evidence asked for ("Kế hoạch", "Báo cáo UBND tỉnh"), "" when none is named
    why: dict[str, str] = field(default_factory=dict)  # field -> Vietnamese sentence: why it was read so
    certain: bool = True  # False where a person should look first


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    code: str  # DEADLINE_BEFORE_ISSUE …
    severity: Severity
    message: str  # Vietnamese: what is wrong
    suggestion: str = ""  # Vietnamese: how to mend it
    proposed: str = ""  # the value a click would take over, in the field's own syntax
    field: str = ""  # deadline / leads / targets … the proposal is for
    duty: int | None = None
    line: int = 0
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    issuer: str = ""
    number: str = ""  # "02", "" when left blank
    symbol: str = ""  # KH-UBND
    issued_on: date | None = None
    issued_text: str = ""  # as printed, also when the day is left blank
    kind: str = ""  # Kế hoạch, Công văn, Quyết định, Chỉ thị, Chương trình, Hướng dẫn …
    abstract: str = ""
    place: str = ""
    province: str = ""
    signer: str = ""
    signer_role: str = ""
    signing_form: str = ""  # TM. / KT. / TL. / TUQ. / ""
    recipients: tuple[str, ...] = ()
    legal_bases: tuple[LegalRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the reader found in one directive."""

    doc: str
    raw: tuple[RawLine, ...]
    blocks: tuple[Block, ...]
    outline: tuple[Node, ...]
    meta: Meta
    duties: tuple[Duty, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()  # Vietnamese remarks on the reading itself ("3 trang được nhận dạng bằng OCR")
