"""Row-level security: the database itself shows a reader no row of other areas, other people, other compartments.

A query that forgets its filter then finds nothing, instead of everything. Three parts:

- a migration declares who sees a table's rows: ``by_area("people_person", …)``, ``by_follow(…)``, …;
- a door says who reads: ``with scope_in_database(request.scope): …``; outside of it such tables are empty;
- tests/architecture/test_row_level_security.py knows every table and asks which kind it is.

Readers of the whole province work under a database role of their own, never under a wildcard: measured on 300,000
rows, ``commune = ANY (…)`` alone takes 0.65 ms where ``… OR everything`` takes 85 ms. Every arm of a policy is
``column = ANY (array worked out once)``, so that each can use an index. Search such tables with ``^@`` or ranges, not
LIKE: LIKE uses no index there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import astuple, dataclass, replace

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations import RunSQL

from binhyen.foundation.database.server import PROVINCE

from .values import COMMON, COMPARTMENTS, EVERYWHERE, Scope

AREAS, PERSON, READERS = "binhyen.areas", "binhyen.person", "binhyen.readers"
OPENS, WHOLE = "binhyen.area_compartments", "binhyen.whole"
PEOPLE, REACH = "people_person", "people_reach"
_ENSURE_ROLE = f"""
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{PROVINCE}') THEN CREATE ROLE {PROVINCE} NOLOGIN; END IF;
    END $$"""


def _listed(setting: str, kind: str = "text[]") -> str:
    return f"(string_to_array(current_setting('{setting}', true), ','))::{kind}"


_ME = f"nullif(current_setting('{PERSON}', true), '')::bigint"
_GIVEN = f"reader = ANY ({_listed(READERS)}) AND (ends_at IS NULL OR ends_at > statement_timestamp())"
_GIVEN_PEOPLE = f"ARRAY(SELECT person_id FROM {REACH} WHERE {_GIVEN})"  # noqa: S608 - all names in here are ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Besides:
    """Who sees the rows of a table besides the readers of the commune in ``commune_code``, by column.

    ``also`` holds a second commune, the receiving one during a move, or "";
    ``person`` is the person the row is about: those the person was given to see it as well;
    ``follow`` is a column and the guarded table whose row it names: whoever sees that row now;
    ``body`` is the key of the body it belongs to, ``maker`` the account that made it;
    ``whole`` are further persons it speaks of: it is seen where the whole case of one of them is opened.
    """

    also: str = ""
    person: str = ""
    follow: tuple[str, str] = ("", "")
    body: str = ""
    maker: str = ""
    whole: tuple[str, ...] = ()


def by_area(table: str, *, column: str = "commune_code", besides: Besides = Besides()) -> list[RunSQL]:
    """Rows belong to a commune: its own readers see and change them, readers of the whole province all of them.

    ``column`` is text with a commune code, and should lead an index, as every column of ``besides``.
    """
    arms = [f"{column} = ANY ({_listed(AREAS)})"]
    if besides.also:
        arms.append(f"({besides.also} <> '' AND {besides.also} = ANY ({_listed(AREAS)}))")
    if besides.person:
        arms.append(f"{besides.person} = ANY ({_GIVEN_PEOPLE})")
    for person in sorted({besides.person, *besides.whole} - {""}):
        arms.append(f"{person} = ANY ({_listed(WHOLE, 'bigint[]')})")
    if besides.body:
        arms.append(f"'b:' || {besides.body} = ANY ({_listed(READERS)})")
    if besides.maker:
        arms.append(f"{besides.maker} = {_ME}")
    seen, added = " OR ".join(arms), " OR ".join(arms)
    if besides.follow[0]:
        seen += f" OR {_follows(*besides.follow)}"
        added += f" OR {_exists(table, *besides.follow)}"
    return _shown(table, seen, check=added)


def by_follow(table: str, *, column: str = "person_id", parent: str = PEOPLE, maker: str = "") -> list[RunSQL]:
    """Rows belong to a row of ``parent`` (a person, an import): who sees that row sees and changes them."""
    own = f" OR {maker} = {_ME}" if maker else ""
    return _shown(table, _follows(column, parent) + own, check=_exists(table, column, parent) + own)


def by_history(table: str, *, column: str = "person_id") -> list[RunSQL]:
    """What a row was before: read by who sees the person now; written by the trigger that keeps it, never changed."""
    return [
        *_guard(table),
        _policy(table, "of_the_area", f"FOR SELECT USING ({_follows(column, PEOPLE)})"),
        _policy(table, "kept", "FOR INSERT WITH CHECK (true)"),
        RunSQL(_ENSURE_ROLE, RunSQL.noop),
        _policy(table, "of_the_province", f"FOR SELECT TO {PROVINCE} USING (true)"),
    ]


def by_reader(table: str = REACH) -> list[RunSQL]:
    """Who was given whom: a reader sees what it was given; only ``whole_case_in_database`` gives and takes away.

    This policy asks no other guarded table, because theirs ask this one.
    """
    whole = f"person_id = ANY ({_listed(WHOLE, 'bigint[]')})"
    return [
        *_guard(table),
        _policy(table, "given", f"FOR SELECT USING (reader = ANY ({_listed(READERS)}))"),
        _policy(table, "of_the_case", f"USING ({whole}) WITH CHECK ({whole})"),
        RunSQL(_ENSURE_ROLE, RunSQL.noop),
        _policy(table, "of_the_province", f"TO {PROVINCE} USING (true) WITH CHECK (true)"),
    ]


def by_compartment(table: str, *, person: str = "person_id", column: str = "compartment") -> list[RunSQL]:
    """On top of any other policy: only rows of compartments the reader opens for this very person.

    By office in the person's commune or in the whole province, or because the person was given to the reader: to an
    account with that compartment, to a body with it and by an officer whose role opens it. Whoever was given a person
    at all reads what is common. What costs a look-up for each row stands behind what costs none. The owner of the
    tables is let through, for migrations and backups.
    """
    pairs = _listed(OPENS)
    wanted = f"{table}.{column}"
    in_commune = " OR ".join(
        f"p.{place} || ':' || {wanted} = ANY ({pairs})" for place in ("commune_code", "to_commune_code")
    )
    at_home = f"SELECT FROM {PEOPLE} p WHERE p.id = {table}.{person} AND ({in_commune})"
    given = (
        f"SELECT FROM {REACH} WHERE person_id = {table}.{person} AND {_GIVEN}"
        f" AND (compartment = {wanted} OR {wanted} = '{COMMON}')"
        f" AND (reader ^@ 'u:' OR reader || ':' || {wanted} = ANY ({pairs}))"
    )
    allowed = " OR ".join(
        [
            f"'{EVERYWHERE}:' || {wanted} = ANY ({pairs})",
            f"{table}.{person} = ANY ({_listed(WHOLE, 'bigint[]')})",
            f"(current_setting('{AREAS}', true) <> '' AND EXISTS ({at_home}))",
            f"({table}.{person} = ANY ({_GIVEN_PEOPLE}) AND EXISTS ({given}))",
            f"(SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = '{table}'::regclass)",  # noqa: S608
        ]
    )
    return [_policy(table, "of_the_compartment", f"AS RESTRICTIVE USING ({allowed}) WITH CHECK ({allowed})")]


def by_person(table: str, *, column: str = "user_id") -> list[RunSQL]:
    """Rows belong to one account: only that person sees and changes them; anybody may address a new row to anybody."""
    own = f"{column} = {_ME}"
    return [
        *_guard(table),
        _policy(table, "own_seen", f"FOR SELECT USING ({own})"),
        _policy(table, "own_changed", f"FOR UPDATE USING ({own}) WITH CHECK ({own})"),
        _policy(table, "addressed", "FOR INSERT WITH CHECK (true)"),
    ]


def _shown(table: str, seen: str, *, check: str) -> list[RunSQL]:
    return [
        *_guard(table),
        _policy(table, "of_the_area", f"USING ({seen}) WITH CHECK ({check})"),
        RunSQL(_ENSURE_ROLE, RunSQL.noop),
        _policy(table, "of_the_province", f"TO {PROVINCE} USING (true) WITH CHECK (true)"),
    ]


def _follows(column: str, parent: str) -> str:
    """For rows that are read: everybody seen, worked out once, so that an index finds theirs."""
    return f"{column} = ANY (ARRAY(SELECT id FROM {parent}))"  # noqa: S608 - ours


def _exists(table: str, column: str, parent: str) -> str:
    """For rows that are added: one look-up each, where a list of everybody seen would be walked for every row."""
    return f"EXISTS (SELECT FROM {parent} seen WHERE seen.id = {table}.{column})"


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


@dataclass(frozen=True, slots=True)
class _Settings:
    """What the policies read, each a list joined by commas, and the role."""

    areas: str = ""
    person: str = ""
    readers: str = ""
    opens: str = ""
    whole: str = ""
    role: str = "none"  # the one the connection came with


_LISTS = (AREAS, PERSON, READERS, OPENS, WHOLE)
_SET = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in (*_LISTS, "role"))
_GET = "SELECT " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in _LISTS) + ", current_user"
_outside: ContextVar[str] = ContextVar("role outside of all scopes")


@contextmanager
def scope_in_database(scope: Scope) -> Iterator[None]:
    """Inside, guarded tables show what ``scope`` opens; it is a transaction, and nothing of it outlives it.

    May be nested; the scope outside is back afterwards. Costs one statement, three where it is nested.
    """

    with _changed(lambda _, outside: _of(scope, outside)):
        yield


def _of(scope: Scope, outside: str) -> _Settings:
    return _Settings(
        areas=",".join(sorted(scope.people_areas)),
        person=str(scope.user_id or ""),
        readers=",".join(sorted(scope.readers)),
        opens=",".join(sorted(f"{where}:{compartment}" for where, compartment in scope.opens)),
        role=PROVINCE if scope.whole_province else outside,
    )


def settings_of(scope: Scope) -> dict[str, str]:
    """What a transaction outside of Django's connection sets, each with ``set_config(…, true)``, to read as ``scope``.

    For drivers that hand whole tables over; everybody else uses ``scope_in_database``.
    """
    return dict(zip((*_LISTS, "role"), astuple(_of(scope, settings.SCOPED_ROLE or _Settings().role)), strict=True))


@contextmanager
def whole_case_in_database(*person_ids: int) -> Iterator[None]:
    """Inside, everything of these people may be read and written, whatever the reader's compartments and areas.

    For actions that fold all facts of a person: the rules need every fact. What the reader may see of other people
    stays as it was, and the scope outside is back afterwards. Without ``person_ids`` it is the whole province, for
    imports and for work of the system. The caller has found the person within the reader's own scope before.
    Only actions of people and cases may use it (tests/privacy/test_whole_case.py).
    """

    def opened(before: _Settings, _: str) -> _Settings:
        if person_ids:
            return replace(before, whole=",".join(map(str, person_ids)))
        return replace(before, opens=",".join(f"{EVERYWHERE}:{name}" for name in COMPARTMENTS), role=PROVINCE)

    with _changed(opened):
        yield


@contextmanager
def _changed(change: Callable[[_Settings, str], _Settings]) -> Iterator[None]:
    """The settings that follow from those before, for a transaction or savepoint; then those before again.

    ``change`` also gets the role outside of all scopes, so that a narrower scope inside the province's leaves its role.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _state() if nested else _Settings()
        outside = _outside.get(settings.SCOPED_ROLE or before.role)
        token = _outside.set(outside)
        try:
            _set(change(before, outside))
            yield
            if nested:  # a savepoint keeps settings when it is released; an outermost transaction forgets by itself
                _set(before)
        finally:
            _outside.reset(token)


def _state() -> _Settings:
    with connection.cursor() as cursor:
        cursor.execute(_GET)
        return _Settings(*cursor.fetchone())


def _set(wanted: _Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, astuple(wanted))
