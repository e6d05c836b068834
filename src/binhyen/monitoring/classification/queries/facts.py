"""Facts of communes for any day, known at any moment: people, residents, offences, points, plants, routes.

Set-wise: the same eight queries for one commune or for the country. Counts what the database shows, so it runs inside
``scope_in_database`` of a reader of all that is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from binhyen.monitoring.classification.rules.law import decisions, period
from binhyen.monitoring.classification.values import AreaFacts, PersonKey
from binhyen.operations.cases.values import ListCode
from binhyen.operations.offences.queries.standing import standing, standing_over
from binhyen.operations.offences.values import AreaStanding
from binhyen.registers.territories.models import Population
from binhyen.registers.territories.queries import figures
from binhyen.registers.territories.values import PopulationKind

ADDICTS = ListCode.L2.value  # the published stock counts nobody else there
_OTHER_KINDS = (PopulationKind.ESTIMATE, PopulationKind.CENSUS, PopulationKind.RESOLUTION)
_COVERING = "legal_from <= %(on)s AND (legal_to IS NULL OR legal_to > %(on)s)"
_KNOWN = "known_from <= %(known)s AND (known_to IS NULL OR known_to > %(known)s)"
_KNOWN_NOW = "known_to IS NULL"
_HERE = " AND commune_code = ANY (%(communes)s)"


@dataclass(frozen=True, slots=True)
class Area:
    """A commune on a day: its facts for the rules, and what stands behind the counts."""

    facts: AreaFacts
    standing: AreaStanding
    population: Population | None = None


def areas(
    *, communes: Sequence[str], on: date, at: datetime, known_at: datetime | None = None, whole: bool = False
) -> dict[str, Area]:
    """Every commune asked for with its facts on ``on`` as known at ``known_at`` (None: now, ``at``), in their order.

    ``whole``: they are all there are, so nothing is filtered by commune. A day to come holds what ends by law until
    then. Eight queries.
    """
    only = None if whole else communes
    people = people_counts(communes=only, on=on, known_at=known_at)
    stood = standing(communes=only, start=period_start(on), on=on, known_at=known_at or at)
    residents = figures(kind=PopulationKind.RESIDENCE, on=on, known_at=known_at, communes=only)
    others = _other_populations(on=on, known_at=known_at, communes=only)
    return {
        code: _area(
            code, on, people.get(code, {}), stood.get(code) or AreaStanding(commune=code), residents.get(code),
            others.get(code),
        )
        for code in communes
    }  # fmt: skip


def areas_on(
    *, communes: Sequence[str], days: Sequence[date], at: datetime, known_at: datetime | None = None
) -> dict[date, dict[str, Area]]:
    """The same for many days of a few communes, without populations of other kinds. Seven queries in all."""
    people = _people_on(communes=communes, days=days, known_at=known_at)
    stood = standing_over(
        communes=communes, periods=[(period_start(day), day) for day in days], known_at=known_at or at
    )
    residents = _residents(communes=communes, known_at=known_at)
    return {
        day: {
            code: _area(code, day, people[day].get(code, {}), stood[day][code], _last(residents[code], day), None)
            for code in communes
        }
        for day in days
    }


def _people_on(
    *, communes: Sequence[str], days: Sequence[date], known_at: datetime | None
) -> dict[date, dict[str, dict[PersonKey, int]]]:
    """``people_counts`` by day."""
    sql = f"""
        SELECT day, commune_code, state, reported_list = %(addicts)s, measure, count(*)
        FROM cases_casespan JOIN unnest(%(days)s::date[]) day
        ON legal_from <= day AND (legal_to IS NULL OR legal_to > day)
        WHERE {_KNOWN if known_at else _KNOWN_NOW}{_HERE}
        GROUP BY 1, 2, 3, 4, 5"""  # noqa: S608 - made of our own pieces
    found: dict[date, dict[str, dict[PersonKey, int]]] = {day: {} for day in days}
    given = {"days": list(days), "known": known_at, "communes": list(communes), "addicts": ADDICTS}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        for day, commune, state, addict, measure, number in cursor.fetchall():
            found[day].setdefault(commune, {})[PersonKey(state, addict, measure)] = number
    return found


def _residents(*, communes: Sequence[str], known_at: datetime | None) -> dict[str, list[Population]]:
    """Every figure of residents that is known, the latest day first; of one day the last entered."""
    found: dict[str, list[Population]] = {code: [] for code in communes}
    rows = Population.objects.filter(kind=PopulationKind.RESIDENCE, commune__in=communes)
    if known_at is None:
        rows = rows.filter(replaced_at=None)
    else:
        rows = rows.filter(Q(replaced_at=None) | Q(replaced_at__gt=known_at), entered_at__lte=known_at)
    for one in rows.order_by("-as_of", "-entered_at"):
        found[one.commune_id].append(one)
    return found


def _last(rows: Sequence[Population], on: date) -> Population | None:
    return next((one for one in rows if one.as_of <= on), None)


def people_counts(
    *, communes: Sequence[str] | None, on: date, known_at: datetime | None = None
) -> dict[str, dict[PersonKey, int]]:
    """How many people of each standing each commune has. One query over the timelines."""
    sql = f"""
        SELECT commune_code, state, reported_list = %(addicts)s, measure, count(*) FROM cases_casespan
        WHERE {_COVERING} AND {_KNOWN if known_at else _KNOWN_NOW}{_HERE if communes is not None else ""}
        GROUP BY 1, 2, 3, 4"""  # noqa: S608 - made of our own pieces
    found: dict[str, dict[PersonKey, int]] = {}
    given = {"on": on, "known": known_at, "communes": list(communes or ()), "addicts": ADDICTS}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        for commune, state, addict, measure, number in cursor.fetchall():
            found.setdefault(commune, {})[PersonKey(state, addict, measure)] = number
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """One person of a commune on a day."""

    person_id: int
    key: PersonKey
    since: date
    until: date | None  # when it ends by law or ended
    article: str


def people_of(*, commune: str, on: date, known_at: datetime | None = None) -> list[Standing]:
    """Everybody of a commune on a day, one by one. One query; the counts of ``people_counts`` are these."""
    sql = f"""
        SELECT person_id, state, reported_list = %(addicts)s, measure, legal_from, legal_to, article
        FROM cases_casespan
        WHERE {_COVERING} AND {_KNOWN if known_at else _KNOWN_NOW} AND commune_code = %(commune)s
        ORDER BY legal_from, person_id"""  # noqa: S608 - made of our own pieces
    with connection.cursor() as cursor:
        cursor.execute(sql, {"on": on, "known": known_at, "commune": commune, "addicts": ADDICTS})
        return [
            Standing(person, PersonKey(state, addict, measure), since, until, article)
            for person, state, addict, measure, since, until, article in cursor.fetchall()
        ]


def period_start(on: date) -> date:
    """The first day of the assessment period; before the Decision there was none, the same days are taken."""
    return period(on, decisions()[0]).first


def _other_populations(
    *, on: date, known_at: datetime | None, communes: Sequence[str] | None
) -> Mapping[str, Population]:
    """The latest figure of any other kind, by commune."""
    found: dict[str, Population] = {}
    for kind in _OTHER_KINDS:
        for code, one in figures(kind=kind, on=on, known_at=known_at, communes=communes).items():
            if code not in found or one.as_of > found[code].as_of:
                found[code] = one
    return found


def _area(
    code: str,
    on: date,
    people: Mapping[PersonKey, int],
    stood: AreaStanding,
    residents: Population | None,
    other: Population | None,
) -> Area:
    facts = AreaFacts(
        area=code,
        on=on,
        residents=residents.people if residents else None,
        residents_source=residents.source if residents else "",
        other_population=other.people if other else None,
        other_source=f"{other.get_kind_display()}: {other.source}" if other else "",
        people=people,
        arrested=stood.arrested,
        resident_offenders=stood.resident_offenders,
        resident_violators=stood.resident_violators,
        unknown_offenders=stood.arrested_residence_unknown,
        wanted_hiding=stood.wanted_hiding,
        points_suspected=stood.points_suspected,
        points_established=stood.points_established,
        points_suspected_period=stood.points_suspected_in_period,
        points_established_period=stood.points_established_in_period,
        plants=stood.plants,
        plants_m2=stood.plants_m2,
        routes=frozenset(kind.value for kind in stood.routes),
    )
    return Area(facts, stood, residents or other)
