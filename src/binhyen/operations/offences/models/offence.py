"""Offences: the event, the persons counted, what was seized."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from binhyen.operations.offences.values import Nature, Residence, Unit

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


class Offence(Spotted, Known):
    """A drug offence detected in a commune: when, where, of what kind. The commune is that of the arrest."""

    occurred_on = models.DateField()
    commune_code = models.CharField(max_length=5)
    hamlet = models.CharField(max_length=80, blank=True)
    nature = models.CharField(max_length=16, choices=Nature.choices)
    articles = ArrayField(models.CharField(max_length=8), default=list)  # law/offences/kinds.toml, of the Penal Code
    kinds = ArrayField(models.CharField(max_length=30), default=list)  # law/offences/kinds.toml
    agency = models.CharField(max_length=20)  # law/offences/kinds.toml: who detected it
    reference = models.CharField(max_length=50, blank=True)

    PRIVACY = {
        **LINEAGE, "occurred_on": INTERNAL, "commune_code": INTERNAL, "hamlet": PERSONAL, "nature": INTERNAL,
        "articles": INTERNAL, "kinds": INTERNAL, "agency": INTERNAL, "reference": PERSONAL, **SPOT,
    }  # fmt: skip

    class Meta:
        constraints = [*known_constraints("offence"), in_vietnam("offence")]
        indexes = [
            models.Index(fields=["commune_code", "occurred_on"], name="offence_of_commune"),
            models.Index(fields=["occurred_on"], condition=Q(known_to__isnull=True), name="offence_by_day"),
        ]


class OffenceParty(Known):
    """One person of an offence, counted as a person. No name of its own: at most a link to the register of people."""

    offence = models.ForeignKey(Offence, models.PROTECT, related_name="parties")  # its first version
    occurred_on = models.DateField()  # of the offence, so that the commune of residence can count without seeing it
    commune_code = models.CharField(max_length=5)  # of the offence
    nature = models.CharField(max_length=16, choices=Nature.choices)  # of the offence
    residence = models.CharField(max_length=10, choices=Residence.choices)
    residence_commune = models.CharField(max_length=5, blank=True)
    arrested = models.BooleanField()
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    PRIVACY = {
        **LINEAGE, "offence": INTERNAL, "occurred_on": SENSITIVE, "commune_code": PERSONAL, "nature": SENSITIVE,
        "residence": PERSONAL, "residence_commune": PERSONAL, "arrested": SENSITIVE, "person": SENSITIVE,
    }  # fmt: skip

    class Meta:
        constraints = [
            *known_constraints("party"),
            models.CheckConstraint(
                condition=~Q(residence=Residence.UNKNOWN) | Q(residence_commune=""), name="party_unknown_has_no_place"
            ),
            models.CheckConstraint(
                condition=~Q(residence=Residence.HERE) | Q(residence_commune=models.F("commune_code")),
                name="party_here_is_here",
            ),
            models.CheckConstraint(
                condition=~Q(residence=Residence.ELSEWHERE) | ~Q(residence_commune=models.F("commune_code")),
                name="party_elsewhere_is_not_here",
            ),
            models.UniqueConstraint(
                fields=["offence", "person"], condition=Q(known_to__isnull=True), name="party_person_once"
            ),
        ]
        indexes = [
            models.Index(fields=["commune_code", "occurred_on"], name="party_of_commune"),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="party_of_person"),
            models.Index(fields=["residence_commune"], condition=~Q(residence_commune=""), name="party_of_residence"),
        ]


class Seizure(Known):
    """What was seized with an offence: a listed substance and an exact amount. Amounts of two units are never added."""

    offence = models.ForeignKey(Offence, models.PROTECT, related_name="seizures")  # its first version
    commune_code = models.CharField(max_length=5)  # of the offence
    substance = models.CharField(max_length=20)  # registers/substances
    amount = models.DecimalField(max_digits=15, decimal_places=4)
    unit = models.CharField(max_length=12, choices=Unit.choices)

    PRIVACY = {
        **LINEAGE, "offence": INTERNAL, "commune_code": INTERNAL, "substance": INTERNAL, "amount": INTERNAL,
        "unit": INTERNAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            *known_constraints("seizure"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="seizure_of_something"),
            models.CheckConstraint(
                condition=~Q(unit=Unit.TABLET) | Q(amount=models.Func(models.F("amount"), function="trunc")),
                name="seizure_whole_tablets",
            ),
        ]
        indexes = [models.Index(fields=["commune_code"], name="seizure_of_commune")]
