"""The policies leave the indexes in use: no reader of a few people makes the database walk along all of them."""
# ruff: noqa: S608 - numbers and names of this file

import json

import pytest
from django.db import connection

from binhyen.foundation.access.rls import scope_in_database, whole_case_in_database
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE

pytestmark = pytest.mark.django_db
ROWS, COMMUNES = 20_000, 200
FILL = [
    "SET LOCAL session_replication_role = replica",  # no triggers: 20,000 rows of history are of no use here
    f"""INSERT INTO people_person (full_name, search_key, match_key, sort_key, sex, birth_precision, commune_code,
          to_commune_code, registered_at, version)
        SELECT 'x', 'x', 'x', decode(md5(i::text), 'hex'), '', 'YEAR', lpad((i % {COMMUNES})::text, 5, '0'), '',
          now(), 1
        FROM generate_series(1, {ROWS}) i""",
    """INSERT INTO cases_case (person_id, commune_code, to_commune_code, file_number, state, list_code, reported_list,
         measure, flags, sort_key, opened_at, changed_at, version)
       SELECT id, commune_code, '', '', 'X', 'L1', '', '', '{}', sort_key, now(), now(), 1 FROM people_person""",
    """INSERT INTO cases_casefact (person_id, kind, compartment, effective_at, day_only, recorded_at, commune_code,
         authority, body_key, document_number, data, note, reason, withdrawn)
       SELECT id, 'TEST', 'MANAGEMENT', now(), true, now(), commune_code, '', '', '', '{}', '', '', false
       FROM people_person""",
    """INSERT INTO people_reach (person_id, reader, compartment, ground)
       SELECT id, 'b:mmt' || id % 100, 'HEALTH', 'x' FROM people_person""",
    """INSERT INTO cases_casespan (person_id, legal_from, known_from, state, list_code, reported_list, measure,
         commune_code, to_commune_code, because_kind, article)
       SELECT id, '2026-01-01', now(), 'X', 'L1', '', '', commune_code, '', '', '' FROM people_person""",
    """INSERT INTO cases_caseclock (person_id, commune_code, to_commune_code, code, article, owner, started_at,
         pause_reason, told_level)
       SELECT id, commune_code, '', 'X', '', '', now(), '', 0 FROM people_person""",
    """INSERT INTO cases_transfer (person_id, commune_code, to_commune_code, to_place, out_fact_id, left_at, due_at,
         closed_at, refused, told_level)
       SELECT id, commune_code, lpad(((id + 1) % 200)::text, 5, '0'), '', id, now(), now(), now(), false, 0
       FROM people_person""",
    "ANALYZE people_person, cases_case, cases_casefact, people_reach, cases_casespan, cases_caseclock, cases_transfer",
    "SET LOCAL session_replication_role = origin",
]  # fmt: skip
COMMUNE = Scope.of(1, [(Role.COMMUNE_POLICE, "", "00007")])
CLINIC = Scope.of(2, [(Role.HEALTH_OFFICER, "mmt5", "15")])
NOBODY = Scope.of(3, [(Role.DEPARTMENT_OFFICER, "s_yte", "15")])
PAGE = "ORDER BY sort_key, person_id LIMIT 50"
QUERIES = {
    "a page of the commune": f"SELECT person_id FROM cases_case WHERE commune_code = '00007' {PAGE}",
    "a page without a filter": f"SELECT person_id FROM cases_case {PAGE}",
    "totals without a filter": "SELECT list_code, count(*) FROM cases_case GROUP BY 1",
    "people without a filter": "SELECT count(*) FROM people_person",
    "facts without a filter": "SELECT count(*) FROM cases_casefact",
    "spans without a filter": "SELECT list_code, count(*) FROM cases_casespan WHERE known_to IS NULL GROUP BY 1",
    "clocks without a filter": "SELECT count(*) FROM cases_caseclock",
    "moves without a filter": "SELECT count(*) FROM cases_transfer",
}


@pytest.fixture
def many():
    with connection.cursor() as cursor:
        for statement in FILL:
            cursor.execute(statement)
        for role in (APP, PROVINCE):
            grants.apply(cursor.cursor, role=role)
        cursor.execute(f"SET LOCAL ROLE {APP}")


def walked(statement):
    """Tables the plan of ``statement`` walks along from end to end."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + statement)
        (plan,) = cursor.fetchone()
    nodes, found = [(json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]], set()
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        if node["Node Type"] == "Seq Scan":
            found.add(node["Relation Name"])
    return found


def test_no_reader_of_a_few_people_walks_along_all(many):
    long = {}
    for name, scope in {"commune": COMMUNE, "clinic": CLINIC, "nobody": NOBODY}.items():
        with scope_in_database(scope):
            long |= {(name, asked): w for asked, statement in QUERIES.items() if (w := walked(statement))}

    assert long == {}


def test_the_province_pages_along_an_index(many):
    with scope_in_database(Scope.of(4, [(Role.PROVINCE_OFFICER, "", "15")])):
        assert walked(QUERIES["a page without a filter"]) == set()
        assert walked(QUERIES["people without a filter"]) <= {"people_person"}  # everybody is what it asks for


def test_the_whole_case_of_one_person_is_found_by_index(many):
    with scope_in_database(NOBODY), whole_case_in_database(17):
        assert walked("SELECT * FROM cases_casefact WHERE person_id = 17 ORDER BY effective_at, id") == set()
        assert walked("SELECT * FROM people_person") == set()
