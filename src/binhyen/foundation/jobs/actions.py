"""Asking for background work, and the states it goes through."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from procrastinate.contrib.django import app

from . import endings
from .models import Job
from .values import JobState

RUN = "binhyen.run"  # the one task in the queue; it finds the function by the job's kind
LONGEST_TRIES = 3
ASKED_FOR = 10  # priority of what a person waits for: before the mails and messages of the system
Argument = str | int | bool | None


@transaction.atomic
def enqueue(
    *,
    kind: str,
    title: str,
    arguments: Mapping[str, Argument],
    by: AbstractBaseUser | None,
    at: datetime,
    subject_type: str = "",
    subject_id: str = "",
    url: str = "",
    lock: str = "",
) -> Job:
    """Ask for work of ``kind`` (a function registered with ``work.job``) as part of the caller's transaction.

    ``title`` is what people read in the list of jobs. ``arguments`` are ids and codes, handed to the function by name.
    ``url`` is where the outcome will be. Jobs with the same ``lock`` run one after the other; what a person asked
    for comes before what the system sends by itself. If the caller's transaction is rolled back there is no job.
    """
    job = Job.objects.create(
        kind=kind,
        title=title[:200],
        subject_type=subject_type,
        subject_id=subject_id,
        arguments=dict(arguments),
        url=url,
        created_at=at,
        created_by_id=by.pk if by else None,
    )
    task = app.configure_task(RUN, lock=lock or None, priority=ASKED_FOR if by else 0)
    job.queue_id = task.defer(job_id=job.pk)
    job.save(update_fields=["queue_id"])
    return job


@transaction.atomic
def begin(*, job_id: int, at: datetime) -> Job | None:
    """The worker takes the job. None where it is over already, or was interrupted too often and is given up now."""
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    if job is None or job.over:
        return None
    if job.attempts >= LONGEST_TRIES:
        _end(job, JobState.INTERRUPTED, _given_up(job), at)
        return None
    job.state, job.started_at, job.attempts = JobState.RUNNING, at, job.attempts + 1
    job.done, job.total, job.message = 0, 0, ""
    job.save()
    return job


@transaction.atomic
def finish(*, job_id: int, message: str, at: datetime) -> None:
    """The work is done; ``message`` is the sentence people see."""
    job = Job.objects.select_for_update().get(pk=job_id)
    job.done = job.total = max(job.total, job.done)
    _end(job, JobState.DONE, message, at)


@transaction.atomic
def fail(*, job_id: int, message: str, at: datetime) -> None:
    """The work cannot be done; ``message`` says why and what to do."""
    _end(Job.objects.select_for_update().get(pk=job_id), JobState.FAILED, message, at)


@transaction.atomic
def put_back(*, job_id: int, at: datetime) -> None:
    """The worker died in the middle of the job: it waits again, and its reader is told."""
    job = Job.objects.select_for_update().filter(pk=job_id, finished_at__isnull=True).first()
    if job is not None and job.state == JobState.RUNNING:
        job.state = JobState.QUEUED
        job.message = "Máy chủ dừng giữa chừng. Không có gì lưu dở dang; việc sẽ tự chạy lại."
        job.save(update_fields=["state", "message"])


@transaction.atomic
def interrupt(*, job_id: int, at: datetime) -> None:
    """The queue no longer knows the job: it will not come by itself."""
    job = Job.objects.select_for_update().filter(pk=job_id, finished_at__isnull=True).first()
    if job is not None:
        _end(job, JobState.INTERRUPTED, _given_up(job), at)


def _given_up(job: Job) -> str:
    return f"Việc bị ngắt {max(job.attempts, 1)} lần và không được làm tiếp. Không có gì lưu dở dang; hãy thử làm lại."


def _end(job: Job, state: JobState, message: str, at: datetime) -> None:
    job.state, job.message, job.finished_at = state, message[:500], at
    job.save()
    if state is not JobState.DONE:
        endings.tell(job, at)
