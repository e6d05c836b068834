"""Decisions that put areas on a list or take them off, kept as they were made."""

from django.db import models
from django.db.models import F, Q

from binhyen.monitoring.classification.values import (
    ACT_LABELS,
    RECOGNISED_LABELS,
    SCHEME_LABELS,
    AreaKind,
)


class Recognition(models.Model):
    """One line of a decision: this area is put on that list, or taken off it, from a day on.

    Rows are added and never changed. A mistake is superseded by a row with the right values, or with ``withdrawn``,
    that names it. Recognitions of older schemes stand beside those of Decision 28/2025 and are never counted with them.
    """

    APPEND_ONLY = True

    area_kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in AreaKind])
    area_code = models.CharField(max_length=40)  # official code of the commune or province
    scheme = models.CharField(max_length=12, choices=[(one.value, label) for one, label in SCHEME_LABELS.items()])
    kind = models.CharField(max_length=14, choices=[(one.value, label) for one, label in RECOGNISED_LABELS.items()])
    act = models.CharField(max_length=10, choices=[(one.value, label) for one, label in ACT_LABELS.items()])
    period = models.PositiveSmallIntegerField(null=True, blank=True)  # the year whose 14/12 ended it; null if unknown
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # last day, where the decision names one
    decision_number = models.CharField(max_length=60, blank=True)  # as printed
    decision_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)  # UBND tỉnh, Bộ Công an
    document = models.ForeignKey("documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=300, blank=True)  # where it was taken from, without a decision at hand
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    withdrawn = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["area_kind", "area_code", "valid_from"], name="recognition_of_area")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="recognition_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(supersedes__isnull=False), name="recognition_withdraws_something"
            ),
        ]


class ReadingChoice(models.Model):
    """How the province reads the Decision where its text is open (law/classification/readings.toml), and from when."""

    APPEND_ONLY = True

    code = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    valid_from = models.DateField()
    source = models.CharField(max_length=300)  # the letter or minutes that settled it
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["code", "valid_from"], name="reading_of_day")]
