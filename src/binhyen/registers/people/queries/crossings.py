"""Crossings as their owner, the unit of the person and the auditors read them; and the person somebody asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import holders, in_force
from binhyen.foundation.journal.events import kind_of
from binhyen.foundation.journal.models import Fact
from binhyen.registers.people.events import CrossingOpened
from binhyen.registers.people.models import Crossing, IdentityNumber, Person
from binhyen.registers.people.rules.crossings import CrossingGround, crossing_ground
from binhyen.registers.people.rules.names import keys
from binhyen.registers.people.rules.numbers import read_number
from binhyen.registers.people.values import SoughtPerson

from .cards import commune_names
from .known import sought
from .visible import people

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingRow:
    """A crossing on a page. ``person`` is "" where the reader no longer sees the person."""

    crossing: Crossing
    person: str
    commune: str
    ground: CrossingGround | None
    is_open: bool


def is_open(crossing: Crossing, *, at: datetime) -> bool:
    return crossing.closed_at is None and crossing.ends_at > at


def open_now(*, person_id: int, user_id: int, kind: str, compartment: str, at: datetime) -> Crossing | None:
    """The crossing of this kind that is open for this account."""
    rows = Crossing.objects.filter(person_id=person_id, user_id=user_id, kind=kind, compartment=compartment)
    return rows.filter(closed_at__isnull=True, ends_at__gt=at).first()


def own(*, user_id: int, at: datetime) -> list[CrossingRow]:
    """Latest first, up to 100. Four queries."""
    return _rows(Crossing.objects.filter(user_id=user_id), at=at)


def of_unit(*, scope: Scope, at: datetime) -> list[CrossingRow]:
    """Who opened persons of the communes the reader answers for; for readers of the province, all. Four queries."""
    rows = Crossing.objects.exclude(user_id=scope.user_id)
    if not scope.whole_province:
        areas = scope.people_areas
        rows = rows.filter(Q(person__commune_code__in=areas) | Q(person__to_commune_code__in=areas))
    return _rows(rows, at=at)


def _rows(crossings: QuerySet[Crossing], *, at: datetime) -> list[CrossingRow]:
    """Persons are looked up apart: a join would hide the crossing of somebody who is out of sight again."""
    found = list(crossings.select_related("user", "objected_by").order_by("-opened_at", "-id")[:PAGE])
    seen = {p.pk: p for p in Person.objects.filter(pk__in={row.person_id for row in found})}
    communes = commune_names(person.commune_code for person in seen.values())
    return [
        CrossingRow(
            crossing=row,
            person=seen[row.person_id].full_name if row.person_id in seen else "",
            commune=communes.get(seen[row.person_id].commune_code, "") if row.person_id in seen else "",
            ground=crossing_ground(row.ground),
            is_open=is_open(row, at=at),
        )
        for row in found
    ]


def crossing(*, crossing_id: int, scope: Scope) -> Crossing | None:
    """One crossing the reader may see: an own one, or of a person in sight."""
    seen = Q(user_id=scope.user_id) | Q(person__in=people(scope).values("pk"))
    return Crossing.objects.filter(seen, pk=crossing_id).select_related("user").first()


def by_own_officers(*, scope: Scope, on: date) -> list[Fact]:
    """What officers of the reader's bodies opened elsewhere, as the journal has it, up to 100. Persons stay unnamed."""
    officers = holders(roles=set(), body_keys=set(scope.bodies), on=on).exclude(pk=scope.user_id)
    facts = Fact.objects.filter(kind=kind_of(CrossingOpened), actor_id__in=officers.values("pk"))
    return list(facts.order_by("-id")[:PAGE])


def found(*, asked: SoughtPerson) -> list[int]:
    """Ids of standing records that are exactly the person asked for, wherever they are. Inside the whole province."""
    rows = Person.objects.filter(merged_into__isnull=True, voided_at__isnull=True)
    if asked.number:
        numbers = IdentityNumber.objects.filter(blind__in=sought([read_number(asked.number).value]))
        rows = rows.filter(pk__in=numbers.values("person"))
    else:
        rows = rows.filter(
            match_key=keys(asked.full_name).fold_key,
            birth_year=asked.birth_year,
            commune_code=asked.commune_code,
        )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:2])


def heads(*, communes: Iterable[str], bodies: Iterable[str], on: date) -> QuerySet[User]:
    """Whom to tell: the leaders of the person's communes (where none is known their police) and of the asker's bodies.

    Where nobody is found the province's coordinators are.
    """
    offices = Appointment.objects.filter(in_force(on), user__is_active=True)
    wanted = {code for code in communes if code}
    led = offices.filter(role=Role.LEADER).filter(Q(area_code__in=wanted) | Q(body_key__in=set(bodies)))
    without = wanted - set(led.filter(area_code__in=wanted).values_list("area_code", flat=True))
    police = offices.filter(role=Role.COMMUNE_POLICE, area_code__in=without)
    ids = set(led.values_list("user_id", flat=True)) | set(police.values_list("user_id", flat=True))
    if not ids:
        ids = set(offices.filter(role=Role.PROVINCE_COORDINATOR).values_list("user_id", flat=True))
    return User.objects.filter(pk__in=ids)
