"""People and cases of the demonstration province, written through the same actions as users' own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.db.models import Max

from binhyen.foundation.accounts.models import User
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.values import BulkFact, BulkOutcome
from binhyen.registers.people.actions.registering import register_many
from binhyen.registers.people.models import Person
from binhyen.registers.territories.models import Commune, Hamlet, Population

from .persons import Place
from .plan import Settled, doubles, settle

SOURCE = "seeds"


def places(*, province: str) -> tuple[Place, ...]:
    """The communes of the province with their residents and hamlets."""
    residents = dict(Population.objects.values_list("commune").annotate(people=Max("people")))
    hamlets: dict[str, list[tuple[int, str]]] = {}
    for hamlet in Hamlet.objects.filter(valid_to__isnull=True).order_by("pk"):
        hamlets.setdefault(hamlet.commune_id, []).append((hamlet.pk, str(hamlet)))
    return tuple(
        Place(one.code, one.full_name, residents.get(one.code, 5_000), tuple(hamlets.get(one.code, ())))
        for one in Commune.objects.filter(province=province, valid_to__isnull=True).order_by("code")
    )


def people_and_cases(*, province: str, at: datetime, by: User | None, scale: float = 1.0) -> list[BulkOutcome]:
    """Enter everybody with their facts. Does nothing where people are there already. Returns facts the law refused."""
    if Person.objects.exists():
        return []
    where = places(province=province)
    until = at.date()
    everybody = list(settle(places=where, until=until, scale=scale))
    everybody += doubles(everybody, places=where, until=until)
    everybody = [one for one in everybody if one.steps]
    everybody.sort(key=lambda one: one.steps[0].recorded_at())
    ids = _register(everybody, by=by)
    rows = [
        BulkFact(person_id=person_id, details=step.details(), at=step.recorded_at(), commune=step.commune)
        for one, person_id in zip(everybody, ids, strict=True)
        for step in one.steps
    ]
    outcomes = record_facts_bulk(rows=rows, by=by, at=at, source=SOURCE)
    return [one for one in outcomes if not one.fact_id]


def _register(everybody: Sequence[Settled], *, by: User | None) -> list[int]:
    """Month by month, each person in the month of the first fact."""
    ids: list[int] = []
    for month, group in groupby(everybody, key=lambda one: one.steps[0].known.strftime("%Y-%m")):
        members = list(group)
        ids += register_many(
            details=[one.person.details for one in members],
            by=by,
            at=members[-1].steps[0].recorded_at(),
            batch=f"{SOURCE}-{month}",
        )
    return ids
