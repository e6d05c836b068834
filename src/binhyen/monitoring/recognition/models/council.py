"""The council, its sessions and votes, and the decisions that follow."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from binhyen.kit.privacy import Privacy
from binhyen.monitoring.recognition.values import CHOICE_LABELS, SEAT_LABELS

from .files import DOCUMENT, STAYS, USER, ReviewFile


class Council(models.Model):
    """The council of a period, as the decision of UBND tỉnh set it up."""

    period = models.PositiveSmallIntegerField(unique=True)
    decision_number = models.CharField(max_length=60)
    decision_on = models.DateField()
    document = models.ForeignKey(DOCUMENT, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")


class CouncilMember(models.Model):
    """An official in the council by office. One who left keeps the row: votes stand."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="members")
    position = models.PositiveSmallIntegerField()
    seat = models.CharField(max_length=10, choices=[(one.value, label) for one, label in SEAT_LABELS.items()])
    name = models.CharField(max_length=80)
    office = models.CharField(max_length=160)  # Phó Chủ tịch UBND tỉnh
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council"], condition=Q(seat="CHAIR", left_at__isnull=True), name="council_one_chair"
            )
        ]


class Session(models.Model):
    """A session that was held: who sat, who kept the minutes."""

    APPEND_ONLY: ClassVar[bool] = True

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    place = models.CharField(max_length=160)
    chair = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+")
    secretary = models.CharField(max_length=120)
    present = models.ManyToManyField(CouncilMember, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-pk"]
        triggers = STAYS


class Vote(models.Model):
    APPEND_ONLY: ClassVar[bool] = True

    session = models.ForeignKey(Session, models.PROTECT, related_name="votes")
    file = models.ForeignKey(ReviewFile, models.PROTECT, related_name="votes")
    member = models.ForeignKey(CouncilMember, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=[(one.value, label) for one, label in CHOICE_LABELS.items()])

    PRIVACY = dict.fromkeys(("id", "session", "file", "member", "choice"), Privacy.INTERNAL)

    class Meta:
        triggers = STAYS
        constraints = [models.UniqueConstraint(fields=["session", "file", "member"], name="vote_once")]


class Decision(models.Model):
    """A signed decision about many areas at once; its lines stand as recognitions of the classification."""

    APPEND_ONLY: ClassVar[bool] = True

    period = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    authority = models.CharField(max_length=120)
    signer = models.CharField(max_length=80)
    signer_title = models.CharField(max_length=120)
    document = models.ForeignKey(DOCUMENT, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-issued_on", "-pk"]
        triggers = STAYS
        constraints = [models.UniqueConstraint(fields=["number", "issued_on"], name="recognition_decision_once")]


class DecisionLine(models.Model):
    APPEND_ONLY: ClassVar[bool] = True

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="lines")
    file = models.ForeignKey(ReviewFile, models.PROTECT, null=True, related_name="lines")
    area_code = models.CharField(max_length=5)
    recognition = models.OneToOneField("classification.Recognition", models.PROTECT, related_name="+")

    PRIVACY = dict.fromkeys(("id", "decision", "file", "area_code", "recognition"), Privacy.INTERNAL)

    class Meta:
        triggers = STAYS
        indexes = [models.Index(fields=["area_code"], name="decision_line_of_area")]
