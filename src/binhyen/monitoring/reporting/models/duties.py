"""Who owes which report to whom, and when: a duty, and the rounds it opens."""

from datetime import time
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from binhyen.monitoring.reporting.values.periods import BEAT_LABELS, Beat, DaysOff, Rhythm
from binhyen.monitoring.reporting.values.reports import DutyOrigin, Step

USER = "accounts.User"


class ReportDuty(models.Model):
    """A duty to report. From the law's files or made by the province; ended, never changed once it opened rounds."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)  # "Báo cáo tuần"
    province_code = models.CharField(max_length=2)
    units = models.JSONField(default=list)  # keys of bodies and groups that owe it
    receiver_key = models.CharField(max_length=80)
    through_key = models.CharField(max_length=80, blank=True)  # "qua Công an tỉnh": who gathers
    beat = models.CharField(max_length=10, choices=[(one.value, label) for one, label in BEAT_LABELS.items()])
    starts = models.PositiveSmallIntegerField(default=1)
    due_day = models.PositiveSmallIntegerField(default=0)
    due_month = models.PositiveSmallIntegerField(default=0)
    due_time = models.TimeField(default=time)
    days_off = models.CharField(max_length=5, choices=[(one.value, one.value) for one in DaysOff], default=DaysOff.NEXT)
    opens = models.PositiveSmallIntegerField(default=3)  # days before the cut-off
    places = models.JSONField(default=list)  # which periods of a year, from 1; empty: all
    form_code = models.CharField(max_length=60)  # the version in force at the round's last day is used
    annexes = models.JSONField(default=list)  # titles
    chain = models.JSONField(default=list)  # [{"title", "roles", "form", "level"}]: who signs, in order
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the last day
    origin = models.CharField(max_length=8, choices=[(one.value, one.value) for one in DutyOrigin])
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=12)
    remark = models.CharField(max_length=500, blank=True)  # what is not known of it
    directive_duty = models.ForeignKey("directives.Duty", models.SET_NULL, null=True, blank=True, related_name="+")
    task = models.ForeignKey("work.Task", models.SET_NULL, null=True, blank=True, related_name="+")  # it is shown by
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "report duties"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="report_duty_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(
            beat=Beat(self.beat), starts=self.starts, due_day=self.due_day, due_month=self.due_month,
            due_at=self.due_time, days_off=DaysOff(self.days_off), opens=self.opens,
        )  # fmt: skip

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(
                title=one["title"], roles=tuple(one["roles"]), form=one.get("form", ""), level=one.get("level", "")
            )
            for one in self.chain
        )  # fmt: skip


class DutyLock(models.Model):
    """From which day on reports of a duty are locked how long after their clock. The newest row in force counts."""

    APPEND_ONLY: ClassVar[bool] = True

    duty = models.ForeignKey(ReportDuty, models.PROTECT, related_name="locks")
    days = models.PositiveSmallIntegerField(null=True)  # after a report's own clock; None: not by itself
    valid_from = models.DateField()  # of rounds that fall due from this day on
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")  # None: from the law's file

    class Meta:
        ordering = ["valid_from", "pk"]
        triggers = [pgtrigger.Protect(name="rows_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class Round(models.Model):
    """One period of a duty: from when it may be filled, until when facts count, by when it is due."""

    duty = models.ForeignKey(ReportDuty, models.PROTECT, related_name="rounds")
    code = models.CharField(max_length=20)  # 2026-W47; of an on-demand round its days
    name = models.CharField(max_length=120)
    period_start = models.DateField()
    period_end = models.DateField()  # the last day
    opens_at = models.DateTimeField()
    cut_off_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_as_said = models.DateTimeField()  # before days off moved it
    form_key = models.CharField(max_length=80)  # one version of one form
    asked = models.CharField(max_length=500, blank=True)  # of an on-demand round: what is asked and why
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    nudged_at = models.DateTimeField(null=True, blank=True)  # the last time somebody reminded them by hand
    noted_at = models.DateTimeField(null=True, blank=True)  # who receives was told how it stood when it fell due
    figures_at = models.DateTimeField(null=True, blank=True)  # until when facts are in the figures of its cells

    class Meta:
        ordering = ["-due_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "code"], name="report_round_once"),
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="report_round_days"),
            models.CheckConstraint(condition=Q(due_at__gte=F("cut_off_at")), name="report_round_due_after_cut_off"),
        ]
        indexes = [models.Index(fields=["due_at"], name="report_round_by_due")]

    def __str__(self) -> str:
        return f"{self.duty.name}, {self.name}"


class RoundFigures(models.Model):
    """Figures of one area for the cells of a round: computed together, refreshed until a report is signed."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="figures")
    area_code = models.CharField(max_length=5)  # a commune or the province
    known_at = models.DateTimeField()
    data = models.JSONField(default=dict)  # {"indicator|SPAN": [numerator, denominator]}; null is not known

    class Meta:
        verbose_name_plural = "round figures"
        constraints = [models.UniqueConstraint(fields=["round", "area_code"], name="round_figures_once")]
