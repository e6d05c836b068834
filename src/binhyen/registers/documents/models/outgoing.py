"""Documents being made here, and the province's own versions of templates."""

from django.db import models
from django.db.models import Q

from binhyen.registers.documents.values import OutgoingState, Urgency

from .numbering import BookNumber
from .register import OfficialDocument


class DocumentTemplate(models.Model):
    """A version of a template the province wrote. The latest whose day has come counts; none is ever changed."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    body = models.JSONField()  # abstract, addressed, text, recipients; or as_shipped
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="document_template_version")]


class Outgoing(models.Model):
    """A document on its way: written, numbered, signed, sent. Its words stand in plain lines (``rules.wording``)."""

    issuer = models.ForeignKey("organisations.Body", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=OutgoingState.choices, default=OutgoingState.DRAFT)
    template = models.CharField(max_length=60, blank=True)  # "KE_HOACH@2": code and version it was begun from
    origin = models.CharField(max_length=200, blank=True)  # what another part of the product made it from, in words
    origin_url = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=60)
    parent_name = models.CharField(max_length=200, blank=True)  # as printed above the issuer
    issuer_name = models.CharField(max_length=200)  # as printed
    sign = models.CharField(max_length=30)  # the issuer in the symbol: UBND, SYT
    unit = models.CharField(max_length=30, blank=True)  # letters: who wrote it, NC
    place = models.CharField(max_length=80)
    abstract = models.CharField(max_length=500)
    addressed = models.TextField(blank=True)  # a line each
    text = models.TextField()
    recipients = models.TextField(blank=True)  # a line each
    urgency = models.CharField(max_length=15, choices=Urgency.choices, blank=True)
    capacity = models.CharField(max_length=20)  # kit.official_signing
    own = models.BooleanField(default=False)  # the head's own competence: no TM.
    signer = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    concurrent = models.CharField(max_length=120, blank=True)
    head_post = models.CharField(max_length=120)  # Chủ tịch, Giám đốc
    deputy_post = models.CharField(max_length=120, blank=True)
    collective = models.CharField(max_length=120, blank=True)
    search_key = models.TextField(blank=True)  # kind, abstract, number: lower-case, without tones
    saved = models.PositiveIntegerField(default=1)  # how many times; who edits says which one was seen
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    number = models.OneToOneField(BookNumber, models.PROTECT, null=True, blank=True, related_name="outgoing")
    document = models.OneToOneField(OfficialDocument, models.PROTECT, null=True, blank=True, related_name="outgoing")
    to_sign = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    signed = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    on_paper = models.BooleanField(default=False)  # signed by hand: the file is a scan
    checked = models.JSONField(default=dict)  # what was found in the signatures, when the signed file came in
    sent_on = models.DateField(null=True, blank=True)
    sent_how = models.CharField(max_length=200, blank=True)
    closing_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["issuer", "state", "-changed_at"], name="outgoing_of_a_body")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "CANCELLED"]) | Q(number__isnull=False), name="outgoing_has_a_number"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SIGNED", "SENT"]) | Q(signed__isnull=False), name="outgoing_signed_has_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number or ''}: {self.abstract}".replace(" :", ":")
