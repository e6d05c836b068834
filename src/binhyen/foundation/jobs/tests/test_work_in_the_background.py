"""Background work: asked for in a transaction, seen while it runs, done again after a crash."""

from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connection, transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs import actions, jobs
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.jobs.values import JobRefused, JobState
from binhyen.foundation.jobs.work import WORK
from binhyen.foundation.notifications.models import Notification

AT = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
KIND = "tests.work"


@pytest.fixture
def asker(transactional_db):
    empty_queue()  # its tables are no models: tests with real transactions before this one have left their rows
    yield User.objects.create(username="can.bo", full_name="Lò Thị Mây")
    empty_queue()


def empty_queue():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")


@pytest.fixture
def work(monkeypatch):
    def register(function):
        monkeypatch.setitem(WORK, KIND, function)

    return register


def ask(by, **arguments):
    return actions.enqueue(kind=KIND, title="Đọc tệp", arguments=arguments, by=by, at=AT)


def queue_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, status, args ->> 'job_id' FROM procrastinate_jobs ORDER BY id")
        return cursor.fetchall()


def test_a_rolled_back_transaction_leaves_no_job(asker):
    with transaction.atomic():
        ask(asker)
        transaction.set_rollback(True)

    assert Job.objects.count() == 0
    assert queue_rows() == []


def test_a_job_is_in_the_queue_once_the_transaction_is_done(asker):
    job = ask(asker, directive_id=7)

    assert queue_rows() == [(job.queue_id, "todo", str(job.pk))]


def test_what_a_person_waits_for_comes_before_what_the_system_sends(asker):
    ask(None)
    asked = ask(asker)

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, NULL)")
        assert cursor.fetchone() == (asked.queue_id,)


def test_work_that_succeeds_tells_its_sentence(asker, work):
    work(lambda *, number, progress, at: f"Đã làm {number} việc.")
    job = ask(asker, number=3)

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.message, job.attempts) == (JobState.DONE, "Đã làm 3 việc.", 1)


def test_a_refusal_is_shown_and_is_not_a_fault(asker, work):
    def refuse(*, progress, at):
        raise JobRefused("Tệp rỗng. Hãy chọn lại tệp.")

    work(refuse)
    job = ask(asker)

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "Tệp rỗng. Hãy chọn lại tệp.")


def test_a_fault_is_logged_told_by_number_and_handed_on(asker, work):
    def stumble(*, progress, at):
        return str(1 / 0)

    work(stumble)
    job = ask(asker)

    with pytest.raises(ZeroDivisionError):
        jobs.run(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert f"việc số {job.pk}" in job.message


def test_a_lost_connection_puts_the_job_back(asker, work):
    def lose(*, progress, at):
        raise OperationalError("server closed the connection")

    work(lose)
    job = ask(asker)

    with pytest.raises(OperationalError):
        jobs.run(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_progress_is_seen_while_the_works_own_transaction_is_open(asker, work):
    seen = []

    def watch(*, progress, at):
        with transaction.atomic():
            User.objects.update(position="đang sửa")
            progress.report(1, 4, "Đang đọc trang 1")
            other = connection.copy()
            try:
                with other.cursor() as cursor:
                    cursor.execute("SELECT done, total, message FROM jobs_job")
                    seen.append(cursor.fetchone())
                    cursor.execute("SELECT position FROM accounts_user")
                    seen.append(cursor.fetchone())
            finally:
                other.close()
        return ""

    work(watch)
    jobs.run(ask(asker).pk)

    assert seen == [(1, 4, "Đang đọc trang 1"), ("",)]


def test_a_job_that_is_over_is_not_done_twice(asker, work):
    runs = []
    work(lambda *, progress, at: runs.append(1) or "")
    job = ask(asker)

    jobs.run(job.pk)
    jobs.run(job.pk)

    assert runs == [1]


def dead_worker():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"
        )
        return cursor.fetchone()[0]


def killed_in_the_middle(job):
    """As a worker leaves things that is killed with -9: taken, begun, and then silence."""
    actions.begin(job_id=job.pk, at=AT)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [dead_worker(), job.queue_id],
        )


def test_the_job_of_a_killed_worker_waits_again_and_says_so(asker, work):
    job = ask(asker)
    killed_in_the_middle(job)

    jobs.sweep(at=AT)

    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert "tự chạy lại" in job.message
    assert queue_rows()[0][1] == "todo"


def test_a_job_of_a_living_worker_is_left_alone(asker):
    job = ask(asker)
    killed_in_the_middle(job)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now()")

    jobs.sweep(at=AT)

    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_a_job_that_kills_every_worker_is_given_up_with_a_sentence(asker, work):
    runs = []
    work(lambda *, progress, at: runs.append(1) or "")
    job = ask(asker)
    Job.objects.filter(pk=job.pk).update(attempts=actions.LONGEST_TRIES)

    jobs.run(job.pk)

    job.refresh_from_db()
    assert runs == []
    assert job.state == JobState.INTERRUPTED
    assert "hãy thử làm lại" in job.message
    told = Notification.objects.get(user=asker, kind="jobs.failed")
    assert job.title not in told.text, "a title may name a file, and a message also stands in mails"


def test_who_asked_is_told_of_a_bad_end_and_nobody_of_a_good_one(asker, work):
    def refuse(*, progress, at):
        raise JobRefused("Tệp rỗng.")

    work(refuse)
    jobs.run(ask(asker).pk)
    work(lambda *, progress, at: "Xong.")
    jobs.run(ask(asker).pk)
    jobs.run(ask(None).pk)

    assert [(one.user, one.kind) for one in Notification.objects.all()] == [(asker, "jobs.failed")]


def test_an_open_job_the_queue_has_lost_is_marked_as_interrupted(asker):
    job = ask(asker)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    jobs.sweep(at=AT)

    job.refresh_from_db()
    assert job.state == JobState.INTERRUPTED


def periodic(status, worker=None):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status, worker_id) VALUES"
            " ('default', 'schedule.journal.seal', 'schedule.journal.seal', %s, %s)",
            [status, worker],
        )


def test_periodic_work_of_a_killed_worker_makes_room_for_its_next_turn(asker):
    job = ask(asker)
    killed_in_the_middle(job)
    periodic("doing", dead_worker())
    periodic("todo")

    jobs.sweep(at=AT)

    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert [status for _, status, _ in queue_rows()] == ["todo", "todo"]


def test_the_queue_forgets_what_has_long_been_over(asker):
    ask(asker)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'x', 'failed')"
        )
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '60 days'")

    jobs.tidy(at=datetime.now(UTC))

    assert [status for _, status, _ in queue_rows()] == ["todo"]
