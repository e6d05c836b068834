"""Waits until a served installation has nothing left to do in the background: what is measured then is the page."""

from __future__ import annotations

import time
from pathlib import Path

import psycopg

from binhyen.foundation.database.server import APP, EmbeddedServer

LONGEST = 1_800  # seconds; figures of a country take minutes
QUIET = 3  # seconds without work: what a job asked for has begun by then
_WORK = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status = 'doing' OR (status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()))"""


def hold_until_idle(env: dict[str, str]) -> float:
    """Seconds it took. Raises TimeoutError where the work does not end."""
    there = EmbeddedServer(Path(env["BINHYEN_VAR"]) / "pg").connection(APP)
    began, quiet = time.monotonic(), 0
    with psycopg.connect(
        host=there.host, port=there.port, dbname=there.name, user=there.user, password=there.password, autocommit=True
    ) as connection:
        while quiet < QUIET:
            if time.monotonic() - began > LONGEST:
                raise TimeoutError(f"background work did not end within {LONGEST} s")
            found = connection.execute(_WORK).fetchone()
            quiet = quiet + 1 if found == (0,) else 0
            time.sleep(1)
    return time.monotonic() - began
