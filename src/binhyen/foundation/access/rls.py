"""Row-level security: the database itself shows a reader no row of other areas or other people.

A query that forgets its filter then finds nothing, instead of everything. Three parts:

- a migration declares who sees a table's rows: ``by_area("people_person")`` or ``by_person("…")``;
- a door says who reads: ``with scope_in_database(request.scope): …``; outside of it such tables are empty;
- tests/architecture/test_row_level_security.py knows every table and asks which kind it is.

Readers of the whole province work under a database role of their own, never under a wildcard: measured on 300,000
rows, ``commune = ANY (…)`` alone takes 0.65 ms where ``… OR everything`` takes 85 ms. Search such tables with ``^@``
or ranges, not LIKE: LIKE uses no index there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.migrations import RunSQL

from binhyen.foundation.database.server import PROVINCE

from .values import Scope

AREAS, PERSON = "binhyen.areas", "binhyen.person"
_ENSURE_ROLE = f"""
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{PROVINCE}') THEN CREATE ROLE {PROVINCE} NOLOGIN; END IF;
    END $$"""


def by_area(table: str, *, column: str = "commune_code") -> list[RunSQL]:
    """Rows belong to a commune: its own readers see and change them, readers of the whole province all of them.

    ``column`` is text with a commune code, and should lead an index.
    """
    here = f"{column} = ANY (string_to_array(current_setting('{AREAS}', true), ','))"
    return [
        *_guard(table),
        _policy(table, "of_the_area", f"USING ({here}) WITH CHECK ({here})"),
        RunSQL(_ENSURE_ROLE, RunSQL.noop),
        _policy(table, "of_the_province", f"TO {PROVINCE} USING (true) WITH CHECK (true)"),
    ]


def by_person(table: str, *, column: str = "user_id") -> list[RunSQL]:
    """Rows belong to one account: only that person sees and changes them; anybody may address a new row to anybody."""
    own = f"{column} = nullif(current_setting('{PERSON}', true), '')::bigint"
    return [
        *_guard(table),
        _policy(table, "own_seen", f"FOR SELECT USING ({own})"),
        _policy(table, "own_changed", f"FOR UPDATE USING ({own}) WITH CHECK ({own})"),
        _policy(table, "addressed", "FOR INSERT WITH CHECK (true)"),
    ]


def _guard(table: str) -> list[RunSQL]:
    """Switch it on, for the owner too; the owner's own policy lets migrations and backups read everything."""
    return [
        RunSQL(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY",
        ),
        _policy(table, "keeper", "TO CURRENT_USER USING (true) WITH CHECK (true)"),
    ]


def _policy(table: str, name: str, rest: str) -> RunSQL:
    return RunSQL(f"CREATE POLICY {name} ON {table} {rest}", f"DROP POLICY {name} ON {table}")


@contextmanager
def scope_in_database(scope: Scope) -> Iterator[None]:
    """Inside, guarded tables show what ``scope`` opens; it is a transaction, and nothing of it outlives it.

    May be nested; the scope outside is back afterwards. Costs one statement, two for readers of the whole province.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _state() if nested else None
        _set(",".join(sorted(scope.areas)), str(scope.user_id or ""), PROVINCE if scope.province_wide else "")
        yield
        if before:  # a savepoint keeps settings when it is released; an outermost transaction forgets them by itself
            _set(*before)


def _state() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting(%s, true), ''), coalesce(current_setting(%s, true), ''), current_user",
            [AREAS, PERSON],
        )
        areas, person, role = cursor.fetchone()
    return areas, person, role


def _set(areas: str, person: str, role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true), set_config(%s, %s, true)", [AREAS, areas, PERSON, person])
        if role:
            cursor.execute("SELECT set_config('role', %s, true)", [role])
