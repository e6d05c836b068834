"""Books that were closed: rows that are added and never changed. And figures computed from a snapshot, for boards."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

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
USER = "accounts.User"


class Closing(models.Model):
    """The books at the end of a period. ``digest`` is sealed in the journal's chain; ``code`` is printed on reports."""

    APPEND_ONLY: ClassVar[bool] = True

    code = models.CharField(max_length=12, unique=True)  # BY-7Q4K-2M
    period_kind = models.CharField(max_length=20)  # law/indicators/periods.toml
    period_code = models.CharField(max_length=10)  # 2026-11
    as_of = models.DateField()  # the last day of the period
    known_at = models.DateTimeField()  # facts recorded until then are in it
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    signer = models.CharField(max_length=200)  # name and position as they were
    statement = models.TextField()
    note = models.CharField(max_length=500, blank=True)
    people = models.PositiveIntegerField()  # of the three lists as published
    rows = models.PositiveIntegerField()  # rows sealed with this closing
    root = models.CharField(max_length=64)
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    fact_id = models.BigIntegerField()  # in the journal
    form = models.PositiveSmallIntegerField(default=1)  # of the digest and of the rows' hashes: rules.sealing

    class Meta:
        triggers = ADDED_ONLY
        constraints = [models.UniqueConstraint(fields=["period_kind", "period_code"], name="closing_once_per_period")]
        indexes = [models.Index(fields=["-known_at"], name="closing_newest_first")]


class ClosingTotal(models.Model):
    """How many people of a commune were in one state of one list when the books were closed."""

    APPEND_ONLY: ClassVar[bool] = True

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="totals")
    commune_code = models.CharField(max_length=5, blank=True)
    list_code = models.CharField(max_length=8, blank=True)
    reported_list = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=20)
    people = models.PositiveIntegerField()

    class Meta:
        triggers = ADDED_ONLY
        constraints = [
            models.UniqueConstraint(
                fields=["closing", "commune_code", "list_code", "reported_list", "state"], name="closing_total_once"
            )
        ]


class ClosingRow(models.Model):
    """The hash of a row the totals were computed from, taken at the first closing after it was written."""

    APPEND_ONLY: ClassVar[bool] = True

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="sealed_rows")
    kind = models.CharField(max_length=4)  # FACT, SPAN
    row_id = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        triggers = ADDED_ONLY
        constraints = [models.UniqueConstraint(fields=["kind", "row_id"], name="closing_row_once")]


class ClosingCheck(models.Model):
    """Somebody asked whether a closing still holds, and what was found."""

    APPEND_ONLY: ClassVar[bool] = True

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="checks")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    holds = models.BooleanField()
    findings = models.JSONField(default=list)  # [{"check", "text", "count", "rows": [numbers], "communes": [codes]}]

    class Meta:
        triggers = ADDED_ONLY
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["closing", "-at"], name="closing_checks")]


class FigureRun(models.Model):
    """All figures computed at once from one snapshot. Visible when it is whole; the one before goes after it."""

    computed_at = models.DateTimeField()
    moment = models.DateTimeField()  # of the snapshot: what was known
    as_of = models.DateField()  # the last day of periods that are still running
    digest = models.CharField(max_length=64)  # of the snapshot's content
    areas = models.JSONField(default=list)  # [code, name]: the province first, its communes in Vietnamese order
    codes = models.JSONField(default=list)  # computed
    no_source = models.JSONField(default=list)  # of those: the product holds no data

    class Meta:
        indexes = [models.Index(fields=["-computed_at"], name="figure_run_newest_first")]


