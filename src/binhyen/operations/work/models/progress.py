"""What happened to a task, and what shows that it was done. Rows are added, never changed."""

from django.db import models
from django.db.models import Q

from binhyen.operations.work.values import EvidenceKind, MoveKind

from .task import BODY, USER, Task, TaskPeriod, TaskShare


class TaskMove(models.Model):
    """One move of a task, of a share in it, or of one of its periods. The database lets no row change."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="moves")
    share = models.ForeignKey(TaskShare, models.PROTECT, null=True, blank=True, related_name="moves")
    period = models.ForeignKey(TaskPeriod, models.PROTECT, null=True, blank=True, related_name="moves")
    kind = models.CharField(max_length=12, choices=MoveKind.choices)
    state = models.CharField(max_length=8, blank=True)  # after the move
    due_at = models.DateTimeField(null=True, blank=True)  # as it stood then; of an extension: the new one
    original_due_at = models.DateTimeField(null=True, blank=True)  # as it stood then
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")  # null: the system
    body = models.ForeignKey(BODY, models.PROTECT, null=True, blank=True, related_name="+")  # for which body
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["task", "at", "id"], name="task_move_in_order")]


class Evidence(models.Model):
    """A piece of evidence. It is added, and may be withdrawn with a reason while nobody has verified it."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="evidence")
    share = models.ForeignKey(TaskShare, models.PROTECT, related_name="evidence")
    period = models.ForeignKey(TaskPeriod, models.PROTECT, null=True, blank=True, related_name="evidence")
    kind = models.CharField(max_length=8, choices=EvidenceKind.choices)
    note = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey("documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    indicator = models.CharField(max_length=60, blank=True)  # monitoring's dictionary of figures
    place = models.CharField(max_length=10, blank=True)  # commune or province code the figure is of
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    as_of = models.DateField(null=True, blank=True)
    figure = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)  # what the indicator said
    figure_known_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)  # as the camera wrote it
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)  # only if the task needs it
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    one_time_key = models.UUIDField(null=True, unique=True)  # the same form sent twice, after a broken line, shows once
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        indexes = [models.Index(fields=["task", "id"], name="evidence_of_task")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind=EvidenceKind.NUMBER) & Q(value__isnull=False))
                | (Q(kind=EvidenceKind.DOCUMENT) & (Q(document__isnull=False) | Q(file__isnull=False)))
                | (Q(kind__in=[EvidenceKind.PHOTO, EvidenceKind.MINUTES, EvidenceKind.LIST]) & Q(file__isnull=False)),
                name="evidence_shows_something",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="evidence_withdrawn_with_reason",
            ),
        ]
