"""What keeps time: the terms of the province, who was told what, feeds; difficulties going up; a leaver's minute."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from binhyen.operations.work.values import Waits

from .asking import Difficulty
from .handing import Handover
from .task import BODY, USER, Task, TaskPeriod, TaskShare

STAYS = [pgtrigger.Protect(name="stays", operation=pgtrigger.Update | pgtrigger.Delete)]


class WorkTerm(models.Model):
    """A number of ``law/work/time.toml`` as the province wants it, from a day on."""

    APPEND_ONLY: ClassVar[bool] = True

    code = models.CharField(max_length=30)
    value = models.PositiveIntegerField()
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        triggers = STAYS
        indexes = [models.Index(fields=["code", "valid_from"], name="work_term_of_day")]


class Told(models.Model):
    """That a clock of a task rang: nobody hears it twice. A new due day (an extension) has clocks of its own.

    ``share`` is the part of a co-lead whose clock it was; None for the task itself, which its lead hears.
    """

    APPEND_ONLY: ClassVar[bool] = True

    task = models.ForeignKey(Task, models.PROTECT, related_name="told")
    period = models.ForeignKey(TaskPeriod, models.PROTECT, null=True, related_name="told")
    share = models.ForeignKey(TaskShare, models.PROTECT, null=True, related_name="told")
    due_at = models.DateTimeField()
    code = models.CharField(max_length=20)  # of rules.reminders
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "told"
        triggers = STAYS
        constraints = [
            models.UniqueConstraint(
                fields=["task", "period", "share", "due_at", "code"], name="work_told_once", nulls_distinct=False
            )
        ]


class Nudge(models.Model):
    """That a clock rang of something that waits for an answer, or of a step of a unit: nobody hears it twice.

    ``subject_id`` is the row of ``kind`` (values.Waits). ``since``: the moment it began to wait, or the day of a step;
    what is claimed or asked anew has clocks of its own.
    """

    APPEND_ONLY: ClassVar[bool] = True

    kind = models.CharField(max_length=9, choices=Waits.choices)
    subject_id = models.BigIntegerField()
    since = models.DateTimeField()
    code = models.CharField(max_length=20)  # of rules.reminders
    at = models.DateTimeField()

    class Meta:
        triggers = STAYS
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id", "since", "code"], name="work_nudged_once")]


class WorkFeed(models.Model):
    """A secret, revocable address under which calendar programs read the work of a body, or of one person."""

    body = models.ForeignKey(BODY, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256; the address itself is shown once
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=True, user__isnull=False) | Q(body__isnull=False, user__isnull=True),
                name="work_feed_of_one",
            )
        ]


class DifficultyPass(models.Model):
    """A difficulty went to another owner: up the line because nobody answered, or handed on with a reason."""

    APPEND_ONLY: ClassVar[bool] = True

    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="passes")
    from_body = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    to_body = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()  # for the answer of the new owner
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")  # null: the clock

    class Meta:
        triggers = STAYS
        verbose_name_plural = "difficulty passes"
        constraints = [
            models.CheckConstraint(condition=~Q(from_body=F("to_body")), name="difficulty_passed_to_another")
        ]


class DifficultyPaper(models.Model):
    """A document with the difficulty or with its answer."""

    APPEND_ONLY: ClassVar[bool] = True

    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="papers")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    answers = models.BooleanField()  # of the answer
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        triggers = STAYS


class HandoverMatter(models.Model):
    """What waits for the leaver's office in other subjects, counted on the day of the minute: told, not moved."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="matters")
    label = models.CharField(max_length=300)
    count = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