class FigureSeries(models.Model):
    """One indicator of one area over periods of one kind, the last one first. Only where something is not zero.

    In ``numerators`` and ``denominators`` null is "not known".
    """

    run = models.ForeignKey(FigureRun, models.CASCADE, related_name="series")
    code = models.CharField(max_length=60)  # law/indicators
    area = models.CharField(max_length=5)  # a commune or a province
    period_kind = models.CharField(max_length=20)
    numerators = ArrayField(models.BigIntegerField(null=True))
    denominators = ArrayField(models.BigIntegerField(null=True), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "area", "period_kind", "code"], name="figure_series_once"),
        ]
        indexes = [models.Index(fields=["run", "code", "period_kind"], name="figure_series_of_code")]


class FigureFresh(models.Model):
    """An area whose figures of a run were computed again since: what was known then."""

    run = models.ForeignKey(FigureRun, models.CASCADE, related_name="fresh")
    area = models.CharField(max_length=5)
    moment = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "area"], name="figure_fresh_once")]


class Touched(models.Model):
    """A commune something was written about that no snapshot holds yet. The database writes these rows itself.

    ``written`` is the table of the snapshot, ``transaction`` whose it was; ``run`` the figures that have taken it in,
    null while none has.
    """

    commune_code = models.CharField(max_length=5)
    written = models.CharField(max_length=20)
    transaction = models.BigIntegerField()
    run = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["transaction"], name="touched_of_transaction")]


class FigureLook(models.Model):
    """Figures of boards on any day as known then, beside the same day as known at ``moment``; of every area at once."""

    on = models.DateField()  # the last day
    known_at = models.DateTimeField()
    period_kind = models.CharField(max_length=20)  # counts of a period run from its first day to ``on``
    moment = models.DateTimeField()
    no_source = models.JSONField(default=list)
    areas = models.JSONField(default=dict)  # area: code: [numerator, denominator] then, [the same] at ``moment``
    changes = models.JSONField(default=dict)  # "area code": rows that make the difference, as looking.py writes them

    class Meta:
        constraints = [models.UniqueConstraint(fields=["on", "known_at", "period_kind"], name="figure_look_once")]


class StatedFigure(models.Model):
    """A figure the product cannot count, as a unit reported it in a document. A correction is a row that supersedes.

    Of the days from ``start`` to ``on``; of a stock ``on`` alone says of when. Numbers are exact, as counted ones are.
    """

    APPEND_ONLY: ClassVar[bool] = True

    code = models.CharField(max_length=60)  # law/indicators
    area = models.CharField(max_length=5)  # a commune or a province
    start = models.DateField()
    on = models.DateField()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField(null=True)
    document = models.ForeignKey("documents.OfficialDocument", models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    withdrawn = models.BooleanField(default=False)  # says that the one it supersedes was a mistake
    reason = models.CharField(max_length=300, blank=True)  # of superseding
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        triggers = ADDED_ONLY
        indexes = [models.Index(fields=["area", "code", "-on"], name="stated_figure_of_area")]
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lte=models.F("on")), name="stated_figure_days"),
            models.CheckConstraint(
                condition=models.Q(withdrawn=False) | models.Q(supersedes__isnull=False), name="stated_figure_withdraws"
            ),
        ]


class FigureForecast(models.Model):
    """What is expected of a figure of a province: ``past`` its whole months, ``data`` as binhyen_analytics says it."""

    run = models.ForeignKey(FigureRun, models.CASCADE, related_name="forecasts")
    code = models.CharField(max_length=60)
    area = models.CharField(max_length=2)
    past = ArrayField(models.BigIntegerField())
    data = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "area", "code"], name="figure_forecast_once")]


class Publication(models.Model):
    """Figures of a closing as they were put before everybody: small ones withheld, the others rounded."""

    APPEND_ONLY: ClassVar[bool] = True

    closing = models.OneToOneField(Closing, models.PROTECT, related_name="publication")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    province = models.CharField(max_length=2)
    figures = models.JSONField(default=list)  # [[area, list or "" for all three, people or null for withheld]]

    class Meta:
        triggers = ADDED_ONLY
        indexes = [models.Index(fields=["-published_at"], name="publication_newest_first")]
