"""Which rows the database shows whom, with the rights of the application and no filter at all."""

from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE
from binhyen.operations.offences.actions.finds import record_plants, record_wanted
from binhyen.operations.offences.actions.points import record_point
from binhyen.operations.offences.models import (
    EntryDraft,
    Offence,
    OffenceParty,
    PlantFind,
    Seizure,
    UsePoint,
    UsePointFact,
    WantedHiding,
)
from binhyen.operations.offences.values import (
    PlantDetails,
    PointDetails,
    PointStatus,
    PointStep,
    SeizureDetails,
    Unit,
    WantedDetails,
)
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import AT, AWAY, HERE

pytestmark = pytest.mark.django_db
PLACES = (Offence, Seizure, UsePoint, UsePointFact, PlantFind)
PERSONS = (OffenceParty, WantedHiding)
ALL = (*PLACES, *PERSONS)
POLICE = Scope.of(1, [(Role.COMMUNE_POLICE, "", BAN_LAU)])
NEXT = Scope.of(2, [(Role.COMMUNE_POLICE, "", NEXT_COMMUNE)])
COMMITTEE = Scope.of(3, [(Role.COMMUNE_COMMITTEE, "", BAN_LAU)])
HEALTH = Scope.of(4, [(Role.HEALTH_OFFICER, "", BAN_LAU)])
CLINIC = Scope.of(5, [(Role.HEALTH_OFFICER, "tram_y_te", "")])
AUDITOR = Scope.of(6, [(Role.AUDITOR, "", "15")])
OFFICER = Scope.of(7, [(Role.PROVINCE_OFFICER, "ca_tinh", "15")])


@pytest.fixture
def rows(offence, person):
    """One of everything in Bản Lầu; the offence has a resident and somebody of the next commune."""
    heroin = SeizureDetails(substance="28-2026-IA-14", amount=Decimal(1), unit=Unit.GRAM)
    offence(HERE, AWAY, seizures=(heroin,))
    by, on = person("officer"), date(2026, 3, 2)
    step = PointStep(status=PointStatus.SUSPECTED, on=on)
    record_point(details=PointDetails(commune_code=BAN_LAU), steps=[step], by=by, at=AT)
    record_plants(details=PlantDetails(commune_code=BAN_LAU, found_on=on, plants=1), by=by, at=AT)
    record_wanted(details=WantedDetails(commune_code=BAN_LAU, from_on=on), by=by, at=AT)


@contextmanager
def reading(scope):
    """As the application reads, within what the scope opens."""
    with connection.cursor() as cursor:
        for role in (APP, PROVINCE):
            grants.apply(cursor.cursor, role=role)
        cursor.execute(f"SET LOCAL ROLE {APP}")
    with scope_in_database(scope):
        yield


def seen(scope):
    with reading(scope):
        return {model.__name__: model.objects.count() for model in ALL}


def test_without_an_office_there_is_nothing(rows):
    assert set(seen(Scope()).values()) == {0}


@pytest.mark.parametrize(
    "scope", [POLICE, COMMITTEE, OFFICER, AUDITOR], ids=["police", "committee", "officer", "auditor"]
)
def test_the_commune_and_the_province_see_all_rows_so_that_counts_are_right(rows, scope):
    found = seen(scope)

    assert found.pop("OffenceParty") == 2
    assert set(found.values()) == {1}


def test_health_of_the_commune_sees_no_person(rows):
    found = seen(HEALTH)

    assert [found[model.__name__] for model in PERSONS] == [0, 0]
    assert set(seen(CLINIC).values()) == {0}


def test_the_commune_of_residence_sees_its_own_person_and_nothing_else_of_the_offence(rows):
    found = seen(NEXT)

    assert found.pop("OffenceParty") == 1
    assert set(found.values()) == {0}


def test_a_row_of_another_commune_cannot_be_added(rows, offence):
    with reading(NEXT), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        offence()


@pytest.mark.parametrize("model", ALL)
def test_a_row_only_ends_it_neither_changes_nor_goes(rows, model):
    with pytest.raises(DatabaseError, match="only ends"), transaction.atomic():
        model.objects.update(commune_code=NEXT_COMMUNE)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 - a table of ours


def test_what_ended_stays_ended(rows):
    Offence.objects.update(known_to=AT)

    with pytest.raises(DatabaseError, match="only ends"), transaction.atomic():
        Offence.objects.update(known_to=None)


def test_what_somebody_is_typing_is_seen_by_nobody_else(person):
    mine, other = person("commune_police"), person("next_commune")
    EntryDraft.objects.create(key="0" * 32, user=mine, table="vu-viec", changed_at=AT)

    with reading(Scope(user_id=mine.pk)):
        assert EntryDraft.objects.count() == 1
    with scope_in_database(Scope(user_id=other.pk)):
        assert EntryDraft.objects.count() == 0
