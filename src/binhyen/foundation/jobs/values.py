"""States of background work, and the refusal a job function raises."""

from django.db.models import TextChoices


class JobState(TextChoices):
    QUEUED = "QUEUED", "Đang chờ"
    RUNNING = "RUNNING", "Đang chạy"
    DONE = "DONE", "Đã xong"
    FAILED = "FAILED", "Không làm được"
    INTERRUPTED = "INTERRUPTED", "Bị ngắt giữa chừng"


FINISHED = frozenset({JobState.DONE, JobState.FAILED, JobState.INTERRUPTED})


class JobRefused(Exception):
    """The work cannot be done; the message is a sentence for people: what, where, how to mend it. Not tried again."""
