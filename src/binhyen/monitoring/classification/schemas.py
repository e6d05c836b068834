"""Shapes of the JSON API of classification: ISO dates, stored codes, exact numerators and denominators, no names."""

from datetime import date

from ninja import Field, Schema

from binhyen.monitoring.classification.values import ChangeKind

MOST_CHANGES = 100


class ClassProblem(Schema):
    """RFC 9457."""

    title: str
    status: int
    detail: str


class ClassQuery(Schema):
    on: date | None = Field(None, description="the day of the class; today where it is left out")
    known_at: date | None = Field(None, description="as known at the end of this day; now where it is left out")


class MeasureOut(Schema):
    code: str
    numerator: str  # exact: a whole number, or a decimal of square metres
    denominator: int | None
    level: str | None  # I, II, III, NONE; null where it is not known


class CriterionOut(Schema):
    code: str
    article: str
    level: str | None
    missing: str
    measures: list[MeasureOut]


class FreeOut(Schema):
    code: str
    article: str
    met: bool
    counts: dict[str, int]


class AlternativeOut(Schema):
    reading: str
    value: str
    key: str
    free_met: int
    changes: bool


class ClassOut(Schema):
    """The class of one area. ``key`` is Article 4 (or 5), ``drug_free`` Article 6; both stand."""

    area: str
    on: date
    law: str
    key: str
    possible: list[str]
    drug_free: bool
    free_met: int
    criteria: list[CriterionOut]
    free: list[FreeOut]
    missing: list[str]


class CommuneClassOut(ClassOut):
    name: str
    status: str  # RECOGNISED, MEETS, REMAINING
    direction: str
    drift: list[str]


class CommuneReasonsOut(CommuneClassOut):
    readings: dict[str, str]
    alternatives: list[AlternativeOut]


class CommuneClasses(Schema):
    count: int
    recognised: int
    meets: int
    remaining: int
    province: ClassOut | None
    items: list[CommuneClassOut]


class SupposeChange(Schema):
    """Something that may happen. A person only by number, and only one the reader sees in this commune."""

    kind: ChangeKind
    day: date
    person_id: int | None = Field(None, ge=1, le=2**62)
    row_id: int | None = Field(None, ge=1, le=2**62)
    count: int = Field(1, ge=1, le=999)


class SupposeIn(Schema):
    until: date
    changes: list[SupposeChange] = Field(max_length=MOST_CHANGES)


class SupposeStep(Schema):
    on: date
    key: str
    free_met: int
    blocking: int


class SupposeOut(Schema):
    met_from: date | None
    steps: list[SupposeStep]
