"""Bodies: agencies, committees, unions, companies; and addressee groups that expand to them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from .values import Block, Level


def valid_on(on: date) -> Q:
    """Rows in force on day ``on``; a missing day means it was always so, or is so until further notice."""
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return started & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")), name=name
    )


class Body(models.Model):
    """A body or a group of bodies. ``key`` is a stable code; names change by date and live in BodyName."""

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)  # the name of today, also the canonical name the reader of directives uses
    short_name = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=12, choices=Level.choices)
    block = models.CharField(max_length=40, choices=Block.choices, default=Block.OTHER)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    area_code = models.CharField(max_length=10, blank=True, db_index=True)  # commune or province code
    search_key = models.CharField(max_length=200, db_collation="C")
    initials = models.CharField(max_length=40, db_collation="C", db_index=True)  # first letters: "cat"
    sort_key = models.BinaryField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)  # the last day
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "bodies"
        indexes = [models.Index(fields=["sort_key", "id"], name="body_in_order")]  # the list of bodies
        constraints = [_ends_after_start("body_ends_after_start")]

    def __str__(self) -> str:
        return self.name


class BodyName(models.Model):
    """What the body was called, and when. The last row is the name of today."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "valid_from"], name="body_name_once", nulls_distinct=False),
            _ends_after_start("body_name_ends_after_start"),
        ]


class BodyAlias(models.Model):
    """Another way the body is written, with the days it was in use."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="aliases")
    alias = models.CharField(max_length=300)
    search_key = models.CharField(max_length=300, db_collation="C", db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "body aliases"
        constraints = [
            models.UniqueConstraint(fields=["body", "alias"], name="body_alias_once"),
            _ends_after_start("body_alias_ends_after_start"),
        ]


class BodySuccession(models.Model):
    """A closed body and one that took over its work. A department may be divided among several."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Body, models.PROTECT, related_name="predecessions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "successor"], name="body_succession_once"),
            models.CheckConstraint(condition=~Q(body=F("successor")), name="body_does_not_succeed_itself"),
        ]


class Membership(models.Model):
    """A member of a group: the group "UBND các xã, phường" expands to the members of the day asked for."""

    group = models.ForeignKey(Body, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Body, models.PROTECT, related_name="groups")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "member"], name="membership_once"),
            _ends_after_start("membership_ends_after_start"),
        ]
