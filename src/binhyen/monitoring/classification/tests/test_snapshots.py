"""A class is the same from a snapshot and from live facts: for days in both periods, known now and known then."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.monitoring.classification.queries.facts import areas
from binhyen.monitoring.classification.queries.snapshots import areas_of
from binhyen.monitoring.classification.rules.classify import classify
from binhyen.monitoring.indicators.actions import snapshot
from binhyen.operations.offences.actions.finds import record_plants
from binhyen.operations.offences.values import PlantDetails
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import NOW, ON

BOTH = [BAN_LAU, NEXT_COMMUNE]
FEBRUARY = datetime(2026, 2, 12, 2, 0, tzinfo=UTC)


@pytest.fixture
def taken(settings, tmp_path, transactional_db, lives, arrested, point):
    """Of everything a little, in two communes; then a snapshot."""
    settings.VAR = tmp_path
    with scope_in_database(THE_SYSTEM):
        for number, state in enumerate(("MANAGED", "SUBSTITUTION", "AWAITING_EXECUTION", "COMPULSORY", "POST_REHAB")):
            lives(f"Vàng A {number}", state)
        lives("Tẩn Láo Tả", "MANAGED", commune=NEXT_COMMUNE, at=datetime(2026, 2, 20, tzinfo=UTC))
        arrested(on=date(2025, 12, 10))
        arrested(residence="HERE")
        arrested(residence="ELSEWHERE", people=2)
        arrested(residence="UNKNOWN", on=date(2026, 3, 1))
        point(("SUSPECTED", date(2026, 1, 20)), ("ESTABLISHED", date(2026, 2, 1)))
        point(("ESTABLISHED", date(2026, 1, 5)), ("ELIMINATED", date(2026, 2, 5)))
        point(("SUSPECTED", date(2026, 1, 5)), ("DISPROVED", date(2026, 2, 21)))
        record_plants(
            details=PlantDetails(
                commune_code=BAN_LAU, found_on=date(2026, 2, 1), destroyed_on=date(2026, 2, 2), plants=12,
                area_m2=Decimal("3.5"),
            ),
            by=None, at=NOW,
        )  # fmt: skip
    return snapshot.take(scope=THE_SYSTEM, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_class_is_the_same_from_a_snapshot_and_from_live_facts(taken):
    seen = set()
    for on in (date(2025, 12, 12), date(2026, 2, 3), date(2026, 2, 25), ON, date(2026, 12, 20)):
        for known_at in (None, FEBRUARY):
            with scope_in_database(THE_SYSTEM):
                live = areas(communes=BOTH, on=on, at=NOW, known_at=known_at)
            kept = areas_of(taken, communes=BOTH, on=on, known_at=known_at)
            for code in BOTH:
                mine = replace(live[code].facts, residents_source="", other_population=None, other_source="")
                assert kept[code] == mine
                assert classify(kept[code]) == classify(mine)
                seen.add((classify(mine).key, classify(mine).free_met))

    assert len(seen) > 3  # they are not all alike


@pytest.mark.django_db(transaction=True)
def test_a_commune_the_snapshot_does_not_know_has_nothing_and_no_residents(taken):
    facts = areas_of(taken, communes=["99999"], on=ON)["99999"]

    assert (facts.people, facts.residents, facts.arrested) == ({}, None, 0)
