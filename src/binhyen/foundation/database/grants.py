"""What the app role may do to each table. Applied after every migration; one transaction, the same result every time.

Ordinary tables are read and written. Journals (models that say ``APPEND_ONLY``, and every pghistory event table) are
read and added to. Nobody but the owner truncates. A table made between two runs starts as append-only: the safe side.
"""

from __future__ import annotations

import pghistory.models
import psycopg
from django.apps import apps
from psycopg import sql

from .addresses import connect
from .server import PROVINCE, Connection, DatabaseUnavailable

PER_GRANT_INHERITANCE = 160000  # server_version_num
READ_ONLY = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def append_only_tables() -> frozenset[str]:
    """Tables whose rows are added and never changed."""
    return frozenset(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, "APPEND_ONLY", False) or issubclass(model, pghistory.models.Event)
    )


def ensure_roles(*, owner: Connection, app: Connection) -> None:
    """Make the app role and the province role where the server lacks them and the owner may make roles.

    The app role may become the province role for a transaction, and has none of its rights before it does.
    Raises DatabaseUnavailable with the statements an administrator must run where the owner may not.
    """
    with connect(owner, autocommit=True) as connection:
        cursor = connection.cursor()
        try:
            _make(cursor, app.user, sql.SQL("LOGIN NOINHERIT PASSWORD {}").format(sql.Literal(app.password)))
            _make(cursor, PROVINCE, sql.SQL("NOLOGIN"))
            if app.user != owner.user:
                _let_become(cursor, app.user, PROVINCE)
        except psycopg.errors.InsufficientPrivilege:
            raise DatabaseUnavailable(
                f"Máy chủ thiếu vai trò và chủ sở hữu không được tạo vai trò. Hãy nhờ quản trị máy chủ chạy: "
                f"CREATE ROLE {app.user} LOGIN NOINHERIT NOBYPASSRLS PASSWORD '…'; CREATE ROLE {PROVINCE} NOLOGIN; "
                f"GRANT {PROVINCE} TO {app.user};"
            ) from None


def _make(cursor: psycopg.Cursor, role: str, rest: sql.Composable) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if not cursor.fetchone():
        lacking = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
        cursor.execute(sql.SQL("CREATE ROLE {} {} {}").format(sql.Identifier(role), sql.SQL(lacking), rest))


def _let_become(cursor: psycopg.Cursor, member: str, role: str) -> None:
    """Membership without inheritance: PostgreSQL 16 says so per grant, 15 per role."""
    cursor.execute("SELECT 1 FROM pg_auth_members WHERE roleid = %s::regrole AND member = %s::regrole", [role, member])
    if cursor.fetchone():
        return
    names = {"role": sql.Identifier(role), "member": sql.Identifier(member)}
    if cursor.connection.info.server_version >= PER_GRANT_INHERITANCE:
        cursor.execute(sql.SQL("GRANT {role} TO {member} WITH INHERIT FALSE, SET TRUE").format(**names))
    else:
        cursor.execute(sql.SQL("ALTER ROLE {member} NOINHERIT").format(**names))
        cursor.execute(sql.SQL("GRANT {role} TO {member}").format(**names))


def apply(cursor: psycopg.Cursor, *, role: str) -> int:
    """Grant on everything in schema public. Run as the owner, inside a transaction. Returns the number of tables."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    tables = [str(name) for (name,) in cursor.fetchall()]
    append_only = append_only_tables()
    who = sql.Identifier(role)
    statements: list[sql.Composed | sql.SQL] = [
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(who),
        sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}").format(who),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(who),
        sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}").format(who),
        sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO {}").format(who),
        sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}").format(who),
        sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {}").format(who),
    ]
    groups = (
        ("INSERT", [t for t in tables if t in append_only]),
        ("INSERT, UPDATE, DELETE", [t for t in tables if t not in append_only | READ_ONLY]),
    )
    for rights, names in groups:
        if names:
            on = sql.SQL(", ").join(sql.Identifier("public", name) for name in names)
            statements.append(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(rights), on, who))
    for statement in statements:
        cursor.execute(statement)
    return len(tables)


def missing(cursor: psycopg.Cursor, *, role: str) -> list[str]:
    """Tables where ``role`` has rights other than ``apply`` gives, for ``binhyen db status`` and tests."""
    cursor.execute(
        """
        SELECT tablename,
               concat_ws(',', CASE WHEN has_table_privilege(%(role)s, t.oid, 'INSERT') THEN 'I' END,
                              CASE WHEN has_table_privilege(%(role)s, t.oid, 'UPDATE') THEN 'U' END,
                              CASE WHEN has_table_privilege(%(role)s, t.oid, 'DELETE') THEN 'D' END,
                              CASE WHEN has_table_privilege(%(role)s, t.oid, 'TRUNCATE') THEN 'T' END)
        FROM (SELECT tablename, format('%%I.%%I', schemaname, tablename)::regclass::oid AS oid
              FROM pg_tables WHERE schemaname = 'public') t ORDER BY tablename
        """,
        {"role": role},
    )
    append_only = append_only_tables()

    def wanted(table: str) -> str:
        return "I" if table in append_only else "" if table in READ_ONLY else "I,U,D"

    return [table for table, rights in cursor.fetchall() if rights != wanted(table)]
