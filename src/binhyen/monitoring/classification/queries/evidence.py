"""What stands behind a count: the people of a commune, its points, offences, finds. Names only within the scope."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.classification.rules.people import Group, breaks, group, holds
from binhyen.operations.cases.queries.labels import measure_label, state_labels
from binhyen.operations.cases.queries.register import CaseLine, lines
from binhyen.operations.cases.queries.visible import visible_cases
from binhyen.operations.offences.models import OffenceParty, PlantFind, UsePoint, UsePointFact, WantedHiding
from binhyen.operations.offences.permissions import Permission as OffencePermission
from binhyen.operations.offences.permissions import may as may_offences
from binhyen.operations.offences.values import AreaStanding, Measure

from .facts import Standing, people_of


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody behind a count. ``line`` is None where the reader may not see who it is."""

    id: int
    standing: Standing
    group: Group
    line: CaseLine | None

    @property
    def state(self) -> str:
        words = state_labels().get(self.standing.key.state, self.standing.key.state)
        measure = measure_label(self.standing.key.measure)
        return f"{words} ({measure.lower()})" if measure else words


def people_behind(
    *, commune: str, on: date, known_at: datetime | None, chosen: Mapping[str, str], what: str, scope: Scope
) -> list[Person]:
    """Those behind criterion 1 of Article 6 (``what`` "breaks") or the rate of criterion a ("rate"), in order of name
    where names are seen. Six queries.
    """
    every = people_of(commune=commune, on=on, known_at=known_at)
    wanted = [one for one in every if _counts(one, chosen, what)]
    seen = visible_cases(scope=scope).filter(pk__in=[one.person_id for one in wanted])
    order = list(seen.order_by("sort_key", "person_id").values_list("person_id", flat=True))
    named = {line["id"]: line for line in lines(order)}
    place = {pk: number for number, pk in enumerate(order)}
    people = [Person(one.person_id, one, group(one.key), named.get(one.person_id)) for one in wanted]
    return sorted(people, key=lambda one: (place.get(one.id, len(place)), one.id))


def _counts(one: Standing, chosen: Mapping[str, str], what: str) -> bool:
    return breaks(one.key, chosen) if what == "breaks" else holds(group(one.key).rate, chosen)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of the offences behind a count, without names. ``subject`` and ``id`` say where it is opened."""

    subject: str  # OFFENCE, POINT, WANTED, PLANTS
    id: int
    day: date
    text: str
    detail: str = ""


def rows_behind(
    *, standing: AreaStanding, measures: Collection[Measure], on: date, known: datetime, scope: Scope
) -> list[Evidence]:
    """The rows behind counts of offences, as known at a moment, for those who may read rows; others see counts only.

    One query a table.
    """
    if not may_offences(scope, OffencePermission.READ):
        return []
    ids = {one: standing.behind(one) for one in measures}
    then = Q(known_from__lte=known) & (Q(known_to=None) | Q(known_to__gt=known))
    found = [
        *_parties(_ids(ids, _PERSONS), then),
        *_wanted(_ids(ids, (Measure.WANTED_HIDING,)), then),
        *_points(_ids(ids, _POINTS), then, on),
        *_plants(_ids(ids, (Measure.PLANTS, Measure.PLANTS_STANDING)), then),
    ]
    return sorted(found, key=lambda one: (one.day, one.subject, one.id), reverse=True)


_PERSONS = (
    Measure.ARRESTED, Measure.ARRESTED_RESIDENCE_UNKNOWN, Measure.RESIDENT_OFFENDERS, Measure.RESIDENT_VIOLATORS,
)  # fmt: skip
_POINTS = (
    Measure.POINTS_SUSPECTED, Measure.POINTS_ESTABLISHED, Measure.POINTS_SUSPECTED_IN_PERIOD,
    Measure.POINTS_ESTABLISHED_IN_PERIOD,
)  # fmt: skip


def _ids(wanted: Mapping[Measure, Sequence[int]], measures: Collection[Measure]) -> list[int]:
    return sorted({one for measure in measures for one in wanted.get(measure, ())})


def _parties(ids: list[int], then: Q) -> list[Evidence]:
    rows = OffenceParty.objects.filter(then, record_id__in=ids) if ids else ()
    return [
        Evidence(
            "OFFENCE", row.offence_id, row.occurred_on, row.get_nature_display(),
            f"{row.get_residence_display()}; {'bị bắt giữ' if row.arrested else 'không bị bắt giữ'}",
        )
        for row in rows
    ]  # fmt: skip


def _wanted(ids: list[int], then: Q) -> list[Evidence]:
    rows = WantedHiding.objects.filter(then, record_id__in=ids) if ids else ()
    return [Evidence("WANTED", row.record_id, row.from_on, "Đối tượng truy nã lẩn trốn") for row in rows]


def _points(ids: list[int], then: Q, on: date) -> list[Evidence]:
    if not ids:
        return []
    last: dict[int, UsePointFact] = {}
    for fact in UsePointFact.objects.filter(then, point__in=ids, on__lte=on).order_by("on", "pk"):
        last[fact.point_id] = fact
    points = UsePoint.objects.filter(then, record_id__in=list(last))
    return [_point(one, last[one.record_id]) for one in points]


def _point(point: UsePoint, last: UsePointFact) -> Evidence:
    detail = _place(last.get_status_display(), point.hamlet)
    return Evidence("POINT", point.record_id, last.on, point.get_kind_display(), detail)


def _place(status: str, hamlet: str) -> str:
    return f"{status}, {hamlet}" if hamlet else status


def _plants(ids: list[int], then: Q) -> list[Evidence]:
    rows = PlantFind.objects.filter(then, record_id__in=ids) if ids else ()
    return [
        Evidence("PLANTS", row.record_id, row.found_on, f"{row.plants or 0} cây, {row.area_m2 or 0} m²") for row in rows
    ]
