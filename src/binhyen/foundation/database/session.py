"""Makes a process ready for work with tables: the right role, a server that answers, Django set up.

Called by the ``binhyen`` command before it loads a subcommand that needs the database, so subcommands import models
like any other module.
"""

from __future__ import annotations

import os
from pathlib import Path

import django

from binhyen.kit.paths import ROOT

from .addresses import connect, parse
from .server import APP, OWNER, Connection, EmbeddedServer


def var() -> Path:
    """Where this installation keeps its data; settings read the same place."""
    return Path(os.environ.get("BINHYEN_VAR", ROOT / "var")).resolve()


def embedded() -> EmbeddedServer | None:
    """The embedded server, or None where DATABASE_URL names another."""
    return None if os.environ.get("DATABASE_URL") else EmbeddedServer(var() / "pg")


def address(role: str) -> Connection:
    """Where requests ("app") or migrations ("owner") connect.

    Raises DatabaseUnavailable for an address of another form.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        return EmbeddedServer(var() / "pg").connection(OWNER if role == "owner" else APP)
    owner = os.environ.get("DATABASE_OWNER_URL")
    if role == "owner" and owner:
        return parse(owner, name="DATABASE_OWNER_URL")
    return parse(url)


def prepare(role: str) -> None:
    """Start the embedded server or try the given one, then set Django up in ``role`` ("app", "owner", or none at all).

    Raises DatabaseUnavailable with one line for people.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")
    if role:
        os.environ["BINHYEN_DB_ROLE"] = role
        server = embedded()
        if server:
            server.start()
        else:
            connect(address(role)).close()
    django.setup()
