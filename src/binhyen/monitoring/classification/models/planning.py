"""What a commune supposes and what it plans: saved "if …" scenarios, and the road to a class with its steps."""

from django.db import models
from django.db.models import Q

from binhyen.kit.privacy import Privacy

_NO, _OWN, _CARE = Privacy.INTERNAL, Privacy.PERSONAL, Privacy.SENSITIVE


class Scenario(models.Model):
    """A saved "if …": what might happen in a commune by which day. It says nothing about what will happen."""

    commune_code = models.CharField(max_length=5)
    name = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    PRIVACY = {"id": _NO, "commune_code": _NO, "name": _OWN, "made_at": _NO, "made_by": _NO}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune_code", "name"], name="scenario_once")]


class ScenarioChange(models.Model):
    """One supposed change: this person enters treatment, that point is closed, so many new, by a day."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="changes")
    commune_code = models.CharField(max_length=5)
    kind = models.CharField(max_length=20)
    day = models.DateField()
    person = models.ForeignKey("people.Person", models.CASCADE, null=True, blank=True, related_name="+")
    row_id = models.BigIntegerField(null=True, blank=True)  # the point or the wanted person of operations.offences
    count = models.PositiveIntegerField(default=1)  # for changes that name nobody

    PRIVACY = {
        "id": _NO, "scenario": _NO, "commune_code": _NO, "kind": _CARE, "day": _CARE, "person": _NO, "row_id": _NO,
        "count": _NO,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["commune_code"], name="scenario_change_of_commune")]


class Roadmap(models.Model):
    """The road of a commune to a class by a day. One open road at a time; a changed one is closed and begun anew."""

    commune_code = models.CharField(max_length=5)
    goal = models.CharField(max_length=14)  # RecognisedAs
    target_on = models.DateField()
    basis = models.CharField(max_length=300)  # the plan or directive that set the day
    document = models.ForeignKey("documents.OfficialDocument", models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune_code"], condition=Q(closed_at__isnull=True), name="roadmap_one_open_per_commune"
            )
        ]


class RoadmapStep(models.Model):
    """A step of the road: what, by when, whose. It names no person; a duty of a directive may stand behind it."""

    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    owner = models.CharField(max_length=120, blank=True)  # the body that answers for it
    duty = models.ForeignKey("directives.Duty", models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_note = models.CharField(max_length=300, blank=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "position"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="roadmap_step_due")]
