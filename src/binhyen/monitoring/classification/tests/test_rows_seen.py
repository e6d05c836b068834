"""Which scenarios the database shows to whom, without any filter of a query."""

import pytest
from django.db import ProgrammingError, connection

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE
from binhyen.monitoring.classification.actions.planning import SupposedChange, save_scenario
from binhyen.monitoring.classification.models import ReadingChoice, Recognition, Scenario, ScenarioChange
from binhyen.monitoring.classification.values import ChangeKind
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import NOW, ON

pytestmark = pytest.mark.django_db
WHO = {
    "nobody": ([], set()),
    "department": ([(Role.DEPARTMENT_OFFICER, "s_yte", "15")], set()),
    "facility": ([(Role.FACILITY_OFFICER, "cs", BAN_LAU)], set()),
    "health officer of the commune": ([(Role.HEALTH_OFFICER, "", BAN_LAU)], set()),
    "police": ([(Role.COMMUNE_POLICE, "", BAN_LAU)], {BAN_LAU}),
    "committee": ([(Role.COMMUNE_COMMITTEE, "", BAN_LAU)], {BAN_LAU}),
    "police of the next commune": ([(Role.COMMUNE_POLICE, "", NEXT_COMMUNE)], {NEXT_COMMUNE}),
    "officer": ([(Role.PROVINCE_OFFICER, "", "15")], {BAN_LAU, NEXT_COMMUNE}),
}
POLICE = Scope.of(7, WHO["police"][0])


@pytest.fixture
def scenarios(lives):
    """One of each commune, each with a person; then the rights of the application."""
    for code in (BAN_LAU, NEXT_COMMUNE):
        somebody = lives("Vàng A Gió", "MANAGED", commune=code)
        change = SupposedChange(kind=ChangeKind.FACILITY, day=ON, person_id=somebody.pk)
        save_scenario(commune_code=code, name="x", changes=[change], by=None, at=NOW)
    with connection.cursor() as cursor:
        for role in (APP, PROVINCE):
            grants.apply(cursor.cursor, role=role)
        cursor.execute(f"SET LOCAL ROLE {APP}")


@pytest.mark.parametrize("name", WHO)
def test_a_reader_sees_the_scenarios_of_communes_whose_management_the_office_opens(scenarios, name):
    offices, seen = WHO[name]

    with scope_in_database(Scope.of(7, offices)):
        for model in (Scenario, ScenarioChange):
            assert set(model.objects.values_list("commune_code", flat=True)) == seen


def test_without_a_scope_there_is_none(scenarios):
    assert not Scenario.objects.exists()
    assert not ScenarioChange.objects.exists()


def test_a_scenario_of_another_commune_cannot_be_added_or_changed(scenarios):
    with scope_in_database(POLICE):
        assert Scenario.objects.filter(commune_code=NEXT_COMMUNE).update(name="y") == 0
    with pytest.raises(ProgrammingError, match="row-level security"), scope_in_database(POLICE):
        Scenario.objects.create(commune_code=NEXT_COMMUNE, name="z", made_at=NOW)


@pytest.mark.parametrize("model", [Recognition, ReadingChoice])
def test_decisions_and_readings_are_only_ever_added(scenarios, model):
    with pytest.raises(ProgrammingError, match="permission denied"), scope_in_database(POLICE):
        model.objects.update(recorded_at=NOW)
