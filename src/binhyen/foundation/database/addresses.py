"""Addresses of database servers, and what to tell people when a server does not answer.

Plain functions: settings use them before Django exists.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg

from .server import Connection, DatabaseUnavailable

OLDEST_SERVER = 150000  # server_version_num of PostgreSQL 15
CONNECT_SECONDS = 5
FORM = "postgresql://người_dùng:mật_khẩu@máy:5432/tên_cơ_sở_dữ_liệu"


def parse(url: str, *, name: str = "DATABASE_URL") -> Connection:
    """The parts of a PostgreSQL address. ``name`` is the setting it came from, for the message.

    Raises DatabaseUnavailable where it is not one; the message never repeats the address, it holds a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError:
        raise DatabaseUnavailable(f"{name} không đúng dạng. Cần: {FORM}") from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise DatabaseUnavailable(f"{name} không đúng dạng. Cần: {FORM}")
    socket = dict(parse_qsl(parts.query)).get("host", "")  # a folder with the server's socket, as libpq has it
    return Connection(
        socket or unquote(parts.hostname or ""),
        str(port),
        unquote(parts.path.strip("/")),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def connect(target: Connection, *, autocommit: bool = False) -> psycopg.Connection:
    """A connection of our own, outside Django. Raises DatabaseUnavailable with one line that says what to mend."""
    try:
        connection = psycopg.connect(
            host=target.host,
            port=target.port,
            dbname=target.name,
            user=target.user,
            password=target.password,
            connect_timeout=CONNECT_SECONDS,
            autocommit=autocommit,
        )
    except psycopg.OperationalError as failure:
        raise DatabaseUnavailable(_explain(str(failure), target)) from None
    if connection.info.server_version < OLDEST_SERVER:
        version = connection.info.server_version // 10000
        connection.close()
        raise DatabaseUnavailable(f"Máy chủ là PostgreSQL {version}; cần PostgreSQL 15 trở lên.")
    return connection


def _explain(failure: str, target: Connection) -> str:
    """One line of plain words for what libpq says. Nothing secret is repeated."""
    text = failure.casefold()
    where = f"{target.host}:{target.port}"
    known = (
        (("could not translate host", "name or service", "resolve", "nodename"), f"không tìm thấy máy “{target.host}”"),
        (("password authentication failed",), f"sai tên người dùng hoặc mật khẩu của “{target.user}”"),
        (("no pg_hba.conf entry",), f"máy chủ không cho “{target.user}” vào từ máy này (pg_hba.conf)"),
        (("role", "does not exist"), f"máy chủ không có người dùng “{target.user}”"),
        (("database", "does not exist"), f"máy chủ không có cơ sở dữ liệu “{target.name}”"),
        (("connection refused", "no such file"), f"không có PostgreSQL nào trả lời ở {where}"),
        (("timeout", "timed out"), f"{where} không trả lời trong {CONNECT_SECONDS} giây"),
        (("too many clients", "remaining connection slots"), "máy chủ đã hết chỗ kết nối"),
        (("starting up", "shutting down"), "máy chủ đang khởi động hoặc đang tắt, hãy thử lại sau ít phút"),
    )
    for words, meaning in known:
        everything = words[0] in {"role", "database"}
        if (all if everything else any)(word in text for word in words):
            return f"Không vào được cơ sở dữ liệu: {meaning}. Hãy xem lại DATABASE_URL."
    return f"Không vào được cơ sở dữ liệu ở {where}. Hãy xem lại DATABASE_URL và máy chủ."
