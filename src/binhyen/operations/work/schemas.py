"""Shapes of the JSON doors of work."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Field, Schema


class WorkProblem(Schema):
    """RFC 9457."""

    title: str
    status: int
    detail: str


class TaskQuery(Schema):
    """``see``: qua-han, sap-han, chua-mo, dang-lam, bi-tra, cho-xac-nhan, da-xong, dung; ``body`` is a body's key."""

    q: str = ""
    see: str = ""
    part: str = ""
    body: str = ""
    limit: int = Field(50, ge=1, le=500)
    offset: int = Field(0, ge=0)


class TaskRow(Schema):
    id: int
    title: str
    lead: str
    state: str
    cadence: str
    due_at: datetime | None
    first_due_at: datetime | None = Field(description="before any extension")
    late: bool


class TaskRows(Schema):
    count: int
    items: list[TaskRow]


class ShareOut(Schema):
    id: int
    body: str
    part: str
    state: str
    opened_at: datetime | None


class EvidenceOut(Schema):
    id: int
    kind: str
    note: str
    body: str
    period: int | None
    added_at: datetime
    withdrawn: bool
    alike: list[int] = Field(description="tasks within reach where the same photo stands")


class PeriodOut(Schema):
    id: int
    number: int
    starts_on: date
    ends_on: date
    due_at: datetime
    state: str


class TaskOut(Schema):
    id: int
    title: str
    what: str
    result: str
    kinds: list[str]
    state: str
    due_at: datetime | None
    first_due_at: datetime | None
    lacking: list[str] = Field(description="kinds of evidence the reader's own claim still needs")
    shares: list[ShareOut]
    periods: list[PeriodOut] = Field(description="of recurring and continuous work, the latest first")
    evidence: list[EvidenceOut]


class EvidenceIn(Schema):
    """One piece of evidence, as fields of a form beside its file. A number needs ``value``, a document needs a file or
    the id of a ``document`` of the register within reach; everything else needs a file.

    ``period`` is needed for recurring work; of continuous work the stretch under way is meant where none is named. The
    same ``key`` sent again with the same content, after a broken line, shows it once.
    """

    kind: Literal["DOCUMENT", "NUMBER", "PHOTO", "MINUTES", "LIST"]
    note: str = Field("", max_length=500)
    period: int | None = Field(None, ge=1, lt=2**63)
    document: int | None = Field(None, ge=1, lt=2**63)
    value: Decimal | None = Field(None, max_digits=18, decimal_places=4)
    unit: str = Field("", max_length=60)
    indicator: str = Field("", max_length=60, description="a code of the dictionary of figures")
    as_of: date | None = None
    key: UUID | None = None


class JudgeIn(Schema):
    """``share`` is the part whose claim is judged; ``period`` is needed for recurring and continuous work."""

    share: int = Field(ge=1, lt=2**63)
    period: int | None = Field(None, ge=1, lt=2**63)


class RejectIn(JudgeIn):
    reason: str = Field(min_length=1, max_length=500)


class ClaimIn(Schema):
    """``period`` is needed for recurring and continuous work."""

    note: str = Field("", max_length=500)
    period: int | None = Field(None, ge=1, lt=2**63)


class ClaimOut(Schema):
    task: int
    share: int
    state: str
