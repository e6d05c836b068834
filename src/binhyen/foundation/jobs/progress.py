"""Progress that is seen while the work's own transaction is still open: a connection of its own."""

from __future__ import annotations

import time
from types import TracebackType

from django.db import connection

SECONDS_BETWEEN_WRITES = 0.5


class RowProgress:
    """Writes to the job's row outside of the work's transaction. A context manager, so the connection is closed."""

    def __init__(self, job_id: int) -> None:
        self._job_id = job_id
        self._connection = connection.copy()
        self._written = 0.0
        self._waiting: tuple[int, int, str] | None = None

    def __enter__(self) -> RowProgress:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if self._waiting and kind is None:
            self._write(self._waiting)
        self._connection.close()

    def report(self, done: int, total: int = 0, message: str = "") -> None:
        self._waiting = (done, total, message[:500])
        if time.monotonic() - self._written >= SECONDS_BETWEEN_WRITES or done == total:
            self._write(self._waiting)

    def link(self, url: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute("UPDATE jobs_job SET url = %s WHERE id = %s", [url[:300], self._job_id])

    def _write(self, state: tuple[int, int, str]) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE jobs_job SET done = %s, total = %s, message = %s WHERE id = %s AND state = 'RUNNING'",
                [*state, self._job_id],
            )
        self._written, self._waiting = time.monotonic(), None
