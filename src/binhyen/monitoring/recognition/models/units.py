"""Units below the commune: what they are, what was done with each in a year, what was decided of them.

Every table about a unit carries the commune it lies in: the database shows a commune its own units only.
"""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from binhyen.kit.privacy import Privacy
from binhyen.monitoring.classification.values import ACT_LABELS
from binhyen.monitoring.recognition.values import DECIDER_LABELS, STEP_LABELS, UNIT_KIND_LABELS, StepKind

from .files import DOCUMENT, STAYS, USER

_OPEN, _NO, _OWN = Privacy.PUBLIC, Privacy.INTERNAL, Privacy.PERSONAL
_STEPS = (StepKind.SELF_ASSESSED, StepKind.RETURNED, StepKind.CHECKED, StepKind.DECIDED)


class Unit(models.Model):
    """A hamlet, school, premises or agency that is to be free of drugs. A hamlet is one of the commune's own list."""

    kind = models.CharField(max_length=10, choices=[(one.value, label) for one, label in UNIT_KIND_LABELS.items()])
    commune_code = models.CharField(max_length=5)
    name = models.CharField(max_length=120)
    search_key = models.CharField(max_length=200, db_collation="C")  # of the name and the commune's
    sort_key = models.BinaryField()
    hamlet = models.OneToOneField("territories.Hamlet", models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    PRIVACY = {
        "id": _NO, "kind": _OPEN, "commune_code": _OPEN, "name": _OPEN, "search_key": _OWN, "sort_key": _NO,
        "hamlet": _OPEN, "address": _OPEN, "entered_at": _NO, "entered_by": _NO, "closed_on": _OPEN,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["commune_code", "kind"], name="unit_of_commune")]
        constraints = [
            models.CheckConstraint(
                condition=Q(hamlet__isnull=True) | Q(kind="HAMLET"), name="unit_of_a_hamlet_is_a_hamlet"
            ),
            models.UniqueConstraint(
                fields=["commune_code", "kind", "search_key"], condition=Q(closed_on__isnull=True), name="unit_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitFile(models.Model):
    """The file of a unit for the period that ends on 14/12 of the year ``period``."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="files")
    commune_code = models.CharField(max_length=5)
    period = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    PRIVACY = dict.fromkeys(("id", "unit", "commune_code", "period", "opened_at", "opened_by"), _NO)

    class Meta:
        indexes = [models.Index(fields=["commune_code"], name="unit_file_of_commune")]
        constraints = [models.UniqueConstraint(fields=["unit", "period"], name="unit_file_once")]


class UnitStep(models.Model):
    """What was done with the file, and what it froze: who stated what, each criterion with its figures."""

    APPEND_ONLY: ClassVar[bool] = True

    file = models.ForeignKey(UnitFile, models.PROTECT, related_name="steps")
    commune_code = models.CharField(max_length=5)
    kind = models.CharField(max_length=14, choices=[(one.value, STEP_LABELS[one]) for one in _STEPS])
    on = models.DateField()
    note = models.CharField(max_length=1000, blank=True)
    data = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    PRIVACY = {
        "id": _NO, "file": _NO, "commune_code": _NO, "kind": _OPEN, "on": _OPEN, "note": _OWN, "data": _OWN,
        "recorded_at": _NO, "recorded_by": _NO,
    }  # fmt: skip

    class Meta:
        ordering = ["recorded_at", "pk"]
        triggers = STAYS
        indexes = [
            models.Index(fields=["file", "recorded_at"], name="unit_step_of_file"),
            models.Index(fields=["commune_code"], name="unit_step_of_commune"),
        ]


class UnitEvidence(models.Model):
    """A paper behind what was stated of a criterion. One taken out stays to be read."""

    file = models.ForeignKey(UnitFile, models.PROTECT, related_name="evidence")
    commune_code = models.CharField(max_length=5)
    code = models.CharField(max_length=40)
    document = models.ForeignKey(DOCUMENT, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = dict.fromkeys(
        ("id", "file", "commune_code", "code", "document", "added_at", "added_by", "removed_at"), _NO
    )

    class Meta:
        indexes = [models.Index(fields=["commune_code"], name="unit_evidence_of_commune")]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(removed_at__gte=F("added_at")), name="unit_evidence_was_in"
            )
        ]


class UnitDecision(models.Model):
    """A signed decision about units: of a commune's committee, or of the province's where ``commune_code`` is ""."""

    APPEND_ONLY: ClassVar[bool] = True

    period = models.PositiveSmallIntegerField()
    decider = models.CharField(max_length=10, choices=[(one.value, label) for one, label in DECIDER_LABELS.items()])
    commune_code = models.CharField(max_length=5, blank=True)
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    signer = models.CharField(max_length=80)
    signer_title = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-issued_on", "-pk"]
        triggers = STAYS
        constraints = [
            models.UniqueConstraint(fields=["commune_code", "number", "issued_on"], name="unit_decision_once"),
            models.CheckConstraint(
                condition=Q(decider="COMMUNE") ^ Q(commune_code=""), name="unit_decision_of_a_commune_names_it"
            ),
        ]


class UnitDecisionLine(models.Model):
    """One unit put on the list, or taken off it with the reason."""

    APPEND_ONLY: ClassVar[bool] = True

    decision = models.ForeignKey(UnitDecision, models.PROTECT, related_name="lines")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="lines")
    commune_code = models.CharField(max_length=5)  # of the unit
    act = models.CharField(max_length=10, choices=[(one.value, label) for one, label in ACT_LABELS.items()])
    reason = models.CharField(max_length=300, blank=True)

    PRIVACY = {
        "id": _NO, "decision": _NO, "unit": _NO, "commune_code": _NO, "act": _OPEN, "reason": _OWN,
    }  # fmt: skip

    class Meta:
        triggers = STAYS
        indexes = [models.Index(fields=["commune_code"], name="unit_line_of_commune")]
        constraints = [
            models.UniqueConstraint(fields=["decision", "unit"], name="unit_line_once"),
            models.CheckConstraint(condition=Q(act="PUT_ON") | ~Q(reason=""), name="unit_taken_off_for_a_reason"),
        ]


class UnitSetting(models.Model):
    """What the province set of a kind of unit: a criterion, or who decides. The latest of a day holds.

    ``value`` is a Weight for a criterion, a Decider for the code DECIDED_BY.
    """

    APPEND_ONLY: ClassVar[bool] = True

    kind = models.CharField(max_length=10, choices=[(one.value, label) for one, label in UNIT_KIND_LABELS.items()])
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=10)
    label = models.CharField(max_length=200, blank=True)  # of a criterion of the province's own
    form = models.CharField(max_length=6, blank=True)
    counted = models.CharField(max_length=60, blank=True)
    of = models.CharField(max_length=60, blank=True)
    part = models.PositiveIntegerField(null=True, blank=True)  # of the share: part in whole
    whole = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        triggers = [pgtrigger.Protect(name="settings_stay", operation=pgtrigger.Update | pgtrigger.Delete)]
        indexes = [models.Index(fields=["kind", "code", "valid_from"], name="unit_setting_of_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(part__isnull=True, whole__isnull=True) | Q(part__gte=1, whole__gte=F("part")),
                name="unit_setting_share_of_a_whole",
            )
        ]
