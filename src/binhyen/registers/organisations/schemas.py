"""Shapes of the JSON API of bodies: stable keys, ISO dates."""

from datetime import date

from ninja import Field, Schema


class BodyProblem(Schema):
    """RFC 9457."""

    title: str
    detail: str
    status: int


class BodiesQuery(Schema):
    """Empty fields do not filter. ``on``: in force on that day, today where none is named."""

    q: str = Field("", max_length=200, description="words of a name or alias, without tones")
    level: str = Field("", pattern="^[A-Z]*$", description="PROVINCE, COMMUNE, GROUP, CENTRAL, REGION or COMPANY")
    area: str = Field("", pattern="^[0-9]{0,10}$", description="commune or province code")
    on: date | None = None
    limit: int = Field(50, ge=1, le=500)
    offset: int = Field(0, ge=0, lt=2**31)


class BodyRow(Schema):
    key: str
    name: str
    short_name: str
    level: str
    block: str
    parent: str = Field(description="key of the body above, empty where none is known")
    area_code: str
    valid_from: date | None
    valid_to: date | None = Field(description="the last day")


class BodyRows(Schema):
    count: int
    items: list[BodyRow]


class MembersOut(Schema):
    """The units of a group on a day, in Vietnamese order."""

    key: str
    name: str
    units: list[BodyRow]
