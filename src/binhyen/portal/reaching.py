"""Whom to ask: for every body a page names, one person with a telephone where there is one. Never the reader."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.accounts.models import Appointment
from binhyen.foundation.accounts.queries import in_force
from binhyen.registers.organisations import queries as organisations

from .values import Ask, Contact, Reach, Watch

# whose telephone is rung first: who leads a body before who works in it
_FIRST = {Role.LEADER: 0, Role.COMMUNE_COMMITTEE: 1, Role.COMMUNE_POLICE: 1, Role.PROVINCE_COORDINATOR: 1}
_LAST = 2


def address_of(path: str) -> str:
    """An address as a text to somebody else holds it."""
    return f"{settings.PUBLIC_URL}{path}"


def reached[T: (Ask, Watch)](rows: Sequence[T], people: "People") -> list[T]:
    """The rows with the persons their reaches come to."""
    return [replace(row, contacts=tuple(people.of(one) for one in row.reaches)) for row in rows]


class People:
    """The people in charge of all bodies a page names. At most two queries: offices, names of bodies not known yet."""

    def __init__(self, reaches: Iterable[Reach], *, scope: Scope, on: date) -> None:
        wanted = list(reaches)
        self._reader = scope
        self._offices = _offices(wanted, scope, on) if wanted else []
        unnamed = {one.key for one in wanted if one.key and not one.name}
        named = organisations.by_keys(keys=unnamed) if unnamed else {}
        self._names = {key: body.name for key, body in named.items()}

    def of(self, reach: Reach) -> Contact:
        body = reach.name or self._names.get(reach.key, reach.key) or _("Điều phối của tỉnh")
        text = reach.text.replace("{body}", body)
        held = [one for one in self._offices if reach.user and one.user.pk == reach.user] or [
            one for one in self._offices if (one.body_key == reach.key if reach.key else _coordinates(one))
        ]
        if not held:
            return Contact(body, "", "", "", text, reach.url, reach.note, own=self._own(reach))
        user = min(held, key=_rank).user
        return Contact(body, str(user), user.position, user.phone, text, reach.url, reach.note)

    def _own(self, reach: Reach) -> bool:
        """It comes to the reader, who is not asked to ask themself."""
        return reach.key in self._reader.bodies if reach.key else self._reader.has(Role.PROVINCE_COORDINATOR)


def _offices(wanted: Sequence[Reach], scope: Scope, on: date) -> list[Appointment]:
    users = {one.user for one in wanted if one.user}
    whose = Q(body_key__in={one.key for one in wanted if one.key}) | Q(user__in=users)
    if any(not one.key for one in wanted):
        coordinates = Q(role=Role.PROVINCE_COORDINATOR)
        whose |= coordinates & Q(area_code__in=scope.provinces) if scope.provinces else coordinates
    rows = Appointment.objects.filter(in_force(on), whose, user__is_active=True).exclude(user=scope.user_id)
    return list(rows.select_related("user"))


def _coordinates(one: Appointment) -> bool:
    return Role(one.role) is Role.PROVINCE_COORDINATOR


def _rank(one: Appointment) -> tuple[bool, int, int]:
    return not one.user.phone, _FIRST.get(Role(one.role), _LAST), one.pk
