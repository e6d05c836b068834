"""One record with everything that was ever said of it, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from binhyen.foundation.access.values import Scope
from binhyen.operations.offences.models import OffenceParty, Route, Seizure, UsePointFact
from binhyen.operations.offences.permissions import Permission, may, may_record_in, reads_everywhere
from binhyen.operations.offences.rules import points
from binhyen.operations.offences.values import PointStatus, PointStep, Table
from binhyen.registers.people.models import Person
from binhyen.registers.substances.rules import label_of
from binhyen.registers.territories.models import Commune

from .rows import MODELS, steps_of, written


@dataclass(frozen=True, slots=True)
class Record:
    """``now`` is the version believed now, None after a withdrawal; ``last`` the latest that ever was."""

    now: Any
    last: Any
    versions: Sequence[Any]

    @property
    def since(self) -> datetime:
        known: datetime = self.versions[-1].known_from
        return known


def record(*, table: Table, record_id: int, scope: Scope) -> Record | None:
    """A record within reach, withdrawn ones too. None where there is none."""
    rows = MODELS[table].objects.filter(record_id=record_id).select_related("recorded_by", "closed_by")
    return _record(list(rows.order_by("-known_from", "-pk")), scope)


def _record(versions: list[Any], scope: Scope) -> Record | None:
    if not versions or not may(scope, Permission.READ):
        return None
    last = versions[0]
    if not reads_everywhere(scope) and last.commune_code not in scope.areas:
        return None
    return Record(last if last.current else None, last, versions)


@dataclass(frozen=True, slots=True)
class PartyLine:
    """``name`` only where the reader sees the person of the register."""

    row: OffenceParty
    home: str
    name: str
    versions: int


def parties(*, offence_id: int) -> list[PartyLine]:
    """The persons counted with an offence now, those the reader sees by name. At most four queries."""
    rows = list(OffenceParty.objects.filter(offence=offence_id, known_to__isnull=True).order_by("record"))
    linked = {one.person_id for one in rows if one.person_id}
    names = dict(Person.objects.filter(pk__in=linked).values_list("pk", "full_name"))
    homes = _names({one.residence_commune for one in rows})
    known = _counts(OffenceParty, offence_id)
    return [
        PartyLine(
            one,
            homes.get(one.residence_commune, ""),
            names.get(one.person_id or 0, ""),
            known.get(one.record_id, 1),
        )
        for one in rows
    ]


def name_of(*, person_id: int) -> str:
    """The name of a person of the register; "" where the reader does not see the person."""
    return Person.objects.filter(pk=person_id).values_list("full_name", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class SeizureLine:
    row: Seizure
    label: str
    amount: str
    versions: int


def seizures(*, offence_id: int) -> list[SeizureLine]:
    rows = Seizure.objects.filter(offence=offence_id, known_to__isnull=True).order_by("record")
    known = _counts(Seizure, offence_id)
    return [SeizureLine(one, label_of(one.substance), written(one.amount), known.get(one.record_id, 1)) for one in rows]


def _counts(model: Any, offence_id: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for number in model.objects.filter(offence=offence_id).values_list("record_id", flat=True):
        found[number] = found.get(number, 0) + 1
    return found


def _names(codes: set[str]) -> dict[str, str]:
    return dict(Commune.objects.filter(code__in=codes - {""}).values_list("code", "full_name"))


@dataclass(frozen=True, slots=True)
class PointLife:
    steps: Sequence[UsePointFact]
    gone: Sequence[UsePointFact]  # corrected or withdrawn
    status: PointStatus | None
    offers: Sequence[PointStatus]


def life(*, point_id: int) -> PointLife:
    """The steps of a point, what it is now, and what may be stated next."""
    steps = steps_of([point_id]).get(point_id, [])
    gone = UsePointFact.objects.filter(point=point_id, known_to__isnull=False).order_by("-known_to")
    said = [PointStep(status=PointStatus(one.status), on=one.on) for one in steps]
    status = points.status_on(said, max(one.on for one in said)) if said else None
    return PointLife(steps, list(gone.select_related("closed_by")), status, points.offers(status))


def row_of(*, model: Any, record_id: int, scope: Scope) -> Any:
    """A part of a record (a person, a seizure, a step) the reader may change; None else."""
    row = model.objects.filter(record_id=record_id, known_to__isnull=True).first()
    if row is None:
        return None
    places = {row.commune_code, getattr(row, "residence_commune", "")} - {""}
    return row if any(may_record_in(scope, place) for place in places) else None


def routes() -> list[tuple[Route, list[str]]]:
    """Approved routes with the names of their communes in order; those on the list first. Two queries."""
    rows = Route.objects.filter(known_to__isnull=True).order_by("valid_to", "kind", "name")
    stretches = list(rows.values_list("pk", "stretches__commune_code"))
    names = _names({code for _, code in stretches if code})
    return [(one, sorted(names.get(code, code) for pk, code in stretches if pk == one.pk and code)) for one in rows]


def route(*, record_id: int) -> Record | None:
    rows = list(
        Route.objects.filter(record_id=record_id)
        .select_related("recorded_by", "closed_by")
        .prefetch_related("stretches")
        .order_by("-known_from", "-pk")
    )
    return Record(rows[0] if rows[0].current else None, rows[0], rows) if rows else None


def names_of(*, codes: set[str]) -> dict[str, str]:
    """Names of communes by code."""
    return _names(codes)
