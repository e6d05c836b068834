"""Who is told: the people who hold the office a clock or a transfer waits for, and those above them."""

from datetime import date

from django.db.models import QuerySet

from binhyen.foundation.access.values import Role
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force

# who must act, as the law's clocks name them, and the office here that does
OFFICES: dict[str, Role] = {
    "COMMUNE_POLICE": Role.COMMUNE_POLICE,
    "RECEIVING_POLICE": Role.COMMUNE_POLICE,
    "COMMUNE_COMMITTEE": Role.COMMUNE_COMMITTEE,
    "PROVINCE_POLICE": Role.PROVINCE_OFFICER,
}
COMMUNE_ROLES = frozenset({Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE})


def holders(*, role: str, commune: str, on: date) -> QuerySet[User]:
    """Active people who hold an office on a day; an office of a commune only in that commune. One query."""
    rows = Appointment.objects.filter(in_force(on), role=role)
    if role in COMMUNE_ROLES:
        rows = rows.filter(area_code=commune)
    return User.objects.filter(is_active=True, pk__in=rows.values("user_id"))


def owners(*, owner: str, commune: str, on: date) -> QuerySet[User]:
    """Whom a clock waits for; nobody where the office is outside this system (a court)."""
    role = OFFICES.get(owner)
    return holders(role=role, commune=commune, on=on) if role else User.objects.none()


def lookers(*, commune: str, body: str, on: date) -> QuerySet[User]:
    """Who must look at a difference between lists: the police of the commune, else the body that named somebody.

    Where there is neither, the province.
    """
    if body and not commune:
        rows = Appointment.objects.filter(in_force(on), body_key=body)
        return User.objects.filter(is_active=True, pk__in=rows.values("user_id"))
    return holders(role=Role.COMMUNE_POLICE if commune else Role.PROVINCE_OFFICER, commune=commune, on=on)


def line(*, level: int, commune: str, on: date) -> QuerySet[User]:
    """Up the line: 1 the heads of both units of the commune, 2 the coordinators of the province."""
    if level <= 1:
        rows = Appointment.objects.filter(in_force(on), role__in=COMMUNE_ROLES, area_code=commune)
        return User.objects.filter(is_active=True, pk__in=rows.values("user_id"))
    return holders(role=Role.PROVINCE_COORDINATOR, commune=commune, on=on)
