"""Shapes of the JSON API of figures: ISO dates, stored codes, exact numbers."""

from datetime import date, datetime

from ninja import Field, Schema


class FigureProblem(Schema):
    """RFC 9457."""

    title: str
    detail: str
    status: int


class EntryOut(Schema):
    """One indicator of the dictionary."""

    code: str
    group: str
    name: str
    name_en: str
    definition: str
    formula: str
    unit: str
    direction: str = Field(description="FEWER, MORE or NEITHER is well")
    period: str = Field(description="STOCK: as of the last day; FLOW: within the period")
    law: str
    owner: str
    disclosure: str
    version: int
    valid_from: date
    confidence: str
    scale: int = Field(description="how many of the numerator make one unit")
    show: str


class EntriesOut(Schema):
    count: int
    items: list[EntryOut]


class FigureOut(Schema):
    """``numerator`` null is not known; a rate is numerator ÷ scale ÷ denominator, rounded by whoever shows it."""

    period: str
    start: date
    end: date
    running: bool
    numerator: int | None
    denominator: int | None


class SeriesOut(Schema):
    """One indicator of one area, the running period first."""

    code: str
    area: str
    period_kind: str
    source: bool = Field(description="false: the product holds no data for it, which is not 0")
    reported: bool = Field(description="true: entered as a unit reported it in a document, not counted")
    known_at: datetime
    items: list[FigureOut]


class ClosingOut(Schema):
    """Books that were closed. Whether they still hold is asked on the page or by ``binhyen verify``."""

    code: str
    period_kind: str
    period_code: str
    as_of: date
    known_at: datetime
    closed_at: datetime
    signer: str
    people: int
    digest: str


class ClosingsOut(Schema):
    count: int
    items: list[ClosingOut]
