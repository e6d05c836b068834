"""Rows of the tables as values of their columns: what the grid shows, what a form starts with, what is exported."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from binhyen.operations.offences.models import (
    Offence,
    OffenceParty,
    PlantFind,
    Seizure,
    UsePoint,
    UsePointFact,
    WantedHiding,
)
from binhyen.operations.offences.rules.entries import STEPS
from binhyen.operations.offences.rules.points import ORDER
from binhyen.operations.offences.values import PointStatus, Residence, Table
from binhyen.registers.substances.rules import label_of

MODELS: dict[Table, Any] = {
    Table.OFFENCES: Offence, Table.POINTS: UsePoint, Table.PLANTS: PlantFind, Table.WANTED: WantedHiding,
}  # fmt: skip
PERSONS = {Residence.HERE: "here", Residence.ELSEWHERE: "elsewhere", Residence.UNKNOWN: "unknown"}


def values(table: Table, rows: Sequence[Any]) -> dict[int, dict[str, Any]]:
    """By number of the record: the values of all columns. At most three queries, whatever the number of rows."""
    if table is Table.OFFENCES:
        return _offences(rows)
    if table is Table.POINTS:
        return _points(rows)
    names = _PLANTS if table is Table.PLANTS else _WANTED
    return {
        one.record_id: {"commune": one.commune_code, **{name: getattr(one, name) for name in names}} for one in rows
    }


_PLANTS = ("found_on", "hamlet", "plant", "plants", "area_m2", "destroyed_on", "reference")
_WANTED = ("from_on", "to_on", "ended", "reference")


def _offences(rows: Sequence[Offence]) -> dict[int, dict[str, Any]]:
    ids = [one.record_id for one in rows]
    people: dict[int, Counter[str]] = defaultdict(Counter)
    counted = OffenceParty.objects.filter(offence__in=ids, known_to__isnull=True)
    for offence, residence in counted.values_list("offence_id", "residence"):
        people[offence][PERSONS[Residence(residence)]] += 1
    seized: dict[int, list[Seizure]] = defaultdict(list)
    for seizure in Seizure.objects.filter(offence__in=ids, known_to__isnull=True).order_by("record_id"):
        seized[seizure.offence_id].append(seizure)
    return {
        one.record_id: {
            "occurred_on": one.occurred_on,
            "commune": one.commune_code,
            "hamlet": one.hamlet,
            "spot": one.spot,
            "nature": one.nature,
            "articles": ";".join(one.articles),
            "kinds": ";".join(one.kinds),
            "agency": one.agency,
            **{name: people[one.record_id][name] for name in PERSONS.values()},
            **_seized(seized[one.record_id]),
            "reference": one.reference,
        }
        for one in rows
    }


def _seized(seizures: Sequence[Seizure]) -> dict[str, Any]:
    """The one seizure of an offence in its cells; several in words, in the cell of the substance."""
    if len(seizures) == 1:
        one = seizures[0]
        return {"substance": label_of(one.substance), "amount": plain(one.amount), "unit": one.unit}
    words = "; ".join(f"{label_of(one.substance)} {written(one.amount)} {one.get_unit_display()}" for one in seizures)
    return {"substance": words, "amount": None, "unit": ""}


def plain(amount: Decimal) -> Decimal:
    """Without the zeros a column of four decimals adds: 12.5000 is 12.5, 100.0000 is 100."""
    short = amount.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def written(amount: Decimal) -> str:
    """An amount as it is written here: 12,5."""
    return f"{plain(amount):f}".replace(".", ",")


def _points(rows: Sequence[UsePoint]) -> dict[int, dict[str, Any]]:
    ids = [one.record_id for one in rows]
    steps = steps_of(ids)
    columns = {status.value: name for name, status in STEPS.items()}
    found: dict[int, dict[str, Any]] = {}
    for one in rows:
        days = {columns[step.status]: step.on for step in steps.get(one.record_id, ())}
        last = steps[one.record_id][-1].status if steps.get(one.record_id) else ""
        found[one.record_id] = {
            "commune": one.commune_code, "hamlet": one.hamlet, "kind": one.kind, "reference": one.reference,
            "spot": one.spot,
            **{name: days.get(name) for name in STEPS}, "status": last,
        }  # fmt: skip
    return found


def steps_of(points: Iterable[int]) -> dict[int, list[UsePointFact]]:
    """What is believed now of each point, in order. One query."""
    found: dict[int, list[UsePointFact]] = defaultdict(list)
    rows = UsePointFact.objects.filter(point__in=points, known_to__isnull=True)
    for step in sorted(rows, key=lambda one: (one.on, ORDER.index(PointStatus(one.status)), one.pk)):
        found[step.point_id].append(step)
    return found
