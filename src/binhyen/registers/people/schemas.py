"""Shape of the JSON of people. Numbers go out masked; what comes in is read as a form is."""

from datetime import date
from typing import Annotated

from ninja import Field, Schema

from .rules.births import read_birth
from .rules.numbers import read_number
from .values import AddressDetails, AddressKind, ContactKind, PersonDetails, Sex

Line = Annotated[str, Field(max_length=300)]


class Problem(Schema):
    """RFC 9457."""

    title: str
    detail: str
    status: int


class SearchIn(Schema):
    """In the body, never in an address: addresses end up in logs."""

    q: Annotated[str, Field(min_length=1, max_length=120)]
    limit: Annotated[int, Field(ge=1, le=50)] = 30


class PersonLine(Schema):
    id: int
    full_name: str
    sex: str
    birth: str  # dd/mm/yyyy, mm/yyyy, yyyy or ""
    commune_code: str
    commune: str
    to_commune: str
    hamlet: str
    numbers: list[str]  # masked
    aliases: list[str]


class PeopleFound(Schema):
    items: list[PersonLine]
    more: bool


class PersonIn(Schema):
    full_name: Annotated[str, Field(max_length=120)]
    commune_code: Annotated[str, Field(pattern=r"^\d{5}$")]
    sex: Sex = Sex.UNKNOWN
    birth: Annotated[str, Field(max_length=20)] = ""  # 12/03/1990, 1990-03-12, 03/1990, 1990
    number: Annotated[str, Field(max_length=30)] = ""
    phone: Annotated[str, Field(max_length=20)] = ""
    aliases: Annotated[list[Line], Field(max_length=10)] = []
    hamlet_id: int | None = None
    address: Line = ""
    doubles: bool = False  # a second record is meant, though the number is known

    def details(self, *, today: date) -> PersonDetails:
        """Raises BirthUnreadable."""
        address = AddressDetails(
            kind=AddressKind.ACTUAL, place_code=self.commune_code, hamlet_id=self.hamlet_id, text=self.address
        )
        return PersonDetails(
            full_name=self.full_name,
            commune_code=self.commune_code,
            sex=self.sex,
            birth=read_birth(self.birth, today=today),
            aliases=tuple(self.aliases),
            numbers=((read_number(self.number).kind, self.number),) if self.number else (),
            contacts=((ContactKind.PHONE, self.phone),) if self.phone else (),
            addresses=(address,) if self.address or self.hamlet_id else (),
            hamlet_id=self.hamlet_id,
        )
