"""Points of organising or harbouring use, plants, wanted persons hiding, routes."""

from django.db import models
from django.db.models import F, Q

from binhyen.operations.offences.values import Approver, Axis, Plant, PointKind, PointStatus, RouteKind, WantedEnd

from .known import (
    INTERNAL,
    LINEAGE,
    PERSON,
    PERSONAL,
    SENSITIVE,
    SPOT,
    Known,
    Spotted,
    in_vietnam,
    known_constraints,
)


class UsePoint(Spotted, Known):
    """A place or vehicle with suspicion of, or documents establishing, that use is organised or harboured there."""

    commune_code = models.CharField(max_length=5)
    kind = models.CharField(max_length=8, choices=PointKind.choices)
    hamlet = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=50, blank=True)

    PRIVACY = {
        **LINEAGE, "commune_code": INTERNAL, "kind": INTERNAL, "hamlet": PERSONAL, "reference": PERSONAL, **SPOT,
    }  # fmt: skip

    class Meta:
        constraints = [*known_constraints("point"), in_vietnam("point")]
        indexes = [models.Index(fields=["commune_code"], name="point_of_commune")]


class UsePointFact(Known):
    """What a point became on a day. The point is what the last fact by legal day says."""

    point = models.ForeignKey(UsePoint, models.PROTECT, related_name="facts")  # its first version
    commune_code = models.CharField(max_length=5)  # of the point
    status = models.CharField(max_length=12, choices=PointStatus.choices)
    on = models.DateField()
    reference = models.CharField(max_length=50, blank=True)

    PRIVACY = {
        **LINEAGE, "point": INTERNAL, "commune_code": INTERNAL, "status": INTERNAL, "on": INTERNAL,
        "reference": PERSONAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            *known_constraints("point_fact"),
            models.UniqueConstraint(
                fields=["point", "on", "status"], condition=Q(known_to__isnull=True), name="point_fact_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["commune_code"], name="point_fact_of_commune")]


class PlantFind(Known):
    """Plants containing narcotics found in a commune, and destroyed."""

    commune_code = models.CharField(max_length=5)
    hamlet = models.CharField(max_length=80, blank=True)
    plant = models.CharField(max_length=10, choices=Plant.choices)
    found_on = models.DateField()
    destroyed_on = models.DateField(null=True, blank=True)
    plants = models.PositiveIntegerField(null=True, blank=True)
    area_m2 = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    reference = models.CharField(max_length=50, blank=True)

    PRIVACY = {
        **LINEAGE, "commune_code": INTERNAL, "hamlet": PERSONAL, "plant": INTERNAL, "found_on": INTERNAL,
        "destroyed_on": INTERNAL, "plants": INTERNAL, "area_m2": INTERNAL, "reference": PERSONAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            *known_constraints("plant"),
            models.CheckConstraint(
                condition=Q(destroyed_on__isnull=True) | Q(destroyed_on__gte=F("found_on")), name="plant_found_first"
            ),
            models.CheckConstraint(condition=Q(plants__gt=0) | Q(area_m2__gt=0), name="plant_of_something"),
            models.CheckConstraint(condition=Q(area_m2__isnull=True) | Q(area_m2__gt=0), name="plant_area_positive"),
        ]
        indexes = [models.Index(fields=["commune_code"], name="plant_of_commune")]


class WantedHiding(Known):
    """Somebody wanted for a drug offence hid in the commune from a day to a day."""

    commune_code = models.CharField(max_length=5)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)  # the last day
    ended = models.CharField(max_length=10, choices=WantedEnd.choices, blank=True)
    reference = models.CharField(max_length=50, blank=True)
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    PRIVACY = {
        **LINEAGE, "commune_code": PERSONAL, "from_on": SENSITIVE, "to_on": SENSITIVE, "ended": SENSITIVE,
        "reference": PERSONAL, "person": SENSITIVE,
    }  # fmt: skip

    class Meta:
        constraints = [
            *known_constraints("wanted"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="wanted_in_order"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True, ended="") | (Q(to_on__isnull=False) & ~Q(ended="")),
                name="wanted_ended_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["commune_code"], name="wanted_of_commune"),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="wanted_of_person"),
        ]


class Route(Known):
    """A key complex route approved by a decision: local by the province, inter-provincial by the ministry."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=RouteKind.choices)
    axis = models.CharField(max_length=10, choices=Axis.choices)
    approver = models.CharField(max_length=26, choices=Approver.choices)
    decision = models.CharField(max_length=50)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the last day on the list
    end_decision = models.CharField(max_length=50, blank=True)

    PRIVACY = {
        **LINEAGE, "name": INTERNAL, "kind": INTERNAL, "axis": INTERNAL, "approver": INTERNAL, "decision": INTERNAL,
        "valid_from": INTERNAL, "valid_to": INTERNAL, "end_decision": INTERNAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            *known_constraints("route"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="route_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind=RouteKind.LOCAL, approver=Approver.PROVINCE_COMMITTEE)
                | Q(kind=RouteKind.INTER_PROVINCIAL, approver=Approver.PUBLIC_SECURITY_MINISTRY),
                name="route_by_its_authority",
            ),
        ]


class RouteStretch(models.Model):
    """A commune on a version of a route."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="stretches")  # that very version
    commune_code = models.CharField(max_length=5)

    PRIVACY = {"id": INTERNAL, "route": INTERNAL, "commune_code": INTERNAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["route", "commune_code"], name="stretch_once")]
        indexes = [models.Index(fields=["commune_code"], name="stretch_of_commune")]
