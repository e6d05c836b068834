"""Communes with residents, people, offences: enough to be classified."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import User
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.tests.steps import listed
from binhyen.operations.cases.values import BulkFact
from binhyen.operations.offences.actions.offences import record_offence
from binhyen.operations.offences.actions.points import record_point
from binhyen.operations.offences.values import (
    OffenceDetails,
    PartyDetails,
    PointDetails,
    PointStatus,
    PointStep,
    Residence,
)
from binhyen.registers.people.actions.registering import register
from binhyen.registers.people.models import Person
from binhyen.registers.people.values import Birth, PersonDetails
from binhyen.registers.territories.actions import set_populations
from binhyen.registers.territories.models import Commune, Province
from binhyen.registers.territories.values import PopulationKind
from tests.cast import BAN_LAU, NEXT_COMMUNE, PROVINCE

ON = date(2026, 3, 27)
LEARNT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
NOW = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def communes(db: None) -> None:
    """Bản Lầu with 10,000 residents, Bát Xát without any figure; nothing else in the province."""
    province = Province.objects.create(
        code=PROVINCE, name="Lào Cai", full_name="Tỉnh Lào Cai", kind="tỉnh", search_key="tinh lao cai", sort_key=b"l",
        valid_from=date(2025, 7, 1), source="x",
    )  # fmt: skip
    for code, name, key in ((BAN_LAU, "Bản Lầu", "ban lau"), (NEXT_COMMUNE, "Bát Xát", "bat xat")):
        Commune.objects.create(
            code=code, province=province, name=name, full_name=f"Xã {name}", kind="xã", search_key=f"xa {key}",
            sort_key=key.encode(), valid_from=date(2025, 7, 1), source="x",
        )  # fmt: skip
    set_populations(
        people={BAN_LAU: 10_000}, kind=PopulationKind.RESIDENCE, as_of=date(2025, 12, 14), source="Dữ liệu cư trú",
        by=None, at=LEARNT,
    )  # fmt: skip


@pytest.fixture
def lives(communes: None, person: Callable[[str], User]) -> Callable[..., Person]:
    """``lives("Vàng A Gió", "MANAGED")``: somebody of Bản Lầu whom a list of January gives that state."""

    def make(name: str, state: str, commune: str = BAN_LAU, since: str = "2025-12-20", at: datetime = LEARNT) -> Person:
        details = PersonDetails(full_name=name, commune_code=commune, sex="M", birth=Birth(year=1990))
        who = register(details=details, by=person("officer"), at=at)
        record_facts_bulk(
            rows=[BulkFact(person_id=who.pk, details=listed(state, since), at=at)], by=None, at=at, source="test",
            checked=False,
        )  # fmt: skip
        return who

    return make


@pytest.fixture
def arrested(communes: None) -> Callable[..., int]:
    """``arrested(on, residence)``: one person arrested in Bản Lầu."""

    def make(
        on: date = date(2026, 2, 10), residence: Residence = Residence.ELSEWHERE, at: datetime = LEARNT, people: int = 1
    ) -> int:
        here = BAN_LAU if residence == "HERE" else ""
        offence = record_offence(
            details=OffenceDetails(occurred_on=on, commune_code=BAN_LAU, articles=("249",)),
            parties=[PartyDetails(residence=residence, residence_commune=here)] * people,
            by=None, at=max(at, datetime(on.year, on.month, on.day, 12, tzinfo=UTC)),
        )  # fmt: skip
        return int(offence.record_id)

    return make


@pytest.fixture
def point(communes: None) -> Callable[..., int]:
    """``point(("SUSPECTED", day), …)``: a point of Bản Lầu with its steps."""

    def make(*steps: tuple[str, date], at: datetime = NOW) -> int:
        row = record_point(
            details=PointDetails(commune_code=BAN_LAU),
            steps=[PointStep(status=PointStatus(status), on=on) for status, on in steps],
            by=None, at=at,
        )  # fmt: skip
        return int(row.record_id)

    return make


@pytest.fixture
def scope(person: Callable[[str], User]) -> Callable[[str], object]:
    return lambda name: scope_of(user=person(name), on=timezone.localdate(NOW))
