"""What the rules of areas need of each commune: persons, points, plants, routes, wanted persons.

The interface of this subject for what stands above it. Set-wise: one query per table, for one commune or the country.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from binhyen.operations.offences.values import AreaStanding, Measure, RouteKind

_KNOWN = "{0}known_from <= %(known)s AND ({0}known_to IS NULL OR {0}known_to > %(known)s)"
_HERE = " AND {0} = ANY (%(communes)s)"
_ORDER = "array_position(ARRAY['SUSPECTED', 'ESTABLISHED', 'ELIMINATED', 'DISPROVED'], status::text)"

_PERSONS = """
    WITH party AS (
        SELECT record_id, commune_code, residence, residence_commune, nature, arrested,
               coalesce(person_id, -record_id) AS who
        FROM offences_offenceparty WHERE occurred_on BETWEEN %(start)s AND %(on)s AND {known}{either}
    ), counted AS (
        SELECT 'arrested' AS measure, commune_code AS commune, who, record_id FROM party
        WHERE nature = 'CRIME' AND arrested
        UNION ALL
        SELECT 'arrested_residence_unknown', commune_code, who, record_id FROM party
        WHERE nature = 'CRIME' AND arrested AND residence = 'UNKNOWN'
        UNION ALL
        SELECT 'resident_offenders', commune_code, who, record_id FROM party
        WHERE nature = 'CRIME' AND residence = 'HERE'
        UNION ALL
        SELECT 'resident_violators', commune_code, who, record_id FROM party p
        WHERE nature = 'ADMINISTRATIVE' AND residence = 'HERE' AND NOT EXISTS (
            SELECT FROM party c WHERE c.who = p.who AND c.commune_code = p.commune_code
            AND c.nature = 'CRIME' AND c.residence = 'HERE')
        UNION ALL
        SELECT 'residents_elsewhere', residence_commune, who, record_id FROM party
        WHERE nature = 'CRIME' AND residence = 'ELSEWHERE' AND residence_commune <> ''
    )
    SELECT commune, measure, count(DISTINCT who), array_agg(record_id ORDER BY record_id)
    FROM counted{only} GROUP BY commune, measure"""

_WANTED = """
    SELECT commune_code, 'wanted_hiding', count(DISTINCT coalesce(person_id, -record_id)),
           array_agg(record_id ORDER BY record_id)
    FROM offences_wantedhiding
    WHERE from_on <= %(on)s AND (to_on IS NULL OR to_on >= %(on)s) AND ended <> 'NOT_HERE' AND {known}{here}
    GROUP BY commune_code"""

_POINTS = """
    WITH line AS (
        SELECT commune_code, point_id, status, "on", lead("on") OVER w AS until
        FROM offences_usepointfact WHERE "on" <= %(on)s AND {known}{here}
        WINDOW w AS (PARTITION BY point_id ORDER BY "on", {order}, id)
    ), stood AS (
        SELECT *, until IS NULL AS now,
               until IS NULL OR until > %(start)s OR (until = "on" AND "on" >= %(start)s) AS in_period
        FROM line
    ), point AS (
        SELECT commune_code, point_id,
               bool_or(now AND status = 'SUSPECTED') AS suspected,
               bool_or(now AND status = 'ESTABLISHED') AS established,
               bool_or(now AND status = 'DISPROVED') AS never,
               bool_or(in_period AND status = 'SUSPECTED') AS was_suspected,
               bool_or(in_period AND status = 'ESTABLISHED') AS was_established
        FROM stood GROUP BY commune_code, point_id
    ), counted AS (
        SELECT commune_code, 'points_suspected' AS measure, point_id FROM point WHERE suspected
        UNION ALL SELECT commune_code, 'points_established', point_id FROM point WHERE established
        UNION ALL SELECT commune_code, 'points_established_in_period', point_id FROM point
        WHERE was_established AND NOT never
        UNION ALL SELECT commune_code, 'points_suspected_in_period', point_id FROM point
        WHERE was_suspected AND NOT was_established AND NOT never
    )
    SELECT commune_code, measure, count(*), array_agg(point_id ORDER BY point_id)
    FROM counted GROUP BY commune_code, measure"""

_PLANTS = """
    WITH find AS (
        SELECT commune_code, record_id, coalesce(plants, 0) AS plants, coalesce(area_m2, 0) AS area,
               coalesce(destroyed_on <= %(on)s, false) AS gone,
               coalesce(destroyed_on BETWEEN %(start)s AND %(on)s, false) AS in_period
        FROM offences_plantfind WHERE found_on <= %(on)s AND {known}{here}
    )
    SELECT commune_code, coalesce(sum(plants) FILTER (WHERE in_period), 0)::bigint,
           coalesce(sum(area) FILTER (WHERE in_period), 0), count(*) FILTER (WHERE NOT gone),
           coalesce(array_agg(record_id ORDER BY record_id) FILTER (WHERE in_period), '{{}}'),
           coalesce(array_agg(record_id ORDER BY record_id) FILTER (WHERE NOT gone), '{{}}')
    FROM find WHERE in_period OR NOT gone GROUP BY commune_code"""

_ROUTES = """
    SELECT s.commune_code, array_agg(DISTINCT r.kind), array_agg(DISTINCT r.record_id)
    FROM offences_route r JOIN offences_routestretch s ON s.route_id = r.id
    WHERE r.valid_from <= %(on)s AND (r.valid_to IS NULL OR r.valid_to >= %(on)s) AND {known}{here}
    GROUP BY s.commune_code"""


def standing(
    *, communes: Sequence[str] | None, start: date, on: date, known_at: datetime
) -> Mapping[str, AreaStanding]:
    """What stood in each of ``communes`` (None: all) in the period [``start``, ``on``], as known at ``known_at``.

    Every commune that is asked for is in the answer; with None those that have anything, a commune that is missing has
    nothing. Five queries, whatever the number of communes. Counts what the database shows: official counts run inside
    ``scope_in_database`` of a reader of the whole area that is asked for. Points found not to be any count nowhere.
    Law: Decision 28/2025/QĐ-TTg, articles 2, 4 and 6. Raises ValueError where the period ends before it begins.
    """
    if start > on:
        raise ValueError(f"the period ends on {on}, before it begins on {start}")
    given = {"communes": None if communes is None else list(communes), "start": start, "on": on, "known": known_at}
    found: dict[str, dict[str, Any]] = {code: {} for code in communes or ()}
    return _stood(found, *((sql, _asked(sql, given, **of)) for sql, of in _QUERIES))


def standing_over(
    *, communes: Sequence[str], periods: Sequence[tuple[date, date]], known_at: datetime
) -> dict[date, Mapping[str, AreaStanding]]:
    """The same for many periods of a few communes, by their last days. Five queries in all."""
    given = {
        "communes": list(communes), "known": known_at, "starts": [start for start, _ in periods],
        "ons": [on for _, on in periods],
    }  # fmt: skip
    by_day: dict[date, list[tuple[str, list[Any]]]] = {on: [] for _, on in periods}
    for sql, of in _QUERIES:
        found: dict[date, list[Any]] = {on: [] for on in by_day}
        for on, *row in _asked(sql, given, **of, over=_OVER):
            found[on].append(row)
        for on, rows in found.items():
            by_day[on].append((sql, rows))
    return {on: _stood({code: {} for code in communes}, *rows) for on, rows in by_day.items()}


def _stood(found: dict[str, dict[str, Any]], *answers: tuple[str, list[Any]]) -> Mapping[str, AreaStanding]:
    """What the queries say, put together by commune."""
    said = dict(answers)
    rows: dict[str, dict[Measure, tuple[int, ...]]] = {}
    for commune, name, count, ids in (row for sql in (_PERSONS, _WANTED, _POINTS) for row in said[sql]):
        measure = Measure(name)
        found.setdefault(commune, {})[measure.value] = count
        rows.setdefault(commune, {})[measure] = tuple(ids)
    for commune, plants, area, left, gone_ids, left_ids in said[_PLANTS]:
        found.setdefault(commune, {}).update(plants=plants, plants_m2=Decimal(area), plants_standing=left)
        rows.setdefault(commune, {}).update({Measure.PLANTS: tuple(gone_ids), Measure.PLANTS_STANDING: tuple(left_ids)})
    for commune, kinds, ids in said[_ROUTES]:
        found.setdefault(commune, {}).update(routes=frozenset(map(RouteKind, kinds)), route_rows=tuple(ids))
    return {
        commune: replace(AreaStanding(commune=commune, rows=rows.get(commune, {})), **counts)
        for commune, counts in found.items()
    }


_QUERIES: tuple[tuple[str, dict[str, str]], ...] = (
    (_PERSONS, {}), (_WANTED, {}), (_POINTS, {}), (_PLANTS, {}), (_ROUTES, {"table": "r.", "column": "s.commune_code"}),
)  # fmt: skip
_OVER = """
    SELECT asked.on_day, one.* FROM unnest(%(starts)s::date[], %(ons)s::date[]) AS asked (start_day, on_day),
    LATERAL ({0}) one"""


def _asked(
    sql: str, given: dict[str, Any], *, table: str = "", column: str = "commune_code", over: str = ""
) -> list[Any]:
    some = given["communes"] is not None
    either = " AND (commune_code = ANY (%(communes)s) OR residence_commune = ANY (%(communes)s))"
    text = sql.format(
        known=_KNOWN.format(table),
        here=_HERE.format(column) if some else "",
        either=either if some else "",
        only=" WHERE commune = ANY (%(communes)s)" if some else "",
        order=_ORDER,
    )
    if over:
        text = over.format(text).replace("%(start)s", "asked.start_day").replace("%(on)s", "asked.on_day")
    with connection.cursor() as cursor:
        cursor.execute(text, given)
        return cursor.fetchall()
