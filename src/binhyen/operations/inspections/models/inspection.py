"""An inspection: planned, held, concluded; whom it looks at, who looks."""

from django.db import models
from django.db.models import F, Q

from binhyen.operations.inspections.values import Kind, Seat, Stage
from binhyen.registers.organisations.models import Body

BODY, USER = "organisations.Body", "accounts.User"


class Inspection(models.Model):
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=300)
    subject = models.TextField()  # what is looked at
    ground = models.CharField(max_length=300)  # the plan, decision or letter it rests on
    inspector = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    targets = models.ManyToManyField(Body, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.PLANNED)
    held_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_reason = models.CharField(max_length=300, blank=True)
    search_key = models.TextField(blank=True)  # tone-less title, subject, names of the targets
    version = models.PositiveIntegerField(default=1)  # raised by every change of the plan; a stale edit is refused
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["-starts_on", "-id"], name="inspection_latest")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="inspection_ends_after_start"),
            models.CheckConstraint(
                condition=Q(stage="CONCLUDED", concluded_at__isnull=False, concluded_by__isnull=False)
                | (~Q(stage="CONCLUDED") & Q(concluded_at__isnull=True, concluded_by__isnull=True)),
                name="inspection_concluded_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=("HELD", "CONCLUDED")) | Q(held_on__isnull=False),
                name="inspection_held_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TeamMember(models.Model):
    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="team")
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=200)
    seat = models.CharField(max_length=9, choices=Seat.choices, default=Seat.MEMBER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection"], condition=Q(seat="HEAD"), name="inspection_has_one_head")
        ]
