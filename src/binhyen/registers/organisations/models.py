"""Bodies: agencies, committees, unions, companies; and addressee groups that expand to them."""

from django.db import models
from django.db.models import TextChoices


class Level(TextChoices):
    CENTRAL = "CENTRAL", "Trung ương"
    REGION = "REGION", "Khu vực"
    PROVINCE = "PROVINCE", "Cấp tỉnh"
    COMMUNE = "COMMUNE", "Cấp xã"
    COMPANY = "COMPANY", "Doanh nghiệp"
    GROUP = "GROUP", "Nhóm"


class Body(models.Model):
    """A body or a group of bodies. ``key`` is a stable code; names change by date and live in BodyName."""

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)  # the name of today, also the canonical name the reader of directives uses
    short_name = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=12, choices=Level.choices)
    block = models.CharField(max_length=40, blank=True)  # UBND, Công an, MTTQ-ĐT, Ngành dọc …
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    area_code = models.CharField(max_length=10, blank=True)  # commune or province code
    search_key = models.CharField(max_length=200, db_collation="C")
    sort_key = models.CharField(max_length=600, db_collation="C")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    source = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class BodyAlias(models.Model):
    """Another way the body is written, with the days it was in use."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="aliases")
    alias = models.CharField(max_length=300)
    search_key = models.CharField(max_length=300, db_collation="C", db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "alias"], name="body_alias_once")]


class Membership(models.Model):
    """A member of a group: the group "UBND các xã, phường" expands to the members of the day asked for."""

    group = models.ForeignKey(Body, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Body, models.PROTECT, related_name="groups")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="membership_once")]
