"""A province with two recognised communes, one of which no longer meets what it was recognised for."""

from datetime import UTC, date, datetime

import pytest

from binhyen.monitoring.classification.actions.recognitions import RecognitionDetails, enter_recognitions
from binhyen.monitoring.classification.values import RecognisedAs
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.tests.steps import listed
from binhyen.operations.cases.values import BulkFact
from binhyen.registers.people.actions.registering import register as register_person
from binhyen.registers.people.values import Birth, PersonDetails
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories import imports
from binhyen.registers.territories.values import PopulationKind
from tests.cast import BAN_LAU, NEXT_COMMUNE

LEARNT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def recognised(db, person):
    """Both communes recognised and 10,000 people each; two people in Bản Lầu stand against the first criterion."""
    territories.load_codes(tables=imports.read_codes(provinces=("15",)), by=None, at=LEARNT)
    territories.set_populations(
        people={BAN_LAU: 10_000, NEXT_COMMUNE: 10_000}, kind=PopulationKind.RESIDENCE, as_of=date(2025, 12, 14),
        source="thử", by=None, at=LEARNT,
    )  # fmt: skip
    enter_recognitions(
        details=[
            RecognitionDetails(
                area_code=code, kind=RecognisedAs.DRUG_FREE, valid_from=date(2025, 12, 20), decision_number="9/QĐ-UBND",
                decision_on=date(2025, 12, 20), decided_by="UBND tỉnh", period=2025,
            )
            for code in (BAN_LAU, NEXT_COMMUNE)
        ],
        by=person("officer"), at=LEARNT,
    )  # fmt: skip
    for name in ("Vàng A Gió", "Lý A Chu"):
        details = PersonDetails(full_name=name, commune_code=BAN_LAU, sex="M", birth=Birth(year=1990))
        who = register_person(details=details, by=person("officer"), at=LEARNT)
        fact = BulkFact(person_id=who.pk, details=listed("MANAGED", "2025-12-22"), at=LEARNT)
        record_facts_bulk(rows=[fact], by=None, at=LEARNT, source="test", checked=False)
