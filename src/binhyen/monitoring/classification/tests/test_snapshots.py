"""A class is the same from a snapshot and from live facts: for days in both periods, known now and known then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.monitoring.classification.queries.classes import Classes, classes_of
from binhyen.monitoring.classification.queries.facts import areas, areas_on
from binhyen.monitoring.classification.queries.snapshots import areas_of
from binhyen.monitoring.classification.rules.classify import classify
from binhyen.monitoring.classification.rules.law import decision
from binhyen.monitoring.indicators.actions import snapshot
from binhyen.monitoring.indicators.models import Touched
from binhyen.monitoring.indicators.rules.spans import ends
from binhyen.operations.cases.rules.time import day_of
from binhyen.operations.offences.actions.finds import record_plants
from binhyen.operations.offences.actions.routes import record_route, withdraw_route
from binhyen.operations.offences.values import Approver, Axis, PlantDetails, RouteDetails, RouteKind
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import NOW, ON

BOTH = [BAN_LAU, NEXT_COMMUNE]
ROUTE = RouteDetails(
    name="A", kind=RouteKind.LOCAL, axis=Axis.ROAD, approver=Approver.PROVINCE_COMMITTEE, decision="1/QĐ-UBND",
    valid_from=date(2026, 1, 5), communes=(BAN_LAU,),
)  # fmt: skip
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
    seen, days = set(), (date(2025, 12, 12), date(2026, 2, 3), date(2026, 2, 25), ON, date(2026, 12, 20))
    for known_at in (None, FEBRUARY):
        with scope_in_database(THE_SYSTEM):
            together = areas_on(communes=BOTH, days=days, at=NOW, known_at=known_at)
        for on in days:
            with scope_in_database(THE_SYSTEM):
                live = areas(communes=BOTH, on=on, at=NOW, known_at=known_at)
            assert {code: (one.facts, one.standing) for code, one in together[on].items()} == {
                code: (one.facts, one.standing) for code, one in live.items()
            }
            kept = areas_of(taken, communes=BOTH, on=on, known_at=known_at)
            for code in BOTH:
                mine = replace(live[code].facts, residents_source="", other_population=None, other_source="")
                assert kept[code] == mine
                assert classify(kept[code]) == classify(mine)
                seen.add((classify(mine).key, classify(mine).free_met))

    assert len(seen) > 3  # they are not all alike
    nowhere = areas_of(taken, communes=["99999"], on=ON)["99999"]
    assert (nowhere.people, nowhere.residents, nowhere.arrested) == ({}, None, 0)


@pytest.mark.django_db(transaction=True)
def test_the_classes_figures_count_are_those_of_live_facts_and_only_what_moved_is_made_anew(
    taken, lives, monkeypatch, person
):
    """Of every day figures are kept of; then again after somebody came into the register of one commune."""
    made, asked, rows = kept(taken), [], Classes.rows
    days = {day for _, day in made}
    assert days == {day for day in ends(day_of(NOW)) if decision(day)}
    assert made == live(days)
    assert {"DRUG_FREE", "UNKNOWN"} <= {name for names in made.values() for name in names}

    monkeypatch.setattr(Classes, "rows", lambda self, **given: asked.append(given) or rows(self, **given))
    Touched.objects.all().delete()
    with scope_in_database(THE_SYSTEM):
        lives("Lý A Mới", "MANAGED", commune=NEXT_COMMUNE, since="2025-11-02")
    again = kept(snapshot.take(scope=THE_SYSTEM, at=NOW + timedelta(minutes=20)))

    assert again != made
    assert again == live(days)
    assert [set(given["communes"]) for given in asked if days & set(given["days"])] == [{NEXT_COMMUNE}]

    with scope_in_database(THE_SYSTEM):
        route = record_route(details=ROUTE, by=None, at=NOW)
    snapshot.take(scope=THE_SYSTEM, at=NOW + timedelta(minutes=40))
    Touched.objects.all().delete()
    asked.clear()
    with scope_in_database(THE_SYSTEM):
        withdraw_route(record_id=route.record_id, reason="Nhầm", by=person("officer"), at=NOW)  # its stretches stay
    gone = kept(snapshot.take(scope=THE_SYSTEM, at=NOW + timedelta(minutes=60)))

    assert set(Touched.objects.values_list("commune_code", "written")) == {(BAN_LAU, "routes")}
    assert gone == live(days)
    assert [set(given["communes"]) for given in asked if days & set(given["days"])] == [{BAN_LAU}]


def kept(taken):
    found = {}
    for row in (row for file in taken.files("classes") for row in pq.read_table(file).to_pylist()):
        found.setdefault((row["commune_code"], row["legal_from"]), set()).add(row["class"])
    return found


def live(days):
    with scope_in_database(THE_SYSTEM):
        return {
            (code, day): set(classes_of(classify(areas(communes=[code], on=day, at=NOW)[code].facts)))
            for code in BOTH
            for day in days
        }
