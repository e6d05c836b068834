"""Background work as people see it. The queue itself is procrastinate's; a row here tells its progress."""

from django.db import models
from django.db.models import F, Q

from .values import FINISHED, JobState


class Job(models.Model):
    """One piece of work asked for by a person or by the system, with its progress and its end."""

    kind = models.CharField(max_length=60)  # "directives.read"
    title = models.CharField(max_length=200)  # "Đọc tệp ke-hoach-23.docx"
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    arguments = models.JSONField(default=dict)  # ids and codes only
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # 0: not known
    message = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=300, blank=True)  # where the outcome is
    attempts = models.PositiveSmallIntegerField(default=0)
    queue_id = models.BigIntegerField(null=True)  # the job in procrastinate's queue
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | (~Q(state__in=FINISHED) & Q(finished_at__isnull=True)),
                name="job_finished_when_over",
            ),
        ]
        indexes = [
            models.Index(F("created_by"), F("id").desc(), name="job_latest_of_person"),
            models.Index(fields=["subject_type", "subject_id", "-id"], name="job_by_subject"),
            models.Index(fields=["id"], name="job_open", condition=Q(finished_at__isnull=True)),  # the sweep
        ]

    @property
    def over(self) -> bool:
        return self.state in FINISHED

    @property
    def percent(self) -> int | None:
        """Whole percent, or None where the length of the work is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None
