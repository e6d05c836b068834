"""What an inspection found, who answers for it by when, who follows it up, and every step taken since."""

from django.db import models
from django.db.models import F, Q

from binhyen.operations.inspections.values import Remedy, Step

from .inspection import BODY, USER, Inspection


class Finding(models.Model):
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    target = models.ForeignKey(BODY, models.PROTECT, related_name="+")  # where it was found
    what = models.TextField()
    remedy = models.TextField(blank=True)
    responsible = models.ForeignKey(BODY, models.PROTECT, null=True, blank=True, related_name="+")
    answerable = models.CharField(max_length=200, blank=True)  # the office that answers for it, not a name
    original_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    follower = models.ForeignKey(BODY, models.PROTECT, null=True, blank=True, related_name="+")
    claimed_on = models.DateField(null=True, blank=True)  # of the claim that stands; empty once it was sent back
    indicator = models.CharField(max_length=80, blank=True)  # code of the figure it hurts
    state = models.CharField(max_length=9, choices=Remedy.choices, default=Remedy.DRAFT)
    search_key = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)  # raised by every change; a stale edit is refused

    class Meta:
        indexes = [
            models.Index(fields=["responsible", "due_on"], condition=Q(state="OPEN"), name="finding_to_remedy"),
            models.Index(fields=["follower"], condition=Q(state="CLAIMED"), name="finding_to_verify"),
            models.Index(fields=["due_on", "id"], name="finding_by_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("DRAFT", "WITHDRAWN"))
                | Q(responsible__isnull=False, follower__isnull=False, due_on__isnull=False),
                name="finding_followed_up",
            ),
            models.CheckConstraint(
                condition=Q(responsible__isnull=True) | Q(follower__isnull=True) | ~Q(responsible=F("follower")),
                name="finding_followed_by_another",
            ),
        ]


class FindingStep(models.Model):
    """One step about a finding: what, by whom, when. Rows stay as they were written."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=9, choices=Step.choices)
    text = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)  # of an extension: the day it moved to
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")  # null: the program itself

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["finding", "id"], name="finding_step_in_order")]
