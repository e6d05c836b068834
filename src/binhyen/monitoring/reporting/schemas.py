"""Shapes of the JSON API of reports: ISO dates, stored codes, numbers as exact text."""

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema


class ReportProblem(Schema):
    """RFC 9457."""

    title: str
    detail: str
    status: int


class ReportLineOut(Schema):
    """One report of a list."""

    id: int
    duty: str = Field(description="key of the duty")
    period: str = Field(description="code of the round, 2026-W47")
    first: date
    last: date
    unit: str = Field(description="key of the body")
    state: str = Field(description="OPEN, DRAFT, SIGNED, SENT, RETURNED or ACCEPTED")
    opens_at: datetime
    due_at: datetime
    first_sent_at: datetime | None
    late_minutes: int | None = Field(description="null: not due and not sent")
    excused: bool


class ReportsOut(Schema):
    count: int
    items: list[ReportLineOut]


class ReportsQuery(Schema):
    """``late``: LATE sent late or overdue, MISSING not sent, EXCUSED late with an accepted reason."""

    round: int | None = Field(None, ge=1, lt=2**63)
    state: str = Field("", description="OPEN, DRAFT, SIGNED, SENT, RETURNED or ACCEPTED")
    late: Literal["", "LATE", "MISSING", "EXCUSED"] = ""
    q: str = Field("", max_length=100, description="words of the unit's name, without tones")
    limit: int = Field(50, ge=1, le=500)
    offset: int = Field(0, ge=0, lt=2**31)


class ReportRowOut(ReportLineOut):
    round: int
    form: str
    unit_name: str
    area: str = Field(description="commune or province code")
    number: str = Field(description="of the sent paper, 06/BC-UBND; empty where none was given")
    code: str = Field(description="of the sealed version that was sent, empty before")


class ReportRowsOut(Schema):
    count: int
    items: list[ReportRowOut]


class CellOut(Schema):
    ref: str = Field(description="ROW.COLUMN")
    name: str
    source: str = Field(description="FIGURE, ENTERED or FORMULA")
    kind: str
    value: str | None = Field(description="exact: 12, 2.5, 1/3; null is not known, which is not 0")
    note: str
    version: int
    indicator: str


class BlockOut(Schema):
    code: str
    title: str
    text: str
    version: int


class ListOut(Schema):
    """A list of a report: its rows as they stand, a text for each column. Names of people are never in one."""

    code: str
    title: str
    columns: list[str]
    rows: list[list[str]]


class AnnexOut(Schema):
    """A file attached under a title, or why one its duty names is not there."""

    title: str
    name: str
    size: int = Field(description="bytes")
    sha256: str
    why_not: str


class ReportFindingOut(Schema):
    looked: str
    weight: str = Field(description="MUST, EXPLAIN or ASK")
    words: str
    mend: str
    places: list[str]
    open: bool


class ReportOut(ReportLineOut):
    """A report with all it says. ``fingerprint`` is what a signer sends back: it names just this content."""

    form: str
    known_at: datetime | None
    fingerprint: str
    next_step: str = Field(description="who signs next, empty where nobody does")
    code: str = Field(description="of the sealed version shown, empty before it is sent")
    number: str = Field(description="of its paper, 06/BC-UBND; empty where none was given")
    cells: list[CellOut]
    blocks: list[BlockOut]
    lists: list[ListOut]
    annexes: list[AnnexOut]
    findings: list[ReportFindingOut]


class CellIn(Schema):
    """``version`` is the one that was read; 0 where nothing was written yet."""

    ref: str = Field(max_length=80)
    value: str = Field("", max_length=500)
    note: str = Field("", max_length=1000)
    version: int = Field(0, ge=0)


class BlockIn(Schema):
    code: str = Field(max_length=60)
    text: str = Field(max_length=20_000)
    version: int = Field(0, ge=0)


class FillIn(Schema):
    cells: list[CellIn] = Field(default_factory=list, max_length=500)
    blocks: list[BlockIn] = Field(default_factory=list, max_length=50)


class SignedOut(ReportOut):
    """``not_in_work``: why a sent report could not be handed in to the task that asks for it; empty where it was."""

    not_in_work: str


class FilledOut(Schema):
    """Places that were not written: by reference what is wrong, or that somebody else wrote there meanwhile."""

    stale: list[str]
    wrong: dict[str, str]
    report: ReportOut


class SignIn(Schema):
    fingerprint: str = Field(max_length=64)
    agreed: bool = Field(description="the statement of accuracy, as the page shows it")
    capacity: str = Field(
        "", description="HEAD, ACTING_HEAD or DEPUTY: as what the signer signs; empty: as the post says", max_length=20
    )
