"""Provinces, communes and hamlets by dated official code.

A code stays with its commune while name and kind change; the names with their days stand in ``CommuneName``.
``valid_to`` is always the last day, not the day after.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from .values import AreaLevel, HamletKind, PopulationFlag, PopulationKind, Relation


def valid_on(on: date) -> Q:
    """Rows in force on day ``on``."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=name)


class Province(models.Model):
    """A province under its name of today. Area and population as published by the resolution that made it."""

    code = models.CharField(primary_key=True, max_length=2)
    name = models.CharField(max_length=80)  # Lào Cai
    full_name = models.CharField(max_length=100)  # Tỉnh Lào Cai
    kind = models.CharField(max_length=20)  # tỉnh / thành phố
    search_key = models.CharField(max_length=100, db_collation="C")
    sort_key = models.BinaryField()
    area_km2 = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    population = models.PositiveIntegerField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [_ends_after_start("province_ends_after_start")]

    def __str__(self) -> str:
        return self.full_name


class ProvinceName(models.Model):
    province = models.ForeignKey(Province, models.CASCADE, related_name="names")
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "valid_from"], name="province_name_once"),
            _ends_after_start("province_name_ends_after_start"),
        ]


class Commune(models.Model):
    """A commune (xã, phường, đặc khu) under its name of today."""

    code = models.CharField(primary_key=True, max_length=5)
    province = models.ForeignKey(Province, models.PROTECT, related_name="communes")
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)  # xã / phường / đặc khu
    search_key = models.CharField(max_length=100, db_collation="C")  # of the full name, without tones
    sort_key = models.BinaryField()  # of the name without its kind
    area_km2 = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    border_km = models.DecimalField(max_digits=7, decimal_places=1, null=True)  # of land border; null is unknown
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    seat = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["province", "sort_key"], name="commune_of_province")]  # the province page
        constraints = [_ends_after_start("commune_ends_after_start")]

    def __str__(self) -> str:
        return self.full_name


class CommuneName(models.Model):
    """A commune's name and kind over time: "xã" until 19/09/2026, "phường" from the 20th."""

    commune = models.ForeignKey(Commune, models.CASCADE, related_name="names")
    name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    search_key = models.CharField(max_length=100, db_collation="C")  # of the name without its kind
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["search_key"], name="commune_name_to_resolve")]
        constraints = [
            models.UniqueConstraint(fields=["commune", "valid_from"], name="commune_name_once"),
            _ends_after_start("commune_name_ends_after_start"),
        ]


class CommuneSuccession(models.Model):
    """An old commune (before 01/07/2025) and a commune of today it went into, wholly or in part."""

    old_code = models.CharField(max_length=5)
    old_name = models.CharField(max_length=100)  # with its kind: Thị trấn Bát Xát
    old_search_key = models.CharField(max_length=100, db_collation="C")  # without its kind
    old_district_code = models.CharField(max_length=3)
    old_district = models.CharField(max_length=100)
    old_district_key = models.CharField(max_length=100, db_collation="C")
    old_province_code = models.CharField(max_length=2)
    old_province = models.CharField(max_length=100)
    new = models.ForeignKey(Commune, models.CASCADE, related_name="predecessors")
    relation = models.CharField(max_length=24, choices=Relation.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old_code", "new"], name="succession_once")]
        indexes = [
            models.Index(fields=["old_search_key"], name="succession_to_resolve"),
        ]


class Population(models.Model):
    """A population figure of a commune: of what kind, as of which day, from where, and whether it was mended.

    Believed during [entered_at, replaced_at); a figure entered again for the same kind and day replaces it.
    """

    commune = models.ForeignKey(Commune, models.CASCADE, related_name="populations")
    kind = models.CharField(max_length=12, choices=PopulationKind.choices)
    as_of = models.DateField()
    people = models.PositiveIntegerField()
    published = models.PositiveIntegerField(null=True)  # as printed, where it was mended
    flag = models.CharField(max_length=16, choices=PopulationFlag.choices)
    source = models.CharField(max_length=300)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "kind", "as_of"], condition=Q(replaced_at__isnull=True), name="population_once"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(replaced_at__gte=F("entered_at")), name="population_was_known"
            ),
        ]
        indexes = [models.Index(fields=["kind", "commune", "-as_of"], name="population_latest")]  # queries.figures


class Hamlet(models.Model):
    """A hamlet entered by its commune. There is no national code for hamlets; ours is the row."""

    commune = models.ForeignKey(Commune, models.PROTECT, related_name="hamlets")
    kind = models.CharField(max_length=12, choices=HamletKind.choices)
    name = models.CharField(max_length=80)  # of today, without the kind
    search_key = models.CharField(max_length=120, db_collation="C")  # of kind and name
    sort_key = models.BinaryField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "search_key"], condition=Q(valid_to__isnull=True), name="hamlet_once_while_open"
            ),
            _ends_after_start("hamlet_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class HamletName(models.Model):
    """What the hamlet was called, and until when."""

    hamlet = models.ForeignKey(Hamlet, models.CASCADE, related_name="former_names")
    kind = models.CharField(max_length=12, choices=HamletKind.choices)
    name = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        constraints = [_ends_after_start("hamlet_name_ends_after_start")]


class Boundary(models.Model):
    """A simplified outline for display. Not a legal boundary."""

    area_code = models.CharField(max_length=5, unique=True)
    level = models.CharField(max_length=8, choices=AreaLevel.choices)
    province_code = models.CharField(max_length=2, db_index=True)
    polygons = models.JSONField()  # coordinates of a GeoJSON MultiPolygon
    source = models.CharField(max_length=200)
    imported_at = models.DateTimeField()
