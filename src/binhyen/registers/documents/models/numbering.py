"""Books documents take their numbers from: one sequence per body, year and series, never a gap, never a double."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from binhyen.registers.documents.values import NumberState, SeriesMode


class NumberingRule(models.Model):
    """How a body counts from a year on, as its head decided (Decree 30/2020, art. 15.1c). The latest rule counts."""

    body = models.ForeignKey("organisations.Body", models.PROTECT, related_name="+")
    from_year = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=SeriesMode.choices)
    own_kinds = models.JSONField(default=list)  # mode SOME: abbreviations of kinds with a sequence of their own
    source = models.CharField(max_length=200)  # the document that says so
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "from_year"], name="numbering_rule_once")]


class NumberBook(models.Model):
    """One sequence. ``last`` is the last number given; its row is locked while one is taken."""

    body = models.ForeignKey("organisations.Body", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=10, blank=True)  # abbreviation of a kind, "CV" letters, "" all kinds together
    begun_after = models.PositiveIntegerField(default=0)  # numbers given on paper before the book was kept here
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "series"], name="number_book_once"),
            models.CheckConstraint(condition=Q(last__gte=F("begun_after")), name="number_book_goes_on"),
        ]


class BookNumber(models.Model):
    """A number that was given, whatever became of it. A cancelled one keeps its place with its reason."""

    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=NumberState.choices)
    kind = models.CharField(max_length=60)
    symbol = models.CharField(max_length=60)  # KH-UBND
    abstract = models.CharField(max_length=500, blank=True)
    signer = models.CharField(max_length=120, blank=True)
    search_key = models.TextField(blank=True)  # symbol, abstract, reason: lower-case, without tones
    issued_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was kept back or cancelled
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    document = models.OneToOneField(
        "documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="book_number"
    )

    class Meta:
        triggers = [pgtrigger.Protect(name="numbers_stay", operation=pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="book_number_once"),
            models.CheckConstraint(
                condition=~Q(state=NumberState.ISSUED) | Q(issued_on__isnull=False), name="issued_number_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(state=NumberState.ISSUED) | ~Q(reason=""), name="kept_or_cancelled_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.printed

    @property
    def printed(self) -> str:
        return f"{self.number:02d}/{self.symbol}"
