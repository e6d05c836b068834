"""The report of one unit in one round: what is being filled in, what was frozen and signed, what was done with it."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from binhyen.kit.official_signing import HEAD
from binhyen.monitoring.reporting.values.reports import ACT_LABELS, STATE_LABELS, State

from .duties import USER, Round

STAYS = [pgtrigger.Protect(name="rows_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class Report(models.Model):
    """``due_at`` is the unit's own, as extended; ``first_due_at`` what it was. ``first_sent_at`` never changes."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reports")
    body = models.ForeignKey("organisations.Body", models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=5, blank=True)  # a commune's; the province's for bodies of the province
    state = models.CharField(
        max_length=8, choices=[(one.value, label) for one, label in STATE_LABELS.items()], default=State.OPEN
    )
    first_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    first_sent_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    excused = models.BooleanField(default=False)  # the act says by whom and why
    locked = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True, blank=True)  # what the unit asks about its clock waits for an answer
    reminded_at = models.DateTimeField(null=True, blank=True)  # of the clock as it stands now
    late_told_at = models.DateTimeField(null=True, blank=True)
    signed_steps = models.PositiveSmallIntegerField(default=0)  # of the chain, for the version being signed
    latest = models.ForeignKey("ReportVersion", models.PROTECT, null=True, blank=True, related_name="+")  # sent

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "body"], name="report_once"),
            models.CheckConstraint(
                condition=Q(first_sent_at__isnull=True, sent_at__isnull=True, latest__isnull=True)
                | Q(first_sent_at__isnull=False, sent_at__isnull=False, latest__isnull=False),
                name="report_sent_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "-due_at"], name="report_of_body"),  # my reports
            models.Index(fields=["area_code", "-due_at"], name="report_of_area"),
            models.Index(fields=["round", "state"], name="report_of_round"),  # the cockpit
        ]


class ReportCell(models.Model):
    """What a person wrote at one place of a table: a value only a person knows, or why a figure is what it is."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="cells")
    ref = models.CharField(max_length=80)  # ROW.COLUMN
    value = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)  # raised by every change; a stale edit is refused and shown
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "ref"], name="report_cell_once")]


class ReportBlock(models.Model):
    """Words of one narrative block."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="blocks")
    code = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    likeness = models.CharField(max_length=64, blank=True)  # rules.detectors: the same of texts of the same words
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "code"], name="report_block_once")]


class CellComment(models.Model):
    """Words about one place of a report (a cell, a block, "" for the whole), until they are settled."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="comments")
    place = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    of_unit = models.BooleanField(default=False)  # said by who writes the report, not by who receives it
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="cell_comment_settled_by_and_at",
            )
        ]


class ReportVersion(models.Model):
    """A report as it was frozen for signing: every figure with the moment it was known. Rows stay."""

    APPEND_ONLY: ClassVar[bool] = True

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()  # 1; corrections 2, 3, …
    content = models.JSONField()  # values.reports.Content.data
    known_at = models.DateTimeField(null=True)  # of its figures
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000, blank=True)  # of a correction
    changes = models.JSONField(default=list)  # [[place, before, after]] against the version sent before

    class Meta:
        ordering = ["number"]
        triggers = STAYS
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_version_once")]


class Signature(models.Model):
    """Somebody put their name to a frozen version, with the statement they made."""

    APPEND_ONLY: ClassVar[bool] = True

    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="signatures")
    step = models.PositiveSmallIntegerField()  # of the chain, from 0
    title = models.CharField(max_length=120)  # as what, in words: in the digest
    capacity = models.CharField(max_length=20, default=HEAD)  # kit.official_signing: head, acting head, deputy
    signer = models.CharField(max_length=200)  # name and position as they were
    user = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")  # None: on paper
    statement = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["step"]
        triggers = STAYS
        constraints = [models.UniqueConstraint(fields=["version", "step"], name="signature_once")]


class ReportSeal(models.Model):
    """A version with all its signatures, sealed: ``digest`` stands in the journal's chain, ``code`` on the paper."""

    APPEND_ONLY: ClassVar[bool] = True

    version = models.OneToOneField(ReportVersion, models.PROTECT, related_name="seal")
    code = models.CharField(max_length=14, unique=True)  # BC-7Q4K-2MPX
    digest = models.CharField(max_length=64)
    nonce = models.PositiveSmallIntegerField(default=0)  # in the digest; above 0 where a code was taken already
    at = models.DateTimeField()
    fact_id = models.BigIntegerField()  # in the journal

    class Meta:
        triggers = STAYS


class ReportAct(models.Model):
    """What was done with a report: by whom, when, why. Rows stay."""

    APPEND_ONLY: ClassVar[bool] = True

    report = models.ForeignKey(Report, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=10, choices=[(one.value, label) for one, label in ACT_LABELS.items()])
    reason = models.CharField(max_length=1000, blank=True)
    until = models.DateTimeField(null=True, blank=True)  # of an extension
    version = models.ForeignKey(ReportVersion, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        triggers = STAYS
        indexes = [models.Index(fields=["report", "at"], name="report_acts")]
