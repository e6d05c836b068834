"""Shapes of the JSON doors of offences and areas."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from binhyen.operations.offences.values import Table


class OffenceProblem(Schema):
    """RFC 9457; ``problems`` names each field that cannot be."""

    title: str
    status: int
    detail: str
    problems: list[dict[str, str]] = []


class AreaQuery(Schema):
    """A period ends on ``on``; ``known_at`` shows what was believed then."""

    year: int | None = Field(None, ge=2000, le=2100, description="yearly period: 15/12 of the year before to 14/12")
    on: date | None = None
    known_at: datetime | None = None


class AreaCounts(Schema):
    """Counts of one commune in a period; ``people`` actually residing is null where nobody has said."""

    commune: str
    name: str
    people: int | None
    people_as_of: date | None
    arrested: int
    arrested_residence_unknown: int
    resident_offenders: int
    resident_violators: int
    residents_elsewhere: int
    wanted_hiding: int
    points_suspected: int
    points_established: int
    points_suspected_in_period: int
    points_established_in_period: int
    plants: int
    plants_m2: str
    plants_standing: int
    routes: list[str]


class AreaPage(Schema):
    start: date
    on: date
    items: list[AreaCounts]


class RowOut(Schema):
    """A record as it is believed now: its number, its version, its values by column."""

    record: int
    version: int
    table: Table
    values: dict[str, str]


class RowPage(Schema):
    count: int
    items: list[RowOut]


class RowQuery(Schema):
    q: str = Field("", max_length=200, description="commune, hamlet or the beginning of a reference")
    commune: str = Field("", pattern=r"^(\d{5}|)$")
    offset: int = Field(0, ge=0)
    limit: int = Field(100, ge=1, le=500)


class RowIn(Schema):
    """Values by column as text: days 2026-12-31, numbers 1234.5, choices by code, several codes joined by ";"."""

    values: dict[str, str] = Field(max_length=40)
    key: UUID | None = Field(None, description="sent twice with the same key it is one record")
