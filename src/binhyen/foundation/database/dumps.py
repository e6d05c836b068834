"""One file with the whole database, and back. By the newest client tools there are, whatever the server is."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .addresses import connect
from .server import DEBIAN_MAJORS, PROVINCE, Connection, DatabaseUnavailable, find_wheel

LOCK_SECONDS = 10  # a restore does not wait longer for people who are still in
_NEWER_THAN_15 = b"SET transaction_timeout"  # written by the tools of 17 and later, unknown to older servers


class RestoreRefused(Exception):
    """The restore was not begun, or was taken back whole; the message says why."""


def tools() -> Path:
    """The folder of pg_dump, pg_restore and psql: our wheel's, then the newest of the system.

    Raises DatabaseUnavailable where there are none.
    """
    folders = [find_wheel(), *(Path(f"/usr/lib/postgresql/{major}/bin") for major in DEBIAN_MAJORS)]
    for folder in folders:
        if folder and all((folder / tool).exists() for tool in ("pg_dump", "pg_restore", "psql")):
            return folder
    raise DatabaseUnavailable("Không tìm thấy pg_dump, pg_restore và psql. Hãy chạy `make setup`.")


def dump(source: Connection, to: Path) -> None:
    """Write the database into one compressed file. People may go on working: it is one moment of it."""
    result = _run(source, "pg_dump", "-Fc", "--no-owner", "--no-privileges", "--enable-row-security", "-f", str(to))
    if result.returncode:
        raise DatabaseUnavailable(f"pg_dump: {result.stderr.decode(errors='replace').strip()[-400:]}")


def is_empty(target: Connection) -> bool:
    """True where there is not one table."""
    with connect(target) as connection:
        row = connection.execute("SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')").fetchone()
    return row is not None and not row[0]


def restore(target: Connection, dumped: Path, *, keeper: str) -> None:
    """Put a dump in the place of everything in schema public: all of it, or nothing has changed.

    ``keeper`` is the owner's name in the dump; its policies become those of the owner here. Raises RestoreRefused.
    """
    text = _run(target, "pg_restore", "--no-owner", "--no-privileges", "-f", "-", str(dumped), connected=False)
    if text.returncode:
        raise RestoreRefused(f"Tệp sao lưu không đọc được: {text.stderr.decode(errors='replace').strip()[-300:]}")
    body = b"\n".join(line for line in text.stdout.split(b"\n") if not line.startswith(_NEWER_THAN_15))
    before = _BEFORE.format(lock=LOCK_SECONDS, keeper=keeper.replace('"', ""), province=PROVINCE)
    script = before.encode() + body + _AFTER.encode()
    result = _run(target, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-f", "-", given=script)
    if result.returncode:
        error = result.stderr.decode(errors="replace").strip()
        if "lock timeout" in error:
            raise RestoreRefused("Cơ sở dữ liệu vẫn đang có người dùng. Hãy dừng `binhyen serve` trước.")
        raise RestoreRefused(f"Không khôi phục được, chưa có gì thay đổi: {error[-400:]}")


_BEFORE = """
SET lock_timeout = '{lock}s';
DO $do$ DECLARE wanted text; BEGIN
  FOREACH wanted IN ARRAY ARRAY['{keeper}', '{province}'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    END IF;
  END LOOP;
END $do$;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
"""
_AFTER = """
DO $do$ DECLARE guarded regclass; BEGIN
  FOR guarded IN SELECT polrelid FROM pg_policy WHERE polname = 'keeper' LOOP
    EXECUTE format('ALTER POLICY keeper ON %s TO CURRENT_USER', guarded);
  END LOOP;
END $do$;
"""


def _run(
    target: Connection, tool: str, *arguments: str, given: bytes | None = None, connected: bool = True
) -> subprocess.CompletedProcess[bytes]:
    """The password goes by the environment, never on a command line."""
    environment = {
        "PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "PGHOST": target.host, "PGPORT": target.port,
        "PGUSER": target.user, "PGPASSWORD": target.password, "PGDATABASE": target.name, "PGCONNECT_TIMEOUT": "5",
    }  # fmt: skip
    return subprocess.run(  # noqa: S603 - PostgreSQL's own tools, no shell
        [str(tools() / tool), *arguments],
        env=environment if connected else {"PATH": environment["PATH"], "LC_ALL": "C.UTF-8"},
        input=given if given is not None else b"",
        capture_output=True,
        check=False,
    )
