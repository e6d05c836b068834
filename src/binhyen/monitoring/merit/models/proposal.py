"""A proposal about one body for one period, its lines frozen when drawn, and everything done about it since."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from binhyen.monitoring.merit.values import RUNNING, AppealOutcome, Kind, Mark, Outcome, State, Step

BODY, USER = "organisations.Body", "accounts.User"
STAYS = [pgtrigger.Protect(name="stays", operation=pgtrigger.Update | pgtrigger.Delete)]
FROZEN = [
    "kind", "body", "answerable", "period", "first", "last", "known_at", "limits", "grounds", "not_counted", "hash",
    "proposer", "proposed_by", "proposed_at",
]  # fmt: skip


class Proposal(models.Model):
    """What is proposed stays as it was; where it stands moves on. Never about a person: ``answerable`` is an office.

    ``limits`` (code to value), ``grounds`` and ``not_counted`` are what the rules found at ``known_at``; ``hash`` binds
    them, ``answerable`` and the lines drawn then; of a line added later the journal holds its own.
    """

    kind = models.CharField(max_length=8, choices=Kind.choices)
    body = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    answerable = models.CharField(max_length=200, blank=True)  # accountability: the office at the head of the body
    period = models.CharField(max_length=8)  # code of rules.periods
    first = models.DateField()
    last = models.DateField()
    known_at = models.DateTimeField()
    limits = models.JSONField(default=dict)
    grounds = models.JSONField(default=list)
    not_counted = models.JSONField(default=list)
    hash = models.CharField(max_length=64)
    proposer = models.ForeignKey(BODY, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    sent_at = models.DateTimeField(null=True, blank=True)  # since when the body sees it
    word_due_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    number = models.CharField(max_length=80, blank=True)  # of the document that says so
    issued_on = models.DateField(null=True, blank=True)
    appeal_to = models.ForeignKey(BODY, models.PROTECT, null=True, blank=True, related_name="+")
    appeal_due_on = models.DateField(null=True, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    appeal_outcome = models.CharField(max_length=10, choices=AppealOutcome.choices, blank=True)
    appeal_answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        triggers = [
            pgtrigger.ReadOnly(name="frozen", fields=FROZEN),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]
        indexes = [
            models.Index(fields=["body", "-id"], name="merit_of_body"),
            models.Index(fields=["-first", "kind", "state"], name="merit_by_period"),
            models.Index(fields=["word_due_on"], condition=Q(state="SENT"), name="merit_awaits_word"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "body", "first", "last"], condition=~Q(state="WITHDRAWN"), name="merit_once_a_period"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="merit_ends_after_start"),
            models.CheckConstraint(condition=~Q(proposer=F("body")), name="merit_not_by_the_body"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="merit_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(appeal_answered_by__isnull=True)
                | ~Q(appeal_answered_by=F("decided_by")) & ~Q(appeal_answered_by=F("proposed_by")),
                name="merit_appeal_answered_by_another",
            ),
            models.CheckConstraint(
                condition=Q(appeal_to__isnull=True) | ~Q(appeal_to=F("body")), name="merit_appeal_to_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("DECIDED", "APPEALED", "CLOSED"))
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(outcome=""),
                name="merit_decided_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("SENT", "ANSWERED", "DECIDED", "APPEALED", "CLOSED"))
                | Q(sent_at__isnull=False),
                name="merit_sent_before_decided",
            ),
        ]

    @property
    def running(self) -> bool:
        return self.state in RUNNING


class Line(models.Model):
    """One line: a sentence, the evidence it opens to, its figures, what speaks for the body. It stays as drawn."""

    APPEND_ONLY: ClassVar[bool] = True

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    ref = models.CharField(max_length=40, blank=True)
    sentence = models.TextField()
    numerator = models.IntegerField(null=True)
    denominator = models.IntegerField(null=True)
    rows = models.JSONField()  # of rules.proposing.Opens
    excuses = models.JSONField(default=list)
    against = models.BooleanField(default=False)
    hash = models.CharField(max_length=64)
    added_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")  # null: drawn by the rules
    at = models.DateTimeField()

    class Meta:
        ordering = ["position", "id"]
        triggers = STAYS
        constraints = [
            models.UniqueConstraint(fields=["proposal", "code", "ref"], name="merit_line_once"),
            models.CheckConstraint(condition=~Q(rows=[]), name="merit_line_has_evidence"),
        ]


class LineMark(models.Model):
    """A line was struck out, agreed with or objected to."""

    APPEND_ONLY: ClassVar[bool] = True

    line = models.ForeignKey(Line, models.PROTECT, related_name="marks")
    mark = models.CharField(max_length=8, choices=Mark.choices)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        triggers = STAYS
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(mark="STRUCK"), name="merit_line_struck_once"),
            models.CheckConstraint(condition=Q(mark="AGREED") | ~Q(text=""), name="merit_mark_with_reason"),
        ]


class Move(models.Model):
    """One step of a proposal: what, in which words, by whom."""

    APPEND_ONLY: ClassVar[bool] = True

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="moves")
    step = models.CharField(max_length=10, choices=Step.choices)
    text = models.TextField(blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")  # null: the clock

    class Meta:
        ordering = ["id"]
        triggers = STAYS
        indexes = [models.Index(fields=["proposal", "id"], name="merit_move_in_order")]
