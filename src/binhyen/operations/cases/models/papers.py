"""Decisions, notices and minutes printed from a case, and the dated templates they are printed from."""

from django.db import models

from binhyen.kit.privacy import Privacy

USER, FILE, PERSON = "accounts.User", "files.StoredFile", "people.Person"
_NO, _OWN, _CARE = Privacy.INTERNAL, Privacy.PERSONAL, Privacy.SENSITIVE


class PaperTemplate(models.Model):
    """A version of a form as the province uses it; the shipped ones come from law/forms."""

    form = models.CharField(max_length=40)  # code of law/forms
    version = models.PositiveIntegerField()
    body = models.JSONField()  # blocks of the paper, with fields in braces
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    PRIVACY = {
        "id": _NO, "form": _NO, "version": _NO, "body": _NO, "valid_from": _NO, "source": _NO, "made_at": _NO,
        "made_by": _NO,
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "version"], name="template_once")]


class CasePaper(models.Model):
    """A paper that was printed: which form and version, with which data, by whom."""

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    fact = models.ForeignKey("cases.CaseFact", models.PROTECT, null=True, blank=True, related_name="papers")
    number = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    compartment = models.CharField(max_length=12)
    data = models.JSONField(default=dict)
    file = models.ForeignKey(FILE, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    PRIVACY = {
        "id": _NO, "person": _NO, "form": _NO, "version": _NO, "fact": _NO, "number": _OWN, "issued_on": _OWN,
        "compartment": _NO, "data": _CARE, "file": _CARE, "made_at": _NO, "made_by": _NO,
    }  # fmt: skip
