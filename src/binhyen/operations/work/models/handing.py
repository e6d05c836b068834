"""An officer leaves: the minute with all open work, signed by both."""

from django.db import models
from django.db.models import F, Q

from binhyen.operations.work.values import HandoverState

from .task import BODY, USER, TaskShare, TaskStep


class Handover(models.Model):
    """From one officer of a body to another. Its items are the open work of the day; they move when both signed."""

    body = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    giver = models.ForeignKey(USER, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(USER, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=HandoverState.choices, default=HandoverState.DRAFT)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    giver_signed_at = models.DateTimeField(null=True, blank=True)
    giver_signed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")  # for one gone
    receiver_signed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="handover_to_another"),
            models.UniqueConstraint(
                fields=["body", "giver"],
                condition=Q(state__in=[HandoverState.DRAFT, HandoverState.SIGNED_BY_GIVER]),
                name="handover_one_open",
            ),
        ]


class HandoverItem(models.Model):
    """One share or step as it stood when the minute was made."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items")
    share = models.ForeignKey(TaskShare, models.PROTECT, related_name="+")
    step = models.ForeignKey(TaskStep, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=300, default="")  # as it stood: the minute does not change with the task
    state = models.CharField(max_length=8)
    due_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    named = models.BooleanField(default=True)  # False: it named nobody, and nobody but the giver did the body's work

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "share", "step"], name="handover_item_once", nulls_distinct=False
            )
        ]
