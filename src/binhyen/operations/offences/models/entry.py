"""Rows somebody is still typing in a grid."""

from django.db import models

from binhyen.operations.offences.values import Table

from .known import INTERNAL, PERSONAL, USER


class EntryDraft(models.Model):
    """A row of a grid that does not say enough yet; it becomes a record with the cell that completes it."""

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    table = models.CharField(max_length=10, choices=Table.choices)
    values = models.JSONField(default=dict)  # field: as typed
    changed_at = models.DateTimeField()
    record = models.BigIntegerField(null=True, blank=True)  # what it became

    PRIVACY = {
        "key": INTERNAL, "user": INTERNAL, "table": INTERNAL, "values": PERSONAL, "changed_at": INTERNAL,
        "record": INTERNAL,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["user", "table"], name="draft_of_user")]
