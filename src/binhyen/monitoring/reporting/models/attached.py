"""What stands beside a report: the number its paper bears, and what is attached to it."""

from django.db import models
from django.db.models import Q

from .duties import USER
from .reports import Report, ReportVersion


class ReportNumber(models.Model):
    """The number and day a sealed version bears as an official document: of the unit's own book, or as its clerk says.

    It is given when all have signed (Decree 30/2020, art. 15), so it stands beside the seal and not in it.
    """

    version = models.OneToOneField(ReportVersion, models.PROTECT, related_name="paper_number")
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=60)  # BC-UBND
    issued_on = models.DateField()
    taken = models.OneToOneField("documents.BookNumber", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.printed

    @property
    def printed(self) -> str:
        return f"{self.number:02d}/{self.symbol}"


class UnitNumbering(models.Model):
    """Whether reports of a unit take their number from its book here as soon as all have signed."""

    body = models.OneToOneField("organisations.Body", models.PROTECT, related_name="+")
    at_once = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")


class ReportAnnex(models.Model):
    """A file attached to a report under its title, or why one its duty names is not. Dropped ones stay with who did."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="annexes")
    title = models.CharField(max_length=300)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    why_not = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "report annexes"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, why_not="") | (Q(file__isnull=True) & ~Q(why_not="")),
                name="report_annex_is_there_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False),
                name="report_annex_dropped_by_and_at",
            ),
        ]
