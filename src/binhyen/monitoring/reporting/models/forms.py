"""Forms of the province's own, in versions, and consolidated reports as they were made."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from .duties import USER, Round


class FormVersion(models.Model):
    """One version of a form the province made or changed. Published ones stay; a draft may still change."""

    code = models.CharField(max_length=60)
    province_code = models.CharField(max_length=2)
    number = models.PositiveSmallIntegerField()
    data = models.JSONField()  # as a form in law/reporting is written
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the last day
    revision = models.PositiveIntegerField(default=1)  # of a draft: raised by every change
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "province_code", "number"], name="form_version_once"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="form_version_published_by_and_at",
            ),
        ]


class Consolidation(models.Model):
    """The reports of a round put together at one moment: from which versions, and who was missing. Rows stay."""

    APPEND_ONLY: ClassVar[bool] = True

    round = models.ForeignKey(Round, models.PROTECT, related_name="consolidations")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    versions = models.JSONField(default=list)  # numbers of the ReportVersion rows in it
    digest = models.CharField(max_length=64)
    code = models.CharField(max_length=14, unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")  # None: by the clock
    fact_id = models.BigIntegerField()

    class Meta:
        triggers = [pgtrigger.Protect(name="rows_stay", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="consolidation_once")]


class HandedOver(models.Model):
    """A consolidated report on its way as an official document: which draft was begun from it. Rows stay."""

    APPEND_ONLY: ClassVar[bool] = True

    consolidation = models.ForeignKey(Consolidation, models.PROTECT, related_name="papers")
    outgoing = models.OneToOneField("documents.Outgoing", models.PROTECT, related_name="+")
    figures = models.CharField(max_length=64)  # digest of its tables as handed over: whether a number was changed
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        triggers = [pgtrigger.Protect(name="rows_stay", operation=pgtrigger.Update | pgtrigger.Delete)]
