"""Communes, and short ways to state what a test is about."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from binhyen.operations.offences.actions.offences import record_offence
from binhyen.operations.offences.models import Offence
from binhyen.operations.offences.values import Nature, OffenceDetails, PartyDetails, Residence
from binhyen.registers.people.actions.registering import register
from binhyen.registers.people.models import Person
from binhyen.registers.people.values import Birth, PersonDetails
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories import imports
from tests.cast import BAN_LAU, NEXT_COMMUNE

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
START = date(2025, 12, 15)
HERE = PartyDetails(residence=Residence.HERE, residence_commune=BAN_LAU)
AWAY = PartyDetails(residence=Residence.ELSEWHERE, residence_commune=NEXT_COMMUNE)
UNSURE = PartyDetails()
Stating = Callable[..., Offence]


@pytest.fixture
def communes(db: None) -> None:
    territories.load_codes(tables=imports.read_codes(provinces=("15",)), by=None, at=AT)


@pytest.fixture
def offence(person: Any) -> Stating:
    """``offence(HERE, AWAY)``: an offence of Bản Lầu with these persons, or of another commune or day."""

    def make(
        *parties: PartyDetails, on: date = date(2026, 3, 2), commune: str = BAN_LAU, crime: bool = True, **rest: Any
    ) -> Offence:
        details = OffenceDetails(
            occurred_on=on,
            commune_code=commune,
            nature=Nature.CRIME if crime else Nature.ADMINISTRATIVE,
            articles=("249",) if crime else (),
        )
        return record_offence(details=details, parties=parties, by=person("officer"), at=rest.pop("at", AT), **rest)

    return make


@pytest.fixture
def somebody(person: Any) -> Person:
    details = PersonDetails(full_name="Vàng A Gió", commune_code=BAN_LAU, sex="M", birth=Birth(year=1990))
    return register(details=details, by=person("commune_police"), at=AT)
