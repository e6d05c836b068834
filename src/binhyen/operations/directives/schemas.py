"""Shapes of the JSON API: ISO dates, stored codes, no labels."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

from binhyen.operations.directives.values import DutyValues, NamedBody, TargetValues


class DutyQuery(Schema):
    """Filters of the register; empty ones do not filter."""

    q: str = Field("", max_length=200, description="words of title, text or bodies; tones may be left out")
    body: str = Field("", max_length=80, description="key of a body; its groups count")
    part: str = Field("", pattern="^(LEAD|COORDINATE|)$")
    kind: str = Field("", pattern="^(task|target|report|)$")
    deadline: str = Field("", pattern="^(date|quarter|recurring|continuous|compound|none|)$")
    due_from: date | None = None
    due_to: date | None = None
    finding: str = Field("", max_length=40)
    directive: int | None = Field(None, ge=1, le=2**62)
    commune: str = Field("", pattern=r"^(\d{5}|)$")
    state: str = Field("", pattern="^(PROPOSED|ACCEPTED|)$")
    only: str = Field("", pattern="^(unassigned|unclear|overdue|)$")
    sort: str = Field("order", pattern="^(order|due|-due|lead|title)$")
    offset: int = Field(0, ge=0, le=10**6)
    limit: int = Field(50, ge=1, le=200)


class BodyPart(Schema):
    name: str
    key: str = ""
    surface: str = ""

    @staticmethod
    def resolve_key(part: Any) -> str:
        return part.body.key if part.body_id else ""


class DeadlineOut(Schema):
    type: str
    value: str
    raw: str
    text: str
    due_on: date | None
    at: time | None
    basis: str


class TargetOut(Schema):
    metric: str
    op: str
    value: Decimal
    unit: str
    by: str
    baseline: str


class ReferenceOut(Schema):
    kind: str
    number: str
    surface: str
    issued_on: date | None


class FindingOut(Schema):
    id: int
    code: str
    severity: str
    message: str
    suggestion: str
    proposed: str
    field: str
    line: int
    state: str
    duty_id: int | None


class DutyRow(Schema):
    """A duty as lists show it."""

    id: int
    directive_id: int
    kind: str
    title: str
    lead_names: str
    coordinator_names: str
    deadline_type: str
    deadline_text: str
    due_on: date | None
    state: str
    four_clear: bool
    line: int


class DutyPage(Schema):
    count: int
    items: list[DutyRow]


class DutyOut(Schema):
    """One duty whole. ``version`` is asked back by every change."""

    id: int
    directive_id: int
    version: int
    state: str
    kind: str
    title: str
    text: str
    path: list[str]
    line: int
    col: int
    page: int | None
    spans: list[dict[str, int]]
    leads: list[BodyPart]
    coordinators: list[BodyPart]
    lead_basis: str
    deadline: DeadlineOut
    targets: list[TargetOut]
    references: list[ReferenceOut]
    findings: list[FindingOut]
    result: str
    report_to: str
    four_clear: bool
    clarity: dict[str, Any]
    why: dict[str, str]
    certain: bool

    @staticmethod
    def resolve_leads(duty: Any) -> list[Any]:
        return [part for part in duty.parts.all() if part.part == "LEAD"]

    @staticmethod
    def resolve_coordinators(duty: Any) -> list[Any]:
        return [part for part in duty.parts.all() if part.part == "COORDINATE"]

    @staticmethod
    def resolve_deadline(duty: Any) -> dict[str, Any]:
        return {
            "type": duty.deadline_type,
            "value": duty.deadline_value,
            "raw": duty.deadline_raw,
            "text": duty.deadline_text,
            "due_on": duty.due_on,
            "at": duty.deadline_at,
            "basis": duty.deadline_basis,
        }

    @staticmethod
    def resolve_targets(duty: Any) -> list[Any]:
        return list(duty.targets.all())

    @staticmethod
    def resolve_references(duty: Any) -> list[Any]:
        return list(duty.references.all())

    @staticmethod
    def resolve_findings(duty: Any) -> list[Any]:
        return list(duty.findings.all())


class DirectiveOut(Schema):
    id: int
    state: str
    kind: str
    number: str
    symbol: str
    issued_on: date | None
    issuer: str
    abstract: str
    signer: str
    clarity: int | None
    received_at: datetime

    @staticmethod
    def resolve_kind(directive: Any) -> str:
        return str(directive.document.kind)

    @staticmethod
    def resolve_number(directive: Any) -> str:
        return str(directive.document.number)

    @staticmethod
    def resolve_symbol(directive: Any) -> str:
        return str(directive.document.symbol)

    @staticmethod
    def resolve_issued_on(directive: Any) -> date | None:
        return directive.document.issued_on

    @staticmethod
    def resolve_issuer(directive: Any) -> str:
        return str(directive.document.issuer_name)

    @staticmethod
    def resolve_abstract(directive: Any) -> str:
        return str(directive.document.abstract)

    @staticmethod
    def resolve_signer(directive: Any) -> str:
        return str(directive.document.signer)


class DayOut(Schema):
    on: date
    day_off: str
    duty_id: int
    title: str


class Problem(Schema):
    """RFC 9457: what is wrong, where, how to mend it."""

    title: str
    detail: str
    status: int


class StepIn(Schema):
    """A step on one duty as it stands at ``version``; ``reason`` is asked where the register is signed."""

    version: int = Field(ge=1, le=2**31 - 1)
    reason: str = Field("", max_length=500)


class ReasonIn(Schema):
    reason: str = Field("", max_length=500)


class NamedBodyIn(Schema):
    name: str = Field(min_length=1, max_length=250)
    key: str = Field("", max_length=80)


class TargetIn(Schema):
    metric: str = Field(min_length=1, max_length=300)
    op: str = Field(max_length=10)
    value: float = Field(allow_inf_nan=False, ge=-1e13, le=1e13)
    unit: str = Field("", max_length=60)
    by: str = Field("", max_length=40)
    baseline: str = Field("", max_length=200)


class DutyIn(StepIn):
    """A duty as a reviewer corrects it. ``deadline`` is Vietnamese as typed: "trước 28/2/2026", "hằng tháng"."""

    kind: str = Field(pattern="^(task|target|report)$")
    title: str = Field(min_length=1, max_length=300)
    text: str = Field(min_length=1, max_length=100_000)
    leads: list[NamedBodyIn] = Field([], max_length=200)
    coordinators: list[NamedBodyIn] = Field([], max_length=200)
    deadline: str = Field("", max_length=500)
    deadline_at: time | None = None
    targets: list[TargetIn] = Field([], max_length=50)
    result: str = Field("", max_length=300)
    report_to: str = Field("", max_length=200)

    def values(self) -> DutyValues:
        plain = self.model_dump(include={"kind", "title", "text", "deadline", "deadline_at", "result", "report_to"})
        return DutyValues(
            **plain,
            leads=tuple(NamedBody(**body.model_dump()) for body in self.leads),
            coordinators=tuple(NamedBody(**body.model_dump()) for body in self.coordinators),
            targets=tuple(TargetValues(**target.model_dump()) for target in self.targets),
        )


class ReadIn(Schema):
    """A directive as pasted text. ``issued`` is its day, where the text leaves it blank."""

    text: str = Field(min_length=1, max_length=2_000_000)
    issued: date | None = None


class IntakeOut(Schema):
    """A directive on its way: READING, then READ (``directive_id`` is set) or FAILED (``failure`` says why)."""

    id: int
    name: str
    state: str
    failure_code: str
    failure: str
    done: int
    total: int
    directive_id: int | None


class BodyOut(Schema):
    key: str
    name: str
    level: str
    note: str = ""


class Accepted(Schema):
    accepted: int
