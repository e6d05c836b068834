"""The journal: rows that are added and never changed. No foreign keys, so it neither blocks nor loses anything."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Fact(models.Model):
    """One fact: what happened to which subject, who did it, when, why."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    area = models.CharField(max_length=10, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="fact_by_subject"),  # history of one thing
            models.Index(fields=["actor_id", "-id"], name="fact_by_actor"),  # what one person did
            BrinIndex(fields=["at"], name="fact_by_moment"),
        ]
