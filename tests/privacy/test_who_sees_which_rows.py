"""Every table about people, every role, with the rights of the application and no filter at all.

Tables are discovered, filled with rows of the same few persons, and read by the ORM, by raw SQL and by writing:
a table that comes later is tried as well, its history and its partitions with it.
"""
# ruff: noqa: S608 - names of tables come from the list of tables

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection
from django.utils import timezone

from binhyen.foundation.access import queries as access
from binhyen.foundation.access.rls import scope_in_database, whole_case_in_database
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE
from tests.architecture.test_row_level_security import PEOPLE as EVERY_TABLE
from tests.architecture.test_row_level_security import tables
from tests.cast import BAN_LAU, NEXT_COMMUNE, SINCE
from tests.privacy.filler import NOW, Filler

pytestmark = pytest.mark.django_db
# rows with a person, a commune or a compartment; subjects that count places say in their own tests who sees which rows
PEOPLE = {table for table in EVERY_TABLE if table.partition("_")[0] in {"people", "cases"}}
COMMUNES = {
    "A": (BAN_LAU, ""),
    "B": (NEXT_COMMUNE, ""),
    "C": (BAN_LAU, NEXT_COMMUNE),  # has left the one and is not yet accepted by the other
    "D": ("", ""),  # has left the province
}
EVERYBODY, ALL = "ABCD", ("COMMON", "MANAGEMENT", "HEALTH", "SUPPORT")
C, M, H, S = ALL
# who: offices, and which compartments of which person they open
READERS = {
    "nobody": ([], {}),
    "department officer": ([(Role.DEPARTMENT_OFFICER, "s_yte", "15")], {}),
    "administrator": ([(Role.ADMINISTRATOR, "", "")], {}),
    "clinic that was given nobody": ([(Role.HEALTH_OFFICER, "mmt_khac", "15")], {}),
    "facility that was given nobody": ([(Role.FACILITY_OFFICER, "cs_khac", BAN_LAU)], {}),
    "department officer of the clinic's body": ([(Role.DEPARTMENT_OFFICER, "mmt", "15")], {}),
    "leader of another commune": ([(Role.LEADER, "ubnd_xa_02647", "02647")], {}),
    "commune police": ([(Role.COMMUNE_POLICE, "ca_xa_02788", BAN_LAU)], {"A": {C, M, S}, "C": {C, M, S}}),
    "police of the next commune": ([(Role.COMMUNE_POLICE, "", NEXT_COMMUNE)], {"B": {C, M, S}, "C": {C, M, S}}),
    "commune committee": ([(Role.COMMUNE_COMMITTEE, "", BAN_LAU)], {"A": {C, M, S}, "C": {C, M, S}}),
    "health officer": ([(Role.HEALTH_OFFICER, "", BAN_LAU)], {"A": {C, H, S}, "C": {C, H, S}}),
    "leader of the commune": ([(Role.LEADER, "", BAN_LAU)], {"A": {C, M}, "C": {C, M}}),
    "health here and police there": (
        [(Role.HEALTH_OFFICER, "", BAN_LAU), (Role.COMMUNE_POLICE, "", NEXT_COMMUNE)],
        {"A": {C, H, S}, "B": {C, M, S}, "C": {C, H, M, S}},
    ),
    "clinic": ([(Role.HEALTH_OFFICER, "mmt", "15")], {"A": {C, H}}),
    "facility": ([(Role.FACILITY_OFFICER, "cs", BAN_LAU)], {"B": {C, M, H}}),
    "coordinator": ([(Role.PROVINCE_COORDINATOR, "", "15")], dict.fromkeys(EVERYBODY, {C, M, S})),
    "province officer": ([(Role.PROVINCE_OFFICER, "", "15")], dict.fromkeys(EVERYBODY, {C, M, S})),
    "leader": ([(Role.LEADER, "", "15")], dict.fromkeys(EVERYBODY, {C, M})),
    "auditor": ([(Role.AUDITOR, "", "15")], dict.fromkeys(EVERYBODY, {C})),
}
GIVEN = (("A", "b:mmt", H), ("B", "b:cs", M), ("B", "b:cs", H))
BY_GIFT = {"clinic", "facility"}
NOT_GIVEN = {"people_possiblepair", "cases_listimport", "cases_listrow", "cases_listexport", "cases_roster"}


@pytest.fixture
def world():
    """Rows about four persons in every table; then the rights of the application."""
    filler = Filler(maker=User.objects.create(username="maker", full_name="maker"))
    filler.fill(COMMUNES)
    reach = apps.get_model("people.reach")
    for letter, reader, compartment in GIVEN:
        given = reach.objects.create(person=filler.people[letter], reader=reader, compartment=compartment, ground="x")
        filler.rows["people_reach"][given.pk] = (letter, reader)
    with connection.cursor() as cursor:
        for role in (APP, PROVINCE):
            grants.apply(cursor.cursor, role=role)
        _histories(cursor, filler)
        cursor.execute(f"SET LOCAL ROLE {APP}")
    return filler


