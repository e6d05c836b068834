"""Tasks, the shares of bodies in them, periods of recurring work, steps of a unit."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from binhyen.operations.work.rules.recurrence import LONGEST
from binhyen.operations.work.values import OVER, TO_DO, Cadence, Part, Shape, Work

USER, BODY = "accounts.User", "organisations.Body"


class Task(models.Model):
    """Work given. ``state``, ``claimed_at`` and ``verified_at`` follow the moves; the moves are what happened.

    A task given to a group is one HEAD without a lead, and one COPY for each body of the group.
    ``due_at`` is when the next thing is due: the extended day of a single deadline, the open period of recurring work,
    the next beat of continuous work. ``original_due_at``, once written, never changes (the database holds it).
    """

    shape = models.CharField(max_length=4, choices=Shape.choices, default=Shape.ONE)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    duty = models.ForeignKey("directives.Duty", models.PROTECT, null=True, blank=True, related_name="tasks")
    directive = models.ForeignKey("directives.Directive", models.PROTECT, null=True, blank=True, related_name="tasks")
    title = models.CharField(max_length=300)
    what = models.TextField()
    result = models.CharField(max_length=300, blank=True)
    kinds = models.CharField(max_length=60)  # codes of EvidenceKind, a space between: what the result is shown by
    needs_location = models.BooleanField(default=False)  # where a photo was taken is kept
    lead = models.ForeignKey(BODY, models.PROTECT, null=True, blank=True, related_name="+")  # of its share LEAD
    issuer = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    verifier = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=Work.choices, default=Work.GIVEN)
    cadence = models.CharField(max_length=6, choices=Cadence.choices, default=Cadence.ONCE)
    rhythm = models.CharField(max_length=LONGEST, blank=True)
    beat_days = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)  # of recurring and continuous work
    ends_on = models.DateField(null=True, blank=True)
    original_due_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    last_shown_at = models.DateTimeField(null=True, blank=True)  # the latest evidence: the beat of continuous work
    claimed_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    # work stopped before of the same duty and the same body: its first due day stays
    again_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="given_again")
    one_time_key = models.UUIDField(null=True, blank=True)  # the same form sent twice gives once
    search_key = models.TextField(blank=True)  # tone-less title, text, lead

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shape=Shape.HEAD, lead__isnull=True) | (~Q(shape=Shape.HEAD) & Q(lead__isnull=False)),
                name="task_head_has_no_lead",
            ),
            models.CheckConstraint(
                condition=Q(shape=Shape.COPY, parent__isnull=False) | (~Q(shape=Shape.COPY) & Q(parent__isnull=True)),
                name="task_copy_has_a_head",
            ),
            models.CheckConstraint(
                condition=Q(lead__isnull=True) | ~Q(verifier=F("lead")), name="task_not_verified_by_its_lead"
            ),
            models.CheckConstraint(
                condition=Q(beat_days__isnull=True) | Q(cadence=Cadence.BEAT, beat_days__gte=1),
                name="task_beat_in_days",
            ),
            models.CheckConstraint(condition=~Q(kinds=""), name="task_shown_by_something"),
            models.UniqueConstraint(
                fields=["duty"], condition=~Q(shape=Shape.COPY) & ~Q(state=Work.STOPPED), name="task_of_a_duty_once"
            ),
            models.UniqueConstraint(fields=["one_time_key"], name="task_once"),
            models.UniqueConstraint(fields=["parent", "lead"], name="task_copy_once"),
        ]
        indexes = [
            # overdue and near, of one body or of all: only what somebody still has to do
            models.Index(
                fields=["lead", "due_at", "id"],
                condition=Q(state__in=TO_DO) & ~Q(shape=Shape.HEAD),
                name="task_to_do_of_body",
            ),
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=TO_DO) & ~Q(shape=Shape.HEAD), name="task_to_do"
            ),
            models.Index(fields=["lead", "-id"], name="task_of_body"),
            models.Index(fields=["due_at", "id"], condition=~Q(shape=Shape.HEAD), name="task_by_due"),
            models.Index(fields=["verifier", "claimed_at"], condition=Q(state=Work.CLAIMED), name="task_to_verify"),
            models.Index(fields=["directive", "id"], condition=~Q(shape=Shape.COPY), name="task_of_directive"),
            models.Index(fields=["-id"], condition=~Q(shape=Shape.COPY), name="task_latest"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="task_by_words"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def evidence_kinds(self) -> tuple[str, ...]:
        return tuple(self.kinds.split())

    @property
    def over(self) -> bool:
        return self.state in OVER

    @property
    def finished(self) -> bool:
        """Whether nobody does anything for it any more: it is over, or of a group all copies are. One query there."""
        return self.over or (self.shape == Shape.HEAD and not self.copies.exclude(state__in=OVER).exists())


class TaskShare(models.Model):
    """A body's part in a task, with its own state: the lead's is that of the task, a co-lead's is its contribution.

    Of work with periods a co-lead contributes to one after the other: ``period`` is the one its state is about.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="shares")
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices)
    state = models.CharField(max_length=8, choices=Work.choices, default=Work.GIVEN)
    period = models.ForeignKey("TaskPeriod", models.PROTECT, null=True, blank=True, related_name="helped")
    person = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")  # named by the body
    opened_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "body"], name="task_share_once"),
            models.UniqueConstraint(fields=["task"], condition=Q(part=Part.LEAD), name="task_one_lead"),
        ]
        indexes = [
            models.Index(fields=["body", "part", "-task"], name="task_share_of_body"),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="task_share_of_person"),
            models.Index(
                fields=["task"], condition=Q(part=Part.CO_LEAD, state=Work.CLAIMED), name="task_share_to_verify"
            ),
        ]

    @property
    def over(self) -> bool:
        """Whether nothing comes after: a co-lead's part that was confirmed for one period goes on with the next."""
        confirmed = self.state == Work.VERIFIED and (self.period_id is None or self.task.finished)
        return confirmed or self.state == Work.STOPPED


class TaskPeriod(models.Model):
    """One occurrence of recurring work: what it is about (both days included), and when it is due.

    A head has the periods of its copies, for whoever helps with the whole; where it stands is read off the copies.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="periods")
    number = models.PositiveIntegerField()  # 1, 2, 3 … of the task
    starts_on = models.DateField()
    ends_on = models.DateField()
    original_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    moved_because = models.CharField(max_length=120, blank=True)  # the day off the day fell on
    state = models.CharField(max_length=8, choices=Work.choices, default=Work.GIVEN)
    opened_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="task_period_once"),
            models.UniqueConstraint(fields=["task", "starts_on"], name="task_period_begins_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="task_period_ends_after_start"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=TO_DO), name="task_period_to_do"),
            models.Index(fields=["claimed_at"], condition=Q(state=Work.CLAIMED), name="task_period_to_verify"),
        ]


class TaskStep(models.Model):
    """A step into which a unit splits its part, with a person of the unit."""

    share = models.ForeignKey(TaskShare, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    person = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["share", "position"], name="task_step_in_order"),
            models.Index(
                fields=["person"],
                condition=Q(done_at__isnull=True, removed_at__isnull=True),
                name="task_step_of_person",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="task_step_done_by_and_at",
            )
        ]
