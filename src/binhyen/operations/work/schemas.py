"""Shapes of the JSON doors of work."""

from datetime import datetime

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
    added_at: datetime
    withdrawn: bool
    alike: list[int] = Field(description="tasks within reach where the same photo stands")


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
    evidence: list[EvidenceOut]


class ClaimIn(Schema):
    """``period`` is needed for recurring work."""

    note: str = Field("", max_length=500)
    period: int | None = None


class ClaimOut(Schema):
    task: int
    share: int
    state: str
