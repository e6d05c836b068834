"""People on the lists of a year ago, so that there is something to count."""

from datetime import UTC, datetime

import pytest

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.monitoring.indicators.actions import closing as acts
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.tests.steps import listed
from binhyen.operations.cases.values import BulkFact
from binhyen.registers.people.actions.registering import register
from binhyen.registers.people.values import Birth, PersonDetails
from binhyen.registers.territories.models import Commune, Province
from tests.cast import BAN_LAU, NEXT_COMMUNE

LEARNT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
CLOSED = datetime(2026, 11, 15, 2, 0, tzinfo=UTC)  # a day after the administrative month of November is over
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
STATES = {
    "Vàng A Gió": ("MANAGED", BAN_LAU), "Lý A Chu": ("SUBSTITUTION", BAN_LAU), "Cư A Nhà": ("COMPULSORY", BAN_LAU),
    "Lò Thị Mai": ("POST_REHAB", BAN_LAU), "Tẩn Láo Tả": ("SUBSTITUTION", NEXT_COMMUNE),
}  # fmt: skip


@pytest.fixture
def communes(db):
    """The two communes of the cast."""
    same = {"kind": "xã", "valid_from": "2025-07-01", "source": "thử"}
    province = Province.objects.create(
        code="15", name="Lào Cai", full_name="Tỉnh Lào Cai", search_key="tinh lao cai", sort_key=b"l",
        **{**same, "kind": "tỉnh"},
    )  # fmt: skip
    for code, name, key in ((BAN_LAU, "Bản Lầu", b"a"), (NEXT_COMMUNE, "Bát Xát", b"b")):
        Commune.objects.create(
            code=code, province=province, name=name, full_name=f"Xã {name}", search_key=name.lower(), sort_key=key,
            **same,
        )  # fmt: skip


@pytest.fixture
def lists(communes, person):
    """Four of Bản Lầu, one of Bát Xát, as lists of January gave them. People by name."""
    police, found = person("commune_police"), {}
    with scope_in_database(THE_SYSTEM):
        for name, (_, commune) in STATES.items():
            details = PersonDetails(full_name=name, commune_code=commune, sex="M", birth=Birth(year=1990))
            found[name] = register(details=details, by=police, at=LEARNT)
        rows = [
            BulkFact(person_id=found[name].pk, details=listed(state, "2025-12-01"), at=LEARNT)
            for name, (state, _) in STATES.items()
        ]
        record_facts_bulk(rows=rows, by=None, at=LEARNT, source="test", checked=False)
    return found


@pytest.fixture
def closed(lists, person):
    """The books of November, closed by the coordinator."""
    with scope_in_database(THE_SYSTEM):
        return acts.close(kind="ADMIN_MONTH", code="2026-11", note="", by=person("coordinator"), at=CLOSED)
