"""Official documents in and out, whom they address, and how they stand to each other."""

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Concat, Replace, Upper

from binhyen.registers.documents.values import Direction, LinkKind

_NUMBER_KEY = Upper(
    Replace(
        Replace(
            Concat(Func(F("number"), Value("0"), function="LTRIM"), Value("/"), F("symbol")), Value(" "), Value("")
        ),
        Value("/-"),
        Value("-"),
    )
)


class OfficialDocument(models.Model):
    direction = models.CharField(max_length=10, choices=Direction.choices)
    kind = models.CharField(max_length=60, blank=True)  # Kế hoạch, Công văn …
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    number_key = models.GeneratedField(
        expression=_NUMBER_KEY, output_field=models.CharField(max_length=100), db_persist=True
    )
    issued_on = models.DateField(null=True, blank=True)
    issued_text = models.CharField(max_length=120, blank=True)  # as printed, also with a blank day
    issuer_name = models.CharField(max_length=250, blank=True)
    issuer = models.ForeignKey("organisations.Body", models.PROTECT, null=True, blank=True, related_name="+")
    abstract = models.TextField(blank=True)
    signer = models.CharField(max_length=120, blank=True)
    signer_role = models.CharField(max_length=120, blank=True)
    signing_form = models.CharField(max_length=10, blank=True)  # TM. KT. TL. TUQ.
    recipients = models.JSONField(default=list)  # as printed under "Nơi nhận"
    arrival_number = models.CharField(max_length=20, blank=True)  # "số đến" of the clerk's book
    arrived_on = models.DateField(null=True, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    search_key = models.TextField(blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["number_key"], name="document_by_number"),  # citations, doubles
            models.Index(F("issued_on").desc(nulls_last=True), F("id").desc(), name="document_latest"),  # the list
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.kind, self.printed) if part) or self.abstract[:80]

    @property
    def printed(self) -> str:
        """Number and symbol as printed: 02/KH-UBND, 36-CT/TW; "" where the number is not known."""
        if not self.number:
            return self.symbol
        return self.number + ("" if self.symbol.startswith("-") or not self.symbol else "/") + self.symbol


class Addressee(models.Model):
    """A body (or group of bodies) the document is sent to, found in its printed recipients."""

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="addressees")
    body = models.ForeignKey("organisations.Body", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "body"], name="addressee_once")]


class DocumentLink(models.Model):
    """This document stands in a relation to another, known here or only by its printed number."""

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    target = models.ForeignKey(OfficialDocument, models.PROTECT, null=True, blank=True, related_name="linked_from")
    target_text = models.CharField(max_length=300)
    target_key = models.CharField(max_length=100, blank=True, db_index=True)  # its number, comparable
    target_issued_on = models.DateField(null=True, blank=True)  # its day, where printed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "target_text"], name="document_link_once"),
            models.CheckConstraint(
                condition=models.Q(target__isnull=True) | ~models.Q(target=F("document")), name="document_not_to_itself"
            ),
        ]
