"""What all rows of this subject have in common: they are stated, and what replaces them leaves them standing."""

from django.db import models
from django.db.models import F, Q

from binhyen.kit.privacy import Privacy
from binhyen.operations.offences.rules.spots import LATITUDES, LONGITUDES, written

USER, PERSON = "accounts.User", "people.Person"
INTERNAL, PERSONAL, SENSITIVE = Privacy.INTERNAL, Privacy.PERSONAL, Privacy.SENSITIVE
LINEAGE = {
    "id": INTERNAL, "record": INTERNAL, "known_from": INTERNAL, "known_to": INTERNAL, "recorded_by": INTERNAL,
    "reason": INTERNAL, "closed_by": INTERNAL, "closed_reason": INTERNAL, "one_time_key": INTERNAL,
}  # fmt: skip


class Known(models.Model):
    """One version of a record, believed during [known_from, known_to).

    ``record`` is the first version: its number names the record for good, in addresses, in other rows, in figures.
    A correction closes the version and adds the next; a withdrawal only closes it. The database lets nothing else of a
    row change, except whose record a person is after a merge.
    """

    record_id: int
    record = models.ForeignKey("self", models.PROTECT, related_name="versions")
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # of a correction
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    closed_reason = models.CharField(max_length=300, blank=True)
    one_time_key = models.UUIDField(null=True, blank=True)  # the same form sent twice is one record

    class Meta:
        abstract = True

    @property
    def first(self) -> bool:
        return self.pk == self.record_id

    @property
    def current(self) -> bool:
        return self.known_to is None


class Spotted(models.Model):
    """A row with a place on the map, about ten metres exact; where nobody has stated one, neither degree is there."""

    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def spot(self) -> str:
        return written(self.latitude, self.longitude)


SPOT = {"latitude": PERSONAL, "longitude": PERSONAL}


def in_vietnam(name: str) -> models.CheckConstraint:
    nowhere = Q(latitude__isnull=True, longitude__isnull=True)
    somewhere = Q(latitude__range=LATITUDES, longitude__range=LONGITUDES)
    somewhere &= Q(latitude__isnull=False, longitude__isnull=False)  # said too: an unknown check lets a row pass
    return models.CheckConstraint(condition=nowhere | somewhere, name=f"{name}_in_vietnam")


def known_constraints(name: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(known_to__isnull=True) | Q(known_to__gte=F("known_from")), name=f"{name}_was_known"
        ),
        models.CheckConstraint(
            condition=Q(known_to__isnull=False) | Q(closed_reason="", closed_by__isnull=True),
            name=f"{name}_open_or_shut",
        ),
        models.UniqueConstraint(fields=["record"], condition=Q(known_to__isnull=True), name=f"{name}_one_now"),
        models.UniqueConstraint(fields=["one_time_key"], name=f"{name}_once"),
    ]
