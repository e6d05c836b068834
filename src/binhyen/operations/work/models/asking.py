"""What is asked of those above: what is not clear, what stands in the way, more time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from binhyen.operations.work.values import DifficultyState, ExtensionState, Gap

from .task import BODY, USER, Task, TaskPeriod


class Question(models.Model):
    """A duty or task that lacks one of the "4 rõ" goes back to whoever issued it, with a day for the answer."""

    duty = models.ForeignKey("directives.Duty", models.PROTECT, null=True, blank=True, related_name="questions")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="questions")
    gaps = ArrayField(models.CharField(max_length=12, choices=Gap.choices))
    text = models.TextField()  # what is asked, in a sentence
    to = models.ForeignKey(BODY, models.PROTECT, null=True, blank=True, related_name="+")  # the issuer, where known
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()  # for the answer
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(duty__isnull=False) | Q(task__isnull=False), name="question_about_something"
            ),
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(answered_at__isnull=True, task__isnull=True),
                name="question_of_a_duty_once",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="question_answered_by_and_at",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(answered_at__isnull=True), name="question_open")]


class Difficulty(models.Model):
    """Something that stands in the way, raised by a body, with an owner who answers by a day."""

    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="difficulties")
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+")  # raises it
    what = models.TextField()
    wants = models.CharField(max_length=500, blank=True)  # what is proposed
    owner = models.ForeignKey(BODY, models.PROTECT, related_name="+")  # answers it
    passed_from = models.ForeignKey(BODY, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=DifficultyState.choices, default=DifficultyState.OPEN)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()  # for the answer
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)  # said by whoever raised it
    settled_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "difficulties"
        indexes = [
            models.Index(fields=["owner", "due_at"], condition=Q(state="OPEN"), name="difficulty_to_answer"),
            models.Index(fields=["body", "-id"], name="difficulty_of_body"),
        ]


class Extension(models.Model):
    """More time asked for a task or one of its periods, with its reason, and what was decided."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="extensions")
    period = models.ForeignKey(TaskPeriod, models.PROTECT, null=True, blank=True, related_name="extensions")
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    from_due_at = models.DateTimeField()
    to_due_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=9, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_due_at__gt=F("from_due_at")), name="extension_is_later"),
            models.UniqueConstraint(
                fields=["task", "period"],
                condition=Q(state=ExtensionState.ASKED),
                name="extension_asked_once",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(state="ASKED"), name="extension_to_decide")]
