"""What leaves for the analytics: each table of the snapshot's contract as one query. No names, numbers or contacts.

The contract is ``binhyen_analytics.snapshot.schema``. A table of a subject above this one is handed in with ``add``;
what nobody hands in has no source, and figures that need it say so.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

import pyarrow as pa

from .duties import DUTIES

PEOPLE_AT_ONCE = 65_536  # people whose spans and facts are one file: unchanged ones are taken over
_OF_PEOPLE = f"t.person_id / {PEOPLE_AT_ONCE}"
_POINTS = """
    WITH moment AS (
        SELECT DISTINCT f.point_id, v.at FROM offences_usepointfact f,
        LATERAL (VALUES (f.known_from), (f.known_to)) AS v(at) WHERE v.at IS NOT NULL
    ), believed AS (
        SELECT point_id, at AS known_from, lead(at) OVER (PARTITION BY point_id ORDER BY at) AS known_to FROM moment
    ), line AS (
        SELECT b.point_id, f.commune_code, b.known_from, b.known_to, f.status::text AS status,
               f."on" AS legal_from, lead(f."on") OVER w AS legal_to,
               coalesce(lead(f.status::text) OVER w, '') AS ended, row_number() OVER w = 1 AS first
        FROM believed b JOIN offences_usepointfact f ON f.point_id = b.point_id
        AND f.known_from <= b.known_from AND (f.known_to IS NULL OR f.known_to > b.known_from)
        WINDOW w AS (PARTITION BY b.point_id, b.known_from ORDER BY f."on", array_position(
            ARRAY['SUSPECTED', 'ESTABLISHED', 'ELIMINATED', 'DISPROVED'], f.status::text), f.id)
    )
    SELECT t.point_id, t.commune_code, t.legal_from, t.legal_to, t.known_from, t.known_to, p.kind::text AS kind,
           t.status, t.ended, t.first
    FROM line t JOIN offences_usepoint p ON p.id = t.point_id WHERE t.status IN ('SUSPECTED', 'ESTABLISHED')"""

_TABLES: dict[str, str] = {
    "communes": """
        SELECT t.code AS commune_code, t.province_id AS province_code, t.full_name AS name FROM territories_commune t
        WHERE t.province_id IN (SELECT DISTINCT c.province_id FROM territories_commune c
                                WHERE c.code IN (SELECT DISTINCT commune_code FROM cases_casespan))""",
    "populations": """
        SELECT t.commune_id AS commune_code, t.as_of, t.people::bigint AS people, t.entered_at AS known_from,
               NULL::timestamptz AS known_to
        FROM territories_population t WHERE t.kind = 'RESIDENCE'""",
    "people": """
        SELECT t.id AS person_id, t.birth_on AS born_on, nullif(t.sex, '') AS sex, s.substance
        FROM people_person t JOIN cases_case c ON c.person_id = t.id
        LEFT JOIN LATERAL (
            SELECT nullif(f.data ->> 'substance', '') AS substance FROM cases_casefact f
            WHERE f.person_id = t.id AND f.kind = 'TEST' AND f.data ->> 'result' = 'POSITIVE'
            AND f.data ->> 'substance' <> '' ORDER BY f.effective_at DESC, f.id DESC LIMIT 1
        ) s ON true WHERE t.merged_into_id IS NULL AND t.voided_at IS NULL""",
    "case_spans": """
        SELECT t.person_id, t.commune_code, t.legal_from, t.legal_to, t.known_from, t.known_to, t.state, t.list_code,
               t.reported_list, t.measure, t.because_kind
        FROM cases_casespan t WHERE {part}""",
    "case_events": """
        SELECT t.id AS event_id, t.person_id, t.commune_code, t.kind,
               (t.effective_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, t.recorded_at AS known_from,
               later.recorded_at AS known_to,
               coalesce(t.data ->> 'result', t.data ->> 'form', t.data ->> 'outcome', t.data ->> 'help',
                        t.data ->> 'ground', '') AS detail,
               greatest(0, (t.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
                           - (t.effective_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)::int AS days_late
        FROM cases_casefact t LEFT JOIN cases_casefact later ON later.supersedes_id = t.id
        WHERE NOT t.withdrawn AND {part}""",
    "case_terms": """
        SELECT t.person_id, t.commune_code, t.state, t.ends_on FROM cases_case t WHERE t.ends_on IS NOT NULL""",
    "offences": """
        SELECT t.record_id AS offence_id, t.commune_code, t.occurred_on AS day, t.known_from, t.known_to,
               t.nature::text AS nature,
               '|' || array_to_string(t.kinds, '|') || '|' AS kinds,
               '|' || array_to_string(t.articles, '|') || '|' AS articles
        FROM offences_offence t""",
    "parties": """
        SELECT t.record_id AS party_id, t.offence_id, t.commune_code, t.occurred_on AS day, t.known_from, t.known_to,
               t.nature::text AS nature, t.arrested, t.residence::text AS residence,
               nullif(t.residence_commune, '') AS residence_commune, coalesce(t.person_id, -t.record_id) AS counted_as
        FROM offences_offenceparty t""",
    "seizures": """
        SELECT t.commune_code, o.occurred_on AS day, t.known_from, t.known_to, t.substance, t.unit::text AS unit,
               (t.amount * 10000)::bigint AS amount_e4
        FROM offences_seizure t JOIN LATERAL (
            SELECT v.occurred_on FROM offences_offence v WHERE v.record_id = t.offence_id
            ORDER BY v.known_from DESC, v.id DESC LIMIT 1
        ) o ON true""",
    "points": _POINTS,
    "plants": """
        SELECT t.commune_code, t.found_on AS day, t.destroyed_on, t.known_from, t.known_to, t.plants::bigint AS plants,
               (t.area_m2 * 100)::bigint AS area_dm2
        FROM offences_plantfind t""",
    "routes": """
        SELECT t.record_id AS route_id, s.commune_code, t.valid_from AS legal_from, t.valid_to + 1 AS legal_to,
               t.known_from, t.known_to, t.kind::text AS kind
        FROM offences_route t JOIN offences_routestretch s ON s.route_id = t.id""",
    "hiding": """
        SELECT t.commune_code, t.from_on AS legal_from, t.to_on + 1 AS legal_to, t.known_from, t.known_to
        FROM offences_wantedhiding t WHERE t.ended <> 'NOT_HERE'""",
    "duties": DUTIES,
}
# Tables cut by people, and how to see whether a part has changed: how many rows it has, and what wrote them last.
PARTED: Mapping[str, str] = MappingProxyType({"case_spans": "cases_casespan", "case_events": "cases_casefact"})


def add(name: str, sql: str) -> None:
    """A table of a subject above this one, when the product starts: its query, with the columns of the contract."""
    _TABLES[name] = sql


class Maker(Protocol):
    """Makes a table that is no query: for each commune and day asked about, what the product makes of its rows."""

    reads: frozenset[str]  # tables of the snapshot: where nothing of these was written, its rows stay

    def stamp(self) -> str:
        """Changes where the same rows would be made into something else: another law, another reading of it."""

    def rows(
        self, *, days: Sequence[date], communes: Sequence[str], at: datetime, known_at: datetime | None = None
    ) -> pa.Table:
        """Rows of the contract, each true for its one day, known from ``at`` on: as known now or at ``known_at``."""


_MADE: dict[str, Maker] = {}


def add_made(name: str, maker: Maker) -> None:
    """A table a subject above this one makes itself."""
    _MADE[name] = maker


def made() -> Mapping[str, Maker]:
    return MappingProxyType(_MADE)


def tables() -> Mapping[str, str]:
    """The query of each table; those in ``PARTED`` have a place ``{part}`` for the condition of one part."""
    return MappingProxyType(_TABLES)


def part_of(number: int) -> str:
    """The condition of one part of the people."""
    return f"{_OF_PEOPLE} = {int(number)}"


def of_communes(table: str, communes: Sequence[str]) -> str:
    """The query of a table for some communes alone: their rows, and all that is known of whoever was ever theirs."""
    here = ", ".join(f"'{code}'" for code in communes if code.isalnum())
    theirs = f"SELECT person_id FROM cases_casespan WHERE commune_code IN ({here})"  # noqa: S608 - codes alone
    if table in PARTED:
        return _TABLES[table].format(part=f"t.person_id IN ({theirs})")
    column = "person_id" if table == "people" else "commune_code"
    wanted = theirs if table == "people" else here
    return f"SELECT * FROM ({_TABLES[table]}) whole WHERE whole.{column} IN ({wanted})"  # noqa: S608 - our own pieces


def marks(table: str) -> str:
    """For each part of a table a mark that changes whenever a row of it does: part, mark."""
    return f"""
        SELECT ({_OF_PEOPLE})::bigint AS part,
               count(*) || '-' || sum(t.xmin::text::bigint) || '-' || max(t.xmin::text::bigint) || '-' || max(t.id)
        FROM {PARTED[table]} t GROUP BY 1 ORDER BY 1"""  # noqa: S608 - made of our own pieces