def _histories(cursor, filler):
    """What triggers wrote while the tables were filled: about whom, and of which compartment."""
    letters = {person.pk: letter for letter, person in filler.people.items()}
    for table in sorted(PEOPLE):
        if table.endswith("event"):
            about = "pgh_obj_id" if table == "people_personevent" else "person_id"
            part = "compartment" if table == "people_sensitivenoteevent" else "''"
            cursor.execute(f"SELECT pgh_id, {about}, {part} FROM {table}")
            filler.rows[table] = {key: (letters[person], part) for key, person, part in cursor.fetchall()}


def scope_of(offices):
    user = User.objects.create(username="reader", full_name="reader")
    for role, body, area in offices:
        Appointment.objects.create(user=user, role=role, body_key=body, area_code=area, valid_from=SINCE)
    return access.scope(user=user, on=NOW.date())


def columns(table):
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def expected(table, rows, name, scope):
    """Keys of the rows that this reader may see."""
    opened = READERS[name][1]
    if table == "people_reach":
        return {key for key, (_, reader) in rows.items() if len(opened) == len(EVERYBODY) or reader in scope.readers}
    if name in BY_GIFT and table in NOT_GIVEN:
        return set()
    return {
        key
        for key, (letter, compartment) in rows.items()
        if letter in opened and (not compartment or compartment in opened[letter]) and at_home(table, letter, scope)
    }


def at_home(table, letter, scope):
    """Lists belong to one commune, which made them: the receiving one has no part in them."""
    one_commune = table == "cases_listrow" or ("commune_code" in columns(table) and table != "cases_casefact")
    if "to_commune_code" in columns(table) or not one_commune or not scope.people_areas:
        return True
    return COMMUNES[letter][0] in scope.people_areas


def model_of(table):
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def read(table):
    """Keys read with raw SQL and with the ORM, from the table and from each of its leaves."""
    model = model_of(table)
    found = [set(model._base_manager.values_list("pk", flat=True))]
    leaves = [name for name, (_, _, _, parent) in tables().items() if parent == table]
    for name in [table, *leaves]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {model._meta.pk.column} FROM {name}")
            found.append({key for (key,) in cursor.fetchall()})
    return found


def asked_about(world, table):
    return {key: about for key, about in world.rows[table].items() if about[0] != "other"}


@pytest.mark.parametrize("name", READERS)
def test_a_reader_sees_in_every_table_what_the_offices_open_and_nothing_else(world, name):
    offices, opened = READERS[name]
    scope = scope_of(offices)
    wrong = {}
    for table in sorted(PEOPLE):
        rows = asked_about(world, table)
        wanted, others = expected(table, rows, name, scope), world.rows[table].keys() - rows.keys()
        with scope_in_database(scope):
            found = read(table)
        if told := {world.rows[table].get(key, key) for seen in found for key in (seen - others) ^ wanted}:
            wrong[table] = told
    assert wrong == {}
    assert bool(opened) == any(expected(t, asked_about(world, t), name, scope) for t in PEOPLE)


def test_without_a_scope_every_table_is_empty(world):
    assert all(len(world.rows[table]) >= len(EVERYBODY) for table in PEOPLE)
    assert {table for table in PEOPLE if any(read(table))} == set()


POLICE = Scope.of(7, READERS["commune police"][0])


def refusals(tables, do):
    """What the database says to ``do(cursor, table)`` in the scope of the commune's police; "" where it lets it be."""
    said = {}
    for table in tables:
        try:
            with scope_in_database(POLICE), connection.cursor() as cursor:
                do(cursor, table)
                said[table] = ""
        except DatabaseError as refused:
            said[table] = str(refused).splitlines()[0]
    return said


def test_a_change_without_a_filter_reaches_only_what_is_seen(world):
    too_far = set()

    def change(cursor, table):
        key = model_of(table)._meta.pk.column
        cursor.execute(f"UPDATE {table} SET {key} = {key}")
        if cursor.rowcount > len(expected(table, asked_about(world, table), "commune police", POLICE)):
            too_far.add(table)

    said = refusals(PEOPLE, change)

    assert too_far == set()
    assert all("permission denied" in words for words in said.values() if words)  # rows that are only ever added
    assert not said["people_person"]


def test_a_row_about_somebody_elses_person_cannot_be_added(world):
    def add(cursor, table):
        key = next(key for key, about in world.rows[table].items() if about[0] == "B")
        with whole_case_in_database():
            column = model_of(table)._meta.pk.column
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE {column} = %s", [key])
            (row,) = cursor.fetchone()
        cursor.execute(f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s::jsonb)", [row])

    said = refusals((table for table in PEOPLE if not table.endswith("event")), add)

    assert {table for table, words in said.items() if "row-level security" not in words} == set()


