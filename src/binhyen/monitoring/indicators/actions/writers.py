"""Books are closed between writers: what was begun before is in them whole, or they are not closed."""

from django.db import OperationalError, connection, transaction

from binhyen.foundation.jobs.models import Job
from binhyen.foundation.jobs.values import JobState
from binhyen.operations.cases.actions.lists.receiving import WRITE_JOB

PATIENCE_MS = 3_000  # whoever saves a file meanwhile waits as long at most


class StillWriting(Exception):
    """Somebody is writing people or facts; the message says what and when to try again."""


def no_list_is_written() -> None:
    """Raises StillWriting while a list is being written: its chunks bear the moment it began, and end one by one."""
    job = Job.objects.filter(kind=WRITE_JOB, state=JobState.RUNNING).order_by("pk").first()
    if job is not None:
        far = f" (đã xong {job.percent} %)" if job.percent is not None else ""
        raise StillWriting(
            f"Đang ghi danh sách vào sổ: “{job.title}”{far}. Hãy chờ ghi xong rồi chốt, để số chốt có đủ danh sách ấy."
        )


def let_writers_finish() -> None:
    """Wait until all who were writing facts or their spans have ended. Raises StillWriting after PATIENCE_MS.

    Within the caller's transaction. The lock is given back at once: writers who come later bear a later moment.
    """
    before = transaction.savepoint_create()
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
            cursor.execute("LOCK TABLE cases_casefact, cases_casespan IN SHARE MODE")
    except OperationalError as late:
        raise StillWriting(
            "Có người đang ghi nhiều hồ sơ cùng lúc và chưa xong. Hãy thử chốt lại sau vài phút."
        ) from late
    finally:
        transaction.savepoint_rollback(before)
