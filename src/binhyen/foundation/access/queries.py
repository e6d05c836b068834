"""The scope of a reader: one query, made once per request by the door."""

from datetime import date

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from .values import Scope


def scope(*, user: AbstractBaseUser | AnonymousUser, on: date) -> Scope:
    """Offices of ``user`` that are valid on day ``on``, as one value. One query.

    Nobody signed in has an empty scope. A person with offices in several bodies has all of them; somebody who stands
    in has the absent person's office for the days of the stand-in, because that is an appointment of its own.
    """
    if not user.is_authenticated or not user.is_active:
        return Scope()
    appointment = apps.get_model("accounts", "Appointment")  # by name: accounts stands above this floor
    offices = appointment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), user_id=user.pk, valid_from__lte=on, withdrawn=False
    )
    return Scope.of(user.pk, offices.values_list("role", "body_key", "area_code"))
