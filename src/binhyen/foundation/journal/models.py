"""The journal: rows that are added and never changed. No foreign keys, so it neither blocks nor loses anything.

Three walls: a trigger refuses every change, the app role has no right to one, and the hash chain shows what somebody
with both in hand did all the same (docs/adr/0005-journal-chain.md).
"""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import BigIntegerField, Func, TextField
from django.db.models.functions import Cast

ADDED_ONLY = [
    pgtrigger.Protect(name="rows_stay_as_they_are", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="rows_stay",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
    ),
]
THIS_TRANSACTION = Cast(Cast(Func(function="pg_current_xact_id"), TextField()), BigIntegerField())


class Fact(models.Model):
    """One fact: what happened to which subject, who did it, when, why."""

    APPEND_ONLY: ClassVar[bool] = True

    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    area = models.CharField(max_length=10, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    search_key = models.TextField(blank=True)  # tone-less actor and reason; derived, so not part of the hash
    xid = models.BigIntegerField(db_default=THIS_TRANSACTION, editable=False)  # tells when the fact may be sealed

    class Meta:
        triggers = ADDED_ONLY
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="fact_by_subject"),  # history of one thing
            models.Index(fields=["actor_id", "-id"], name="fact_by_actor"),  # what one person did
            models.Index(fields=["kind", "-id"], name="fact_by_kind"),
            models.Index(fields=["xid", "id"], name="fact_in_sealing_order"),
            BrinIndex(fields=["at"], name="fact_by_moment"),
        ]


class ChainLink(models.Model):
    """A fact's place in the chain. ``hash`` is over the link before and everything in this row and the fact."""

    APPEND_ONLY: ClassVar[bool] = True

    position = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    fact_id = models.BigIntegerField(unique=True)
    xid = models.BigIntegerField()
    era = models.BigIntegerField(
        default=0
    )  # the highest fact id before the last restore; numbers of transactions began anew
    fact_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        triggers = ADDED_ONLY
