"""The scope of a reader: one query, made once per request by the door."""

from datetime import date

from django.db.models import Q

from binhyen.foundation.accounts.models import Appointment, User

from .values import Scope


def scope(*, user: User, on: date) -> Scope:
    """Offices of ``user`` that are valid on day ``on``, as one value. One query.

    Nobody signed in has an empty scope.
    """
    if not user.is_authenticated or not user.is_active:
        return Scope()
    offices = Appointment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), user=user, valid_from__lte=on)
    rows = list(offices.values_list("role", "body_key", "area_code"))
    return Scope(
        user_id=user.pk,
        roles=frozenset(role for role, _, _ in rows),
        bodies=frozenset(body for _, body, _ in rows if body),
        areas=frozenset(area for _, _, area in rows if len(area) == 5),
        provinces=frozenset(area for _, _, area in rows if len(area) == 2),
    )
