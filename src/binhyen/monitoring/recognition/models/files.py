"""A file of one area and period: what was done with it, in rows that stay, and the papers it holds."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from binhyen.kit.privacy import Privacy
from binhyen.monitoring.classification.values import AreaKind
from binhyen.monitoring.recognition.values import STEP_LABELS

USER = "accounts.User"
DOCUMENT = "documents.OfficialDocument"
_NO = Privacy.INTERNAL
STAYS = [pgtrigger.Protect(name="steps_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class ReviewFile(models.Model):
    """The file of a commune, or of the province, for the period that ends on 14/12 of the year ``period``."""

    area_kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in AreaKind])
    area_code = models.CharField(max_length=5)
    period = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    PRIVACY = dict.fromkeys(("id", "area_kind", "area_code", "period", "opened_at", "opened_by"), _NO)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_kind", "area_code", "period"], name="review_file_once")]
        indexes = [models.Index(fields=["period", "area_kind"], name="review_file_of_period")]


class ReviewStep(models.Model):
    """What was done with the file and what it froze: the class with its figures, the vote, the decision."""

    APPEND_ONLY: ClassVar[bool] = True

    file = models.ForeignKey(ReviewFile, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=14, choices=[(one.value, label) for one, label in STEP_LABELS.items()])
    on = models.DateField()
    note = models.CharField(max_length=1000, blank=True)
    late_reason = models.CharField(max_length=500, blank=True)
    data = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    PRIVACY = dict.fromkeys(
        ("id", "file", "kind", "on", "note", "late_reason", "data", "recorded_at", "recorded_by"), _NO
    )

    class Meta:
        ordering = ["recorded_at", "pk"]
        triggers = STAYS
        indexes = [models.Index(fields=["file", "recorded_at"], name="review_step_of_file")]


class ReviewPaper(models.Model):
    """A paper of the checklist, as a document of the register. One taken out stays to be read."""

    file = models.ForeignKey(ReviewFile, models.PROTECT, related_name="papers")
    code = models.CharField(max_length=40)
    document = models.ForeignKey(DOCUMENT, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = dict.fromkeys(("id", "file", "code", "document", "added_at", "added_by", "removed_at"), _NO)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "code", "document"], condition=Q(removed_at__isnull=True), name="review_paper_once"
            )
        ]


class ProcedureSetting(models.Model):
    """What the province set where the law is silent: a number, or whether a paper is required. The latest holds."""

    APPEND_ONLY: ClassVar[bool] = True

    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200, blank=True)  # of a paper of the province's own
    value = models.PositiveSmallIntegerField()  # a number; of a paper 1 required, 0 not
    needed_for = models.CharField(max_length=14, blank=True)  # of a paper
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        triggers = [pgtrigger.Protect(name="settings_stay", operation=pgtrigger.Update | pgtrigger.Delete)]
        indexes = [models.Index(fields=["code", "valid_from"], name="procedure_setting_of_day")]
