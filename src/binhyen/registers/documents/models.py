"""Official documents in and out."""

from django.db import models
from django.db.models import TextChoices


class Direction(TextChoices):
    INCOMING = "INCOMING", "Văn bản đến"
    OUTGOING = "OUTGOING", "Văn bản đi"


class OfficialDocument(models.Model):
    direction = models.CharField(max_length=10, choices=Direction.choices)
    kind = models.CharField(max_length=60, blank=True)  # Kế hoạch, Công văn …
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_text = models.CharField(max_length=120, blank=True)  # as printed, also with a blank day
    issuer_name = models.CharField(max_length=250, blank=True)
    issuer = models.ForeignKey("organisations.Body", models.PROTECT, null=True, blank=True, related_name="+")
    abstract = models.TextField(blank=True)
    signer = models.CharField(max_length=120, blank=True)
    signer_role = models.CharField(max_length=120, blank=True)
    signing_form = models.CharField(max_length=10, blank=True)  # TM. KT. TL. TUQ.
    recipients = models.JSONField(default=list)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    search_key = models.TextField(blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")


class LinkKind(TextChoices):
    IMPLEMENTS = "IMPLEMENTS", "Triển khai"
    SUPERSEDES = "SUPERSEDES", "Thay thế"
    AMENDS = "AMENDS", "Sửa đổi"
    BASED_ON = "BASED_ON", "Căn cứ"


class DocumentLink(models.Model):
    """This document stands in a relation to another, known here or only by its printed number."""

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    target = models.ForeignKey(OfficialDocument, models.PROTECT, null=True, blank=True, related_name="linked_from")
    target_text = models.CharField(max_length=300)
