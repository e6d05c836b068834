"""Shapes of the JSON API of cases: ISO dates, stored codes, no labels."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from binhyen.operations.cases.values import FactDetails, FactKind

MOST_FIELDS = 40


class CaseProblem(Schema):
    """RFC 9457; ``objections`` where the law refuses, or asks for a reason."""

    title: str
    status: int
    detail: str
    objections: list[dict[str, str]] = []
    version: int | None = None


class CaseQuery(Schema):
    """Filters of the register; empty ones do not filter."""

    q: str = Field("", max_length=200, description="words of a name, year of birth, end of a number")
    list: str = Field("", pattern="^(L1|L2|L3|HISTORY|NONE|)$")
    reported: str = Field("", pattern="^(L1|L2|L3|HISTORY|)$")
    state: str = Field("", max_length=20, pattern="^[A-Z_]*$")
    measure: str = Field("", max_length=20, pattern="^[A-Z_]*$")
    commune: str = Field("", pattern=r"^(\d{5}|)$")
    hamlet: int | None = Field(None, ge=1, le=2**62)
    flag: str = Field("", max_length=20, pattern="^[A-Z_]*$")
    due: str = Field("", pattern="^(LATE|DAY|WEEK|TERM|)$")
    moving: bool = False
    offset: int = Field(0, ge=0, le=10**6)
    limit: int = Field(50, ge=1, le=200)


class CaseRow(Schema):
    person_id: int
    name: str
    commune_code: str
    to_commune_code: str
    state: str
    list_code: str
    reported_list: str
    measure: str
    since: date | None
    ends_on: date | None
    flags: list[str]
    next_due_at: datetime | None
    version: int


class CasePage(Schema):
    count: int
    items: list[CaseRow]


class SpanOut(Schema):
    start: date
    end: date | None
    state: str
    list: str
    reported: str
    commune: str
    to_commune: str
    article: str


class ClockOut(Schema):
    code: str
    article: str
    owner: str
    started_at: datetime
    due_at: datetime | None
    paused_since: datetime | None
    pause_reason: str
    confidence: str


class FactOut(Schema):
    id: int
    kind: str
    effective_at: datetime
    day_only: bool
    recorded_at: datetime
    commune_code: str
    authority: str
    document_number: str
    document_on: date | None
    data: dict[str, Any]
    note: str
    reason: str
    compartment: str
    supersedes_id: int | None
    withdrawn: bool


class CaseOut(CaseRow):
    """One case: where it stands, its course, what runs, and the facts of the compartments the reader opens."""

    spans: list[SpanOut]
    clocks: list[ClockOut]
    facts: list[FactOut]
    closed: list[str] = Field(description="compartments that stay shut for this reader")
    moves: list[str] = Field(description="kinds of facts this reader may state next")


class FactIn(Schema):
    """A fact to record; ``data`` holds the fields of its kind."""

    kind: FactKind
    effective_at: datetime
    day_only: bool = True
    data: dict[str, str | int | bool | None] = Field({}, max_length=MOST_FIELDS)
    authority: str = Field("", max_length=40)
    document_number: str = Field("", max_length=60)
    document_on: date | None = None
    note: str = Field("", max_length=2000)
    reason: str = Field("", max_length=300)
    one_time_key: UUID | None = None
    version: int | None = Field(None, ge=0, le=2**31 - 1, description="of the case as the caller read it")

    def details(self) -> FactDetails:
        return FactDetails(**self.model_dump(exclude={"version"}))
