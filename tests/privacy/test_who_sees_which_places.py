"""Tables that count places and suppose things of them: every reader, every table, by raw SQL and the ORM, no filter.

Rows are made from the columns, so that a table that comes later is tried as well. Where a person of another commune is
concerned, or a row only ends, the subjects' own tests say so.
"""
# ruff: noqa: S608 - names of tables come from the list of tables

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE
from tests.architecture.test_row_level_security import PEOPLE as EVERY_TABLE
from tests.cast import BAN_LAU, NEXT_COMMUNE

pytestmark = pytest.mark.django_db
PLACES = sorted(table for table in EVERY_TABLE if table.partition("_")[0] in {"offences", "classification"})
PERSONS = {"offences_offenceparty", "offences_wantedhiding"}  # shown to offices that open the part of management
NEEDED = {"offences_plantfind": {"plants": "1"}}  # what a check asks for besides
VALUES = {"text": "''", "date": "'2026-03-02'", "timestamp with time zone": "now()", "boolean": "true", "ARRAY": "'{}'"}
HERE, THERE, BOTH = {BAN_LAU}, {NEXT_COMMUNE}, {BAN_LAU, NEXT_COMMUNE}
READERS = {
    "nobody": ([], set()),
    "administrator": ([(Role.ADMINISTRATOR, "", "")], set()),
    "department officer": ([(Role.DEPARTMENT_OFFICER, "s_yte", "15")], set()),
    "clinic": ([(Role.HEALTH_OFFICER, "mmt", "15")], set()),
    "facility": ([(Role.FACILITY_OFFICER, "cs", "15")], set()),
    "commune police": ([(Role.COMMUNE_POLICE, "", BAN_LAU)], HERE),
    "police of the next commune": ([(Role.COMMUNE_POLICE, "", NEXT_COMMUNE)], THERE),
    "commune committee": ([(Role.COMMUNE_COMMITTEE, "", BAN_LAU)], HERE),
    "leader of the commune": ([(Role.LEADER, "", BAN_LAU)], HERE),
    "coordinator": ([(Role.PROVINCE_COORDINATOR, "", "15")], BOTH),
    "province officer": ([(Role.PROVINCE_OFFICER, "", "15")], BOTH),
    "leader": ([(Role.LEADER, "", "15")], BOTH),
    "auditor": ([(Role.AUDITOR, "", "15")], BOTH),
}


def columns_of(cursor, table):
    cursor.execute(
        "SELECT column_name, data_type, is_nullable = 'YES' OR is_identity = 'YES' FROM information_schema.columns "
        "WHERE table_name = %s",
        [table],
    )
    return cursor.fetchall()


def insert(cursor, table, commune, number):
    """A row with every column that must be there; ``number`` names it, its record and whatever it hangs on."""
    given = {
        name: VALUES.get(kind, "''" if "char" in kind else str(number))
        for name, kind, free in columns_of(cursor, table)
        if not free
    }
    given |= {"id": str(number), "commune_code": f"'{commune}'", **NEEDED.get(table, {})}
    names = ", ".join(f'"{name}"' for name in given)
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join(given.values())})")


@pytest.fixture
def rows():
    """In every table one row of each of two communes; then the rights of the application."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # what a row hangs on is of no use here
        for table in PLACES:
            for number, commune in enumerate((BAN_LAU, NEXT_COMMUNE), start=1):
                insert(cursor, table, commune, number)
        cursor.execute("SET LOCAL session_replication_role = origin")
        for role in (APP, PROVINCE):
            grants.apply(cursor.cursor, role=role)
        cursor.execute(f"SET LOCAL ROLE {APP}")


def seen(table):
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT commune_code FROM {table}")
        raw = {code for (code,) in cursor.fetchall()}
    assert raw == set(model._base_manager.values_list("commune_code", flat=True))
    return raw


@pytest.mark.parametrize("name", READERS)
def test_a_reader_sees_the_rows_of_the_communes_of_the_office_and_no_other(rows, name):
    offices, communes = READERS[name]
    with scope_in_database(Scope.of(7, offices)):
        wrong = {table: found for table in PLACES if (found := seen(table)) != communes}

    assert wrong == {}


def test_health_of_the_commune_counts_places_and_sees_nothing_about_a_person(rows):
    with scope_in_database(Scope.of(7, [(Role.HEALTH_OFFICER, "", BAN_LAU)])):
        found = {table: seen(table) for table in PLACES}

    assert {table for table, codes in found.items() if not codes} >= PERSONS
    assert all(codes <= HERE for codes in found.values())


def test_without_a_scope_every_table_is_empty(rows):
    assert PLACES
    assert {table for table in PLACES if seen(table)} == set()


@pytest.mark.parametrize("table", PLACES)
def test_a_row_of_another_commune_cannot_be_added(rows, table):
    police = Scope.of(7, [(Role.COMMUNE_POLICE, "", BAN_LAU)])
    with (
        scope_in_database(police),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        insert(cursor, table, NEXT_COMMUNE, 99)
