"""Moves between communes as a page shows them: who waits for whom, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.models import Transfer
from binhyen.operations.cases.permissions import Permission, may
from binhyen.registers.people.models import Person
from binhyen.registers.people.queries.cards import commune_names

SHOWN_CLOSED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Move:
    """One move as a line."""

    id: int
    person_id: int
    name: str
    sender: str
    receiver: str  # commune, or the place outside the province
    left: datetime
    due: datetime
    closed: datetime | None
    refused: bool
    outside: bool
    mine: bool  # the reader's commune must answer
    told_level: int


def visible_transfers(*, scope: Scope) -> QuerySet[Transfer]:
    """Moves from and to the reader's communes."""
    if not may(scope, Permission.READ):
        return Transfer.objects.none()
    if scope.whole_province:
        return Transfer.objects.all()
    areas = sorted(scope.people_areas)
    return Transfer.objects.filter(Q(commune_code__in=areas) | Q(to_commune_code__in=areas))


def open_moves(*, scope: Scope) -> list[Move]:
    """Moves that wait for an answer, the first due first. Three queries."""
    rows = visible_transfers(scope=scope).filter(closed_at__isnull=True).order_by("due_at", "pk")
    return moves(rows, scope=scope)


def waiting(*, scope: Scope) -> int:
    """How many moves wait for an answer. One query."""
    return visible_transfers(scope=scope).filter(closed_at__isnull=True).count()


def closed_moves(*, scope: Scope, at: datetime) -> list[Move]:
    """Moves of the last two months, the latest first."""
    rows = visible_transfers(scope=scope).filter(closed_at__gte=at - SHOWN_CLOSED).order_by("-closed_at", "-pk")
    return moves(rows[:200], scope=scope)


def one_move(*, transfer_id: int, scope: Scope) -> Move | None:
    found = moves(visible_transfers(scope=scope).filter(pk=transfer_id), scope=scope)
    return found[0] if found else None


def moves(rows: Iterable[Transfer], *, scope: Scope) -> list[Move]:
    rows = list(rows)
    names = dict(Person.objects.filter(pk__in={row.person_id for row in rows}).values_list("pk", "full_name"))
    communes = commune_names(code for row in rows for code in (row.commune_code, row.to_commune_code))
    return [_move(row, names.get(row.person_id, ""), communes, scope) for row in rows]


def _move(row: Transfer, name: str, communes: dict[str, str], scope: Scope) -> Move:
    answers = row.to_commune_code or row.commune_code
    return Move(
        id=row.pk,
        person_id=row.person_id,
        name=name,
        sender=communes.get(row.commune_code, row.commune_code),
        receiver=communes.get(row.to_commune_code, row.to_place),
        left=row.left_at,
        due=row.due_at,
        closed=row.closed_at,
        refused=row.refused,
        outside=not row.to_commune_code,
        mine=row.closed_at is None and (scope.whole_province or answers in scope.areas),
        told_level=row.told_level,
    )
