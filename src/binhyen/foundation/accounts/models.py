"""Tables of accounts: a user, and the offices the user holds in bodies."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from binhyen.foundation.access.values import Role


class User(AbstractUser):
    """One person who signs in. Vietnamese names are one field, in their own order."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=120, blank=True)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    must_change_password = models.BooleanField(default=False)  # a one-time password opens only the page to change it
    search_key = models.TextField(blank=True, db_collation="C")  # tone-less username, name, position
    name_key = models.BinaryField(default=bytes)  # Vietnamese order: given name first

    class Meta:
        indexes = [models.Index(fields=["name_key", "id"], name="user_in_order")]  # the list of accounts

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).rsplit(" ", maxsplit=1)[-1]


class Appointment(models.Model):
    """An office: this user acts in this role for this body and area, from a day to a day.

    ``body_key`` and ``area_code`` are stable codes of the registers above this floor; no foreign key goes upwards.
    ``area_code`` is a commune code, a province code, or empty where the role has no area.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    role = models.CharField("vai trò", max_length=30, choices=Role.choices)
    body_key = models.CharField("cơ quan", max_length=80, blank=True)
    area_code = models.CharField("địa bàn", max_length=10, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    withdrawn = models.BooleanField(default=False)  # ended before it began: it never was
    stands_in_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="stand_ins")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="appointment_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "body_key", "area_code", "valid_from"], name="appointment_once"
            ),
        ]
        indexes = [models.Index(fields=["body_key", "role"], name="appointment_by_body")]
