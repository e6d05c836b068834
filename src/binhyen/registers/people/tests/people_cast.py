"""Small helpers for tests of people: details of an invented person, and the moment everything happens."""

from datetime import UTC, datetime

from binhyen.registers.people.actions.registering import register
from binhyen.registers.people.models import Person
from binhyen.registers.people.values import Birth, ContactKind, NumberKind, PersonDetails
from tests.cast import BAN_LAU, NEXT_COMMUNE

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NUMBER = "099090001234"  # the prefix was never issued
BIRTH = Birth(year=1990, month=3, day=12)

__all__ = ["AT", "BAN_LAU", "BIRTH", "NEXT_COMMUNE", "NUMBER", "details", "made"]


def details(name: str = "Vàng A Giả", **given: object) -> PersonDetails:
    """Somebody of Bản Lầu; ``number`` and ``phone`` as written."""
    numbers = ((NumberKind.CITIZEN, given.pop("number")),) if "number" in given else ()
    contacts = ((ContactKind.PHONE, given.pop("phone")),) if "phone" in given else ()
    rest = {"commune_code": BAN_LAU, "sex": "M", "birth": BIRTH, "numbers": numbers, "contacts": contacts}
    return PersonDetails(full_name=name, **(rest | given))


def made(name: str = "Vàng A Giả", *, by=None, **given: object) -> Person:
    return register(details=details(name, **given), by=by, at=AT, doubles=True)
