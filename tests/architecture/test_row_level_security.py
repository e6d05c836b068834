"""Every table is known here by what its rows are about. A table nobody has thought about fails.

PEOPLE     rows about people of the programme: guarded in the database, by area or by person, history tables too
OWN        rows that belong to one account: guarded in the database by person
STAFF      people who work here, what they did and what they asked for: no row-level security, because the whole
           office works with them, or because they must be read before anybody is signed in
OPEN       the programme's work and its registers of bodies, places and documents
MACHINERY  the framework's and the queue's
"""

import pytest
from django.db import ProgrammingError, connection

from binhyen.foundation.access.rls import by_area, scope_in_database
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE

PEOPLE: set[str] = set()
OWN = {"notifications_notification"}
STAFF = {
    "accounts_user", "accounts_appointment", "accounts_user_groups", "accounts_user_user_permissions",
    "journal_fact", "journal_chainlink", "jobs_job", "files_storedfile", "notifications_digest",
    "account_emailaddress", "account_emailconfirmation", "mfa_authenticator", "usersessions_usersession",
    "socialaccount_socialaccount", "socialaccount_socialapp", "socialaccount_socialtoken",
    "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog",
}  # fmt: skip
OPEN = {
    "directives_calendarfeed", "directives_directive", "directives_directivefinding", "directives_duty",
    "directives_dutypart", "directives_dutyreference", "directives_dutytarget", "directives_intake",
    "directives_passage", "directives_reviewstep",
    "documents_addressee", "documents_documentlink", "documents_officialdocument",
    "organisations_body", "organisations_bodyalias", "organisations_bodyname", "organisations_bodysuccession",
    "organisations_membership",
    "territories_boundary", "territories_commune", "territories_communename", "territories_communesuccession",
    "territories_hamlet", "territories_hamletname", "territories_population", "territories_province",
    "territories_provincename",
}  # fmt: skip
MACHINERY = {
    "auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "django_migrations",
    "django_session", "pghistory_context", "procrastinate_events", "procrastinate_jobs",
    "procrastinate_periodic_defers", "procrastinate_workers",
}  # fmt: skip

pytestmark = pytest.mark.django_db


def tables():
    """Every table with its state: ordinary ones, partitioned ones, and the leaves, which are tables of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, count(p.polname), parent.relname
            FROM pg_class c
            LEFT JOIN pg_policy p ON p.polrelid = c.oid
            LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
            LEFT JOIN pg_class parent ON parent.oid = i.inhparent
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
            GROUP BY c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, parent.relname
            """
        )
        return {name: (on, forced, policies, parent) for name, on, forced, policies, parent in cursor.fetchall()}


def unclassified(found):
    """Tables in no list. A leaf counts as its parent; a history table ("…event") stands alone."""
    known = PEOPLE | OWN | STAFF | OPEN | MACHINERY
    return sorted(name for name, (_, _, _, parent) in found.items() if (parent or name) not in known)


def unguarded(found):
    """Tables about people that the database does not guard, for the owner too. A leaf must hold by itself."""
    guarded = PEOPLE | OWN
    wanted = {name for name, (_, _, _, parent) in found.items() if name in guarded or parent in guarded}
    histories = {name for name in found if name.endswith("event") and name.removesuffix("event") in guarded}
    return sorted(
        name for name in wanted | histories if not (found[name][0] and found[name][1] and found[name][2] >= 2)
    )


def test_every_table_is_known():
    found = tables()

    assert unclassified(found) == []
    assert sorted((PEOPLE | OWN | STAFF | OPEN | MACHINERY) - set(found)) == []


def test_every_table_about_people_is_guarded_by_the_database():
    assert unguarded(tables()) == []


def test_a_new_table_that_nobody_classified_is_found():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE people_person (id bigint)")

    assert unclassified(tables()) == ["people_person"]


def test_a_leaf_and_a_history_without_policies_are_found(monkeypatch):
    monkeypatch.setattr(f"{__name__}.PEOPLE", {"people_person"})
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE people_person (id bigint, commune_code text) PARTITION BY LIST (commune_code)")
        cursor.execute("CREATE TABLE people_person_02788 PARTITION OF people_person FOR VALUES IN ('02788')")
        cursor.execute("CREATE TABLE people_personevent (id bigint, commune_code text)")
        guard(cursor, "people_person")

    assert unguarded(tables()) == ["people_person_02788", "people_personevent"]
    assert unclassified(tables()) == ["people_personevent"]


def guard(cursor, table):
    for operation in by_area(table):
        cursor.execute(operation.sql)


@pytest.fixture
def people():
    """A table as the register of people will have it, seen with the rights of the application."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE people_person (id bigint, commune_code text, name text)")
        cursor.execute("INSERT INTO people_person VALUES (1, '02788', 'a'), (2, '02788', 'b'), (3, '02683', 'c')")
        guard(cursor, "people_person")
        for role in (APP, PROVINCE):
            grants.apply(cursor.cursor, role=role)
        cursor.execute(f"SET LOCAL ROLE {APP}")
        yield lambda sql: (cursor.execute(sql), cursor.fetchall())[1]


HERE = Scope(user_id=1, roles=frozenset({Role.COMMUNE_POLICE}), areas=frozenset({"02788"}))
TWO = Scope(user_id=1, roles=frozenset({Role.COMMUNE_POLICE}), areas=frozenset({"02788", "02683"}))
NOBODY = Scope()
PROVINCE_WIDE = Scope(user_id=2, roles=frozenset({Role.PROVINCE_OFFICER}))
ALL = "SELECT id FROM people_person ORDER BY id"


@pytest.mark.parametrize(
    ("scope", "seen"), [(NOBODY, []), (HERE, [1, 2]), (TWO, [1, 2, 3]), (PROVINCE_WIDE, [1, 2, 3])]
)
def test_a_query_without_any_filter_shows_only_what_the_scope_opens(people, scope, seen):
    with scope_in_database(scope):
        rows = people(ALL)

    assert [number for (number,) in rows] == seen


def test_without_a_scope_there_is_nothing(people):
    assert people(ALL) == []


def test_a_scope_ends_with_its_block_and_the_one_around_it_is_back(people):
    with scope_in_database(HERE):
        with scope_in_database(PROVINCE_WIDE):
            assert len(people(ALL)) == 3
        assert len(people(ALL)) == 2
    assert people(ALL) == []
    assert people("SELECT current_user") == [(APP,)]


def test_a_row_of_another_area_cannot_be_changed(people):
    with scope_in_database(HERE), connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET name = 'x' WHERE id = 3")

        assert cursor.rowcount == 0


def test_a_row_cannot_be_moved_to_another_area(people):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        scope_in_database(HERE),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE people_person SET commune_code = '02683' WHERE id = 1")


def test_the_app_role_can_pass_by_no_policy():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname IN (%s, %s)", [APP, PROVINCE])

        assert cursor.fetchall() == [(False, False), (False, False)]


def test_the_app_role_has_exactly_its_rights_on_every_table():
    with connection.cursor() as cursor:
        assert grants.missing(cursor.cursor, role=APP) == []
        assert grants.missing(cursor.cursor, role=PROVINCE) == []
