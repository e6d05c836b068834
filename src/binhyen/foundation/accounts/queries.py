"""Reading accounts and offices."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from binhyen.kit.vietnamese.text import search_key

from . import bodies
from .models import Appointment, User


def in_force(on: date) -> Q:
    """Offices of a day."""
    return Q(valid_from__lte=on, withdrawn=False) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def accounts(*, on: date, words: str = "", role: str = "", closed: bool = False) -> QuerySet[User]:
    """Accounts in Vietnamese order of names, each with ``offices_now``: its offices of day ``on``.

    ``words`` are searched without tones in username, name and position. Two queries for a page.
    """
    users = User.objects.filter(is_active=not closed).order_by("name_key", "id")
    for word in search_key(words).split():
        users = users.filter(search_key__contains=word)
    if role:
        users = users.filter(pk__in=Appointment.objects.filter(in_force(on), role=role).values("user_id"))
    now = Appointment.objects.filter(in_force(on)).order_by("role", "body_key")
    return users.prefetch_related(Prefetch("appointments", now, to_attr="offices_now"))


def account(*, user_id: int) -> User | None:
    return User.objects.filter(pk=user_id).first()


def by_email(*, addresses: set[str]) -> User | None:
    """The one active person with one of these addresses, capitals aside; None where there is none, or several."""
    wanted = {address.lower() for address in addresses if address}
    found = User.objects.annotate(address=Lower("email")).filter(address__in=wanted, is_active=True)[:2]
    return found[0] if len(found) == 1 else None


def offices(*, user_id: int) -> list[Appointment]:
    """Every office a person has, had or will have, latest first, with whom they stand in for. One query."""
    rows = Appointment.objects.filter(user_id=user_id, withdrawn=False).select_related("stands_in_for__user")
    return list(rows.order_by("-valid_from", "-id"))


def stand_ins(*, user_id: int, since: date) -> list[Appointment]:
    """Who stands in for this person, from ``since`` on. One query."""
    rows = Appointment.objects.filter(stands_in_for__user_id=user_id, withdrawn=False, valid_to__gte=since)
    return list(rows.select_related("user").order_by("valid_from", "id"))


def body_names(rows: list[Appointment]) -> dict[str, str]:
    """Body key to name, for the offices shown. Unknown keys stand for themselves. At most one query."""
    keys = {row.body_key for row in rows if row.body_key}
    found = bodies.names(keys)
    return {key: found[key].name if key in found else key for key in keys}


def holds_office(*, user: User, body_key: str, on: date) -> bool:
    """Whether somebody holds an office, of whatever role, in this body on a day. One query."""
    return Appointment.objects.filter(in_force(on), user=user, body_key=body_key).exists()


def holders(*, roles: set[str], body_keys: set[str], on: date) -> QuerySet[User]:
    """Active people who hold one of ``roles`` (any, when empty) in one of the bodies on a day: whom to notify."""
    rows = Appointment.objects.filter(in_force(on), body_key__in=body_keys)
    if roles:
        rows = rows.filter(role__in=roles)
    return User.objects.filter(is_active=True, pk__in=rows.values("user_id"))
