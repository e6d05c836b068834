"""Who has whom: lists of different keepers for one day, set against each other and against the register."""

from django.db import models

from binhyen.kit.privacy import Privacy

USER, PERSON = "accounts.User", "people.Person"
_NO, _OWN, _CARE = Privacy.INTERNAL, Privacy.PERSONAL, Privacy.SENSITIVE


class Roster(models.Model):
    """The list one keeper has of one day: police, commune, clinic, facility, custody."""

    kind = models.CharField(max_length=12)
    body_key = models.CharField(max_length=80, blank=True)
    commune_code = models.CharField(max_length=5, blank=True)  # "" covers the province
    as_of = models.DateField()
    source = models.OneToOneField("cases.ListImport", models.PROTECT, null=True, blank=True, related_name="roster")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    PRIVACY = {
        "id": _NO, "kind": _NO, "body_key": _NO, "commune_code": _NO, "as_of": _NO, "source": _NO, "made_at": _NO,
        "made_by": _NO,
    }  # fmt: skip


class RosterEntry(models.Model):
    roster = models.ForeignKey(Roster, models.CASCADE, related_name="entries")
    commune_code = models.CharField(max_length=5, blank=True)
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    row = models.ForeignKey("cases.ListRow", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    says = models.CharField(max_length=20, blank=True)  # the state or measure the list gives

    PRIVACY = {
        "id": _NO, "roster": _NO, "commune_code": _OWN, "person": _NO, "row": _NO, "name": _OWN, "birth_year": _OWN,
        "says": _CARE,
    }  # fmt: skip


class Difference(models.Model):
    """A named difference between lists: somebody must look, by a day, until none is left."""

    commune_code = models.CharField(max_length=5, blank=True)
    as_of = models.DateField()
    kind = models.CharField(max_length=30)  # MISSING_HERE, MISSING_THERE, OTHER_STATE, OTHER_PLACE, UNSURE
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(RosterEntry, models.SET_NULL, null=True, blank=True, related_name="+")
    left = models.CharField(max_length=12)  # who has: a kind of roster, or REGISTER
    right = models.CharField(max_length=12)  # who lacks
    detail = models.JSONField(default=dict)
    owner_body = models.CharField(max_length=80, blank=True)
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=20, blank=True)  # ADDED, REMOVED, CORRECTED, EXPLAINED, GONE
    explanation = models.CharField(max_length=500, blank=True)
    told_level = models.PositiveSmallIntegerField(default=0)  # how far up the line it was told that nobody looked

    PRIVACY = {
        "id": _NO, "commune_code": _OWN, "as_of": _NO, "kind": _NO, "person": _NO, "entry": _NO, "left": _NO,
        "right": _NO, "detail": _CARE, "owner_body": _NO, "due_at": _NO, "opened_at": _NO, "closed_at": _NO,
        "closed_by": _NO, "outcome": _NO, "explanation": _OWN, "told_level": _NO,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["commune_code", "closed_at", "due_at"], name="difference_open")]
