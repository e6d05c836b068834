"""What the worker runs: the one task that does people's jobs, and the sweep for jobs whose worker died."""

import logging
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import actions
from .progress import RowProgress
from .values import JobRefused
from .work import WORK, job

log = logging.getLogger(__name__)
LOST_CONNECTION = (OperationalError, InterfaceError)
KEEP_IN_QUEUE = timedelta(days=30)
SILENT_SECONDS = 30  # a worker that has not been heard of for so long is dead; it reports every 10 s


@app.task(name=actions.RUN, retry=RetryStrategy(max_attempts=3, wait=5, retry_exceptions=LOST_CONNECTION))
def run(job_id: int) -> None:
    """Do one job and write down its end."""
    row = actions.begin(job_id=job_id, at=timezone.now())
    if row is None:
        return
    function = WORK.get(row.kind)
    if function is None:
        actions.fail(job_id=job_id, message="Phiên bản này không còn biết làm loại việc này.", at=timezone.now())
        return
    try:
        with RowProgress(job_id) as progress:
            message = function(**row.arguments, progress=progress, at=timezone.now())
    except JobRefused as refused:
        actions.fail(job_id=job_id, message=str(refused), at=timezone.now())
    except LOST_CONNECTION:
        connection.close()
        actions.put_back(job_id=job_id, at=timezone.now())
        raise
    except Exception:
        log.exception("job %s (%s) failed", job_id, row.kind)
        sentence = f"Lỗi của phần mềm (việc số {job_id}). Chưa có gì lưu dở dang. Hãy báo quản trị hệ thống số này."
        actions.fail(job_id=job_id, message=sentence, at=timezone.now())
        raise
    else:
        actions.finish(job_id=job_id, message=message, at=timezone.now())


def _forget(queue_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', true)", [queue_id])


@job("jobs.tidy")
def tidy(*, at: datetime) -> str:
    """What the queue keeps of work that is over goes after a month; the list people see stays. Safe to run twice."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM procrastinate_jobs q
            WHERE q.status NOT IN ('todo', 'doing')
              AND NOT EXISTS (SELECT FROM procrastinate_events e WHERE e.job_id = q.id AND e.at >= %s)
            """,
            [at - KEEP_IN_QUEUE],
        )
        return f"Đã dọn {cursor.rowcount} việc cũ trong hàng đợi."


@job("jobs.sweep")
def sweep(*, at: datetime, silent_seconds: float = SILENT_SECONDS) -> str:
    """Jobs of dead workers wait again; open jobs the queue has lost are marked as interrupted. Safe to run twice."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT q.id, q.task_name, (q.args ->> 'job_id')::bigint
            FROM procrastinate_jobs q LEFT JOIN procrastinate_workers w ON w.id = q.worker_id
            WHERE q.status = 'doing'
              AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))
            """,
            [silent_seconds],
        )
        stalled = cursor.fetchall()
    for queue_id, task, job_id in stalled:
        if task == actions.RUN:
            actions.put_back(job_id=job_id, at=at)
            app.job_manager.retry_job_by_id(queue_id, retry_at=at)
        else:  # periodic work comes again by itself, and its next turn may be waiting already
            _forget(queue_id)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT j.id FROM jobs_job j LEFT JOIN procrastinate_jobs q ON q.id = j.queue_id
            WHERE j.finished_at IS NULL AND (q.id IS NULL OR q.status NOT IN ('todo', 'doing'))
            """
        )
        lost = [job_id for (job_id,) in cursor.fetchall()]
    for job_id in lost:
        actions.interrupt(job_id=job_id, at=at)
    return f"{len(stalled)} việc làm lại, {len(lost)} việc bị ngắt."
