"""What the province set: criteria, clocks and bases from a day on; circumstances nobody could help."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .proposal import STAYS, USER


class MeritTerm(models.Model):
    """A row of ``law/merit/criteria.toml`` as the province wants it, from a day on."""

    APPEND_ONLY: ClassVar[bool] = True

    code = models.CharField(max_length=30)
    value = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        triggers = STAYS
        indexes = [models.Index(fields=["code", "valid_from"], name="merit_term_of_day")]


class Circumstance(models.Model):
    """A storm, a flood: days and places, with the document that says so. Withdrawn with a reason, never edited."""

    what = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField()
    communes = ArrayField(models.CharField(max_length=5), default=list)  # empty: the whole province
    source = models.CharField(max_length=300)
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        triggers = [
            pgtrigger.ReadOnly(
                name="frozen", fields=["what", "first", "last", "communes", "source", "stated_at", "stated_by"]
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]
        indexes = [models.Index(fields=["first", "last"], name="circumstance_days")]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="circumstance_ends_after_start"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="circumstance_withdrawn_with_reason",
            ),
        ]
