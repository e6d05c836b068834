"""People to record facts of."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from binhyen.foundation.accounts.models import User
from binhyen.registers.people.actions.registering import register
from binhyen.registers.people.models import Person
from binhyen.registers.people.values import Birth, PersonDetails
from tests.cast import BAN_LAU

THEN = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)  # a Monday morning
Registering = Callable[..., Person]


@pytest.fixture
def registered(person: Callable[[str], User]) -> Registering:
    """``registered("Vàng A Gió")``: somebody of Bản Lầu, or of another commune."""

    def make(name: str = "Vàng A Gió", commune: str = BAN_LAU, year: int = 1990) -> Person:
        details = PersonDetails(full_name=name, commune_code=commune, sex="M", birth=Birth(year=year))
        return register(details=details, by=person("commune_police"), at=THEN)

    return make


@pytest.fixture
def somebody(registered: Registering) -> Person:
    return registered()