def test_history_is_never_taken_away(world):
    histories = [table for table in PEOPLE if table.endswith("event")]

    said = refusals(histories, lambda cursor, table: cursor.execute(f"DELETE FROM {table}"))

    assert len(histories) >= 9
    assert {table for table, words in said.items() if "permission denied" not in words} == set()


def names_seen(world):
    table = apps.get_model("people.person").objects
    return "".join(
        sorted(letter for letter, p in world.people.items() if table.filter(pk=p.pk).exists() and len(letter) == 1)
    )


def compartments_seen(world, letter):
    facts = apps.get_model("cases.casefact").objects.filter(person=world.people[letter])
    return set(facts.values_list("compartment", flat=True))


def test_a_person_given_for_a_time_is_gone_when_the_time_is_over(world):
    reach, scope = apps.get_model("people.reach").objects, POLICE
    for ends_at, seen in ((timezone.now() + timedelta(hours=1), "ABC"), (timezone.now() - timedelta(seconds=1), "AC")):
        with scope_in_database(scope), whole_case_in_database(world.people["B"].pk):
            reach.update_or_create(
                person=world.people["B"], reader="u:7", compartment=H, defaults={"ends_at": ends_at, "ground": "x"}
            )
        with scope_in_database(scope):
            assert names_seen(world) == seen
            assert compartments_seen(world, "B") == ({C, H} if "B" in seen else set())
            assert compartments_seen(world, "A") == {C, M, S}


def test_nobody_gives_people_to_oneself(world):
    with pytest.raises(ProgrammingError, match="row-level security"), scope_in_database(POLICE):
        apps.get_model("people.reach").objects.create(person=world.people["B"], reader="u:7", ground="x")


def test_a_gift_to_a_body_opens_no_more_than_the_officers_role(world):
    police_of_the_clinic = Scope.of(8, [(Role.COMMUNE_POLICE, "mmt", "02647")])
    with scope_in_database(police_of_the_clinic):
        assert names_seen(world) == "A"
        assert compartments_seen(world, "A") == {C}


def test_the_whole_case_opens_one_person_and_the_scope_is_back_afterwards(world):
    with scope_in_database(POLICE):
        with whole_case_in_database(world.people["B"].pk):
            assert names_seen(world) == "ABC"
            assert compartments_seen(world, "B") == set(ALL)
            assert compartments_seen(world, "A") == {C, M, S}
        assert names_seen(world) == "AC"
        with whole_case_in_database():
            assert names_seen(world) == "ABCD"
            assert compartments_seen(world, "D") == set(ALL)
        assert names_seen(world) == "AC"
        with pytest.raises(ZeroDivisionError), whole_case_in_database(world.people["B"].pk):
            raise ZeroDivisionError
        assert names_seen(world) == "AC"
    assert names_seen(world) == ""


def test_a_scope_inside_the_whole_case_sees_only_its_own(world):
    with whole_case_in_database(), scope_in_database(POLICE):
        assert names_seen(world) == "AC"
        assert compartments_seen(world, "A") == {C, M, S}


def test_a_person_moves_from_hand_to_hand_and_history_follows(world):
    people = apps.get_model("people.person").objects
    history = apps.get_model("people.personevent").objects
    moved, there = world.people["C"].pk, Scope.of(9, READERS["police of the next commune"][0])
    with scope_in_database(there):
        people.filter(pk=moved).update(commune_code=NEXT_COMMUNE, to_commune_code="")
        assert history.filter(pgh_obj_id=moved).count() == 2
    with scope_in_database(POLICE):
        assert names_seen(world) == "A"
        assert not history.filter(pgh_obj_id=moved).exists()


def test_a_person_cannot_be_pushed_out_of_the_own_area_without_opening_the_case(world):
    people, pk = apps.get_model("people.person").objects, world.people["A"].pk
    with pytest.raises(ProgrammingError, match="row-level security"), scope_in_database(POLICE):
        people.filter(pk=pk).update(commune_code="")
    with scope_in_database(POLICE), whole_case_in_database(pk):
        assert people.filter(pk=pk).update(commune_code="") == 1


def test_the_owner_of_the_tables_may_read_every_compartment_for_backups(world):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("CREATE ROLE keeper_of_all NOLOGIN")
        for table in ("cases_casefact", "people_sensitivenote"):
            cursor.execute(f"ALTER TABLE {table} OWNER TO keeper_of_all")
            cursor.execute(f"ALTER POLICY keeper ON {table} TO keeper_of_all")
        cursor.execute("GRANT USAGE ON SCHEMA public TO keeper_of_all")
        cursor.execute("GRANT SELECT ON people_person, people_reach TO keeper_of_all")
        cursor.execute("SET LOCAL ROLE keeper_of_all")
        cursor.execute("SELECT count(DISTINCT compartment) FROM cases_casefact")
        assert cursor.fetchone() == (len(ALL),)
