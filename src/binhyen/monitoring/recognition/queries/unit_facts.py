"""What the register holds of each hamlet, for any day: the counts of its commune, told apart by hamlet.

People stand in the hamlet their record names now, offences and points in the one their row names; whom and what no
hamlet is known of counts in none, and is said. Set-wise: some dozen queries, however many communes. Runs inside
``scope_in_database`` of a reader of all that is asked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.classification.queries.choices import chosen
from binhyen.monitoring.classification.queries.facts import ADDICTS, period_start
from binhyen.monitoring.classification.values import AreaFacts, PersonKey
from binhyen.monitoring.recognition.rules import units as rules
from binhyen.monitoring.recognition.values import Figure
from binhyen.operations.offences.models import Offence, OffenceParty, UsePoint
from binhyen.operations.offences.queries.standing import standing
from binhyen.operations.offences.values import AreaStanding, Measure
from binhyen.registers.territories.models import Hamlet, valid_on

_PEOPLE = """
    SELECT s.commune_code, c.hamlet_id, s.state, s.reported_list = %(addicts)s, s.measure, count(*)
    FROM cases_casespan s JOIN cases_case c ON c.person_id = s.person_id
    WHERE s.legal_from <= %(on)s AND (s.legal_to IS NULL OR s.legal_to > %(on)s) AND s.known_to IS NULL
      AND s.commune_code = ANY (%(communes)s)
    GROUP BY 1, 2, 3, 4, 5"""
# counts of the classes that rest on rows with a place, and the name each has among the facts of an area
_OF_PERSONS = {
    Measure.RESIDENT_OFFENDERS: "resident_offenders",
    Measure.RESIDENT_VIOLATORS: "resident_violators",
    Measure.ARRESTED_RESIDENCE_UNKNOWN: "unknown_offenders",
}
_OF_POINTS = {
    Measure.POINTS_SUSPECTED: "points_suspected",
    Measure.POINTS_ESTABLISHED: "points_established",
    Measure.POINTS_SUSPECTED_IN_PERIOD: "points_suspected_period",
    Measure.POINTS_ESTABLISHED_IN_PERIOD: "points_established_period",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """One commune told apart: facts by hamlet, and of no hamlet."""

    nowhere: AreaFacts
    of: Mapping[int, AreaFacts] = field(default_factory=dict)

    def hamlet(self, pk: int) -> AreaFacts:
        return self.of.get(pk) or AreaFacts(area=self.nowhere.area, on=self.nowhere.on)


def register_figures(*, hamlets: Mapping[int, str], on: date, at: datetime) -> dict[int, dict[str, Figure]]:
    """Hamlet -> criterion of Article 6 -> what the register holds against it; ``hamlets``: row -> its commune."""
    communes = sorted(set(hamlets.values()))
    if not communes:
        return {}
    read = chosen(on=on)
    found = placed(communes=communes, on=on, at=at)
    return {pk: rules.figures(found[of].hamlet(pk), found[of].nowhere, read) for pk, of in hamlets.items()}


def placed(*, communes: Sequence[str], on: date, at: datetime) -> dict[str, Placed]:
    """Each of ``communes`` with what stood in its hamlets on ``on``, as known now."""
    stood = standing(communes=communes, start=period_start(on), on=on, known_at=at)
    names = _names(communes, on)
    places = _places_of_rows(stood.values(), names, at)
    people = _people(communes, on, names)
    return {code: _placed(code, on, stood[code], people.get(code, {}), places) for code in communes}


Names = Mapping[str, Mapping[str, int | None]]  # commune -> name as keyed -> hamlet; None where two are called so
Spot = int | None


def _names(communes: Sequence[str], on: date) -> Names:
    found: dict[str, dict[str, int | None]] = {code: {} for code in communes}
    for one in Hamlet.objects.filter(valid_on(on), commune__in=communes).order_by("pk"):
        known = found[one.commune_id]
        known[one.search_key] = one.pk
        bare = search_key(one.name)
        known[bare] = one.pk if bare not in known else None
    return found


def _people(communes: Sequence[str], on: date, names: Names) -> dict[str, dict[Spot, dict[PersonKey, int]]]:
    """Commune -> hamlet -> how many of each standing. A hamlet of another commune is no hamlet of this one."""
    found: dict[str, dict[Spot, dict[PersonKey, int]]] = {}
    own = {code: set(known.values()) - {None} for code, known in names.items()}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"communes": list(communes), "on": on, "addicts": ADDICTS})
        for code, hamlet, state, addict, measure, number in cursor.fetchall():
            spot = hamlet if hamlet in own[code] else None
            counted, key = found.setdefault(code, {}).setdefault(spot, {}), PersonKey(state, addict, measure)
            counted[key] = counted.get(key, 0) + number
    return found


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where rows lie: who (a person, or a row that stands for one) and hamlet of each party; hamlet of each point."""

    parties: Mapping[int, tuple[int, Spot]]
    points: Mapping[int, Spot]


def _places_of_rows(stood: Iterable[AreaStanding], names: Names, at: datetime) -> _Rows:
    every = list(stood)
    then = Q(known_from__lte=at) & (Q(known_to=None) | Q(known_to__gt=at))
    party_ids = {pk for one in every for measure in _OF_PERSONS for pk in one.behind(measure)}
    point_ids = {pk for one in every for measure in _OF_POINTS for pk in one.behind(measure)}
    parties = list(OffenceParty.objects.filter(then, record_id__in=party_ids)) if party_ids else []
    offences = Offence.objects.filter(then, record_id__in={one.offence_id for one in parties}) if parties else ()
    spots = {one.record_id: _spot(one.commune_code, one.hamlet, names) for one in offences}
    points = UsePoint.objects.filter(then, record_id__in=point_ids) if point_ids else ()
    return _Rows(
        {one.record_id: (one.person_id or -one.record_id, spots.get(one.offence_id)) for one in parties},
        {one.record_id: _spot(one.commune_code, one.hamlet, names) for one in points},
    )


def _spot(commune: str, written: str, names: Names) -> Spot:
    return names.get(commune, {}).get(search_key(written)) if written else None


def _placed(
    code: str, on: date, stood: AreaStanding, people: Mapping[Spot, Mapping[PersonKey, int]], rows: _Rows
) -> Placed:
    counts: dict[Spot, dict[str, int]] = {}
    for measure, name in _OF_PERSONS.items():
        for _who, spot in {rows.parties[pk] for pk in stood.behind(measure) if pk in rows.parties}:
            counts.setdefault(spot, {})[name] = counts.get(spot, {}).get(name, 0) + 1
    for measure, name in _OF_POINTS.items():
        for pk in stood.behind(measure):
            spot = rows.points.get(pk)
            counts.setdefault(spot, {})[name] = counts.get(spot, {}).get(name, 0) + 1
    facts = {
        spot: AreaFacts(area=code, on=on, people=people.get(spot, {}), **counts.get(spot, {}))  # type: ignore[arg-type]
        for spot in {*people, *counts, None}
    }
    nowhere = replace(facts.pop(None), wanted_hiding=stood.wanted_hiding)  # nobody writes in which hamlet one hides
    return Placed(nowhere, {spot: one for spot, one in facts.items() if spot is not None})
