"""Tables and columns of a snapshot. A change of meaning or a new required column is a new ``VERSION``.

Rows that can be corrected carry ``known_from`` and ``known_to``: believed during [known_from, known_to). Legal days
run the same way, [from, to): ``to`` is the day after the last; null is open. Days are those of Vietnam, moments UTC.
A person is a number that means nothing outside the register. What is not known is null, never "" or 0.

An optional column or table may be missing: what needs it then has no source and says so, it is not 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

VERSION = 1

TEXT, NUMBER, BIG, FLAG = pa.string(), pa.int32(), pa.int64(), pa.bool_()
DAY, MOMENT = pa.date32(), pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: pa.DataType
    nullable: bool = False
    optional: bool = False  # may be missing; then null throughout


@dataclass(frozen=True, slots=True)
class TableSchema:
    name: str
    columns: tuple[Column, ...]
    optional: bool = False

    @property
    def arrow(self) -> pa.Schema:
        return pa.schema([pa.field(c.name, c.type, nullable=c.nullable or c.optional) for c in self.columns])

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if not column.optional)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def must(name: str, kind: pa.DataType) -> Column:
    return Column(name, kind)


def may(name: str, kind: pa.DataType) -> Column:
    """There, but not for every row."""
    return Column(name, kind, nullable=True)


def extra(name: str, kind: pa.DataType) -> Column:
    """May be missing from the product altogether."""
    return Column(name, kind, nullable=True, optional=True)


KNOWN = (must("known_from", MOMENT), may("known_to", MOMENT))
LEGAL = (must("legal_from", DAY), may("legal_to", DAY))

_ALL = (
    # where
    TableSchema("communes", (must("commune_code", TEXT), must("province_code", TEXT), must("name", TEXT))),
    TableSchema(
        "populations",  # people actually residing, whichever figure the province works with
        (must("commune_code", TEXT), must("as_of", DAY), must("people", BIG), *KNOWN),
    ),
    # who: one row per person on any list, ever
    TableSchema(
        "people",
        (
            must("person_id", BIG),
            may("born_on", DAY),  # the first possible day, where only the month or year is known
            may("sex", TEXT),  # M, F
            extra("ethnicity", TEXT),  # KINH, OTHER
            extra("residence", TEXT),  # STABLE, NONE: of a stable place to live
            extra("education", TEXT),  # NONE, PRIMARY, LOWER_SECONDARY, UPPER_SECONDARY, HIGHER
            extra("job", TEXT),  # NONE, UNSTABLE, STABLE, STUDENT
            extra("substance", TEXT),  # the main one, as facts of cases name them: OPIATE, AMPHETAMINE …
            extra("first_used_on", DAY),
            extra("has_record", FLAG),  # a criminal record or an administrative sanction
        ),
    ),
    # cases
    TableSchema(
        "case_spans",  # one state, one list, one commune at a time: see operations/cases, CaseSpan
        (
            must("person_id", BIG),
            must("commune_code", TEXT),
            *LEGAL,
            *KNOWN,
            must("state", TEXT),
            must("list_code", TEXT),  # by law: L1, L2, L3, HISTORY or ""
            must("reported_list", TEXT),  # as the published stock counts
            must("measure", TEXT),  # HOME, METHADONE …, or ""
            must("because_kind", TEXT),  # the kind of fact that began it, TERM where the law's own term ended the last
        ),
    ),
    TableSchema(
        "case_events",  # facts of cases, the latest version and the superseded ones
        (
            must("event_id", BIG),
            must("person_id", BIG),
            must("commune_code", TEXT),  # the acting commune
            must("kind", TEXT),
            must("day", DAY),
            *KNOWN,
            must("detail", TEXT),  # the choice that tells events of a kind apart (result, form, outcome, ground), or ""
            must("days_late", NUMBER),  # from the legal day to the day it was recorded; 0 on the same day
        ),
    ),
    TableSchema(
        "case_flags",  # ABSENT, WANTED, PSYCHOSIS_SIGNS … as they stood
        (must("person_id", BIG), must("commune_code", TEXT), must("flag", TEXT), *LEGAL, *KNOWN),
        optional=True,
    ),
    TableSchema(
        "case_terms",  # of those in a measure today: the day it ends by law if nothing else happens
        (must("person_id", BIG), must("commune_code", TEXT), must("state", TEXT), must("ends_on", DAY)),
        optional=True,
    ),
    # offences
    TableSchema(
        "offences",
        (
            must("offence_id", BIG),
            must("commune_code", TEXT),
            must("day", DAY),
            *KNOWN,
            must("nature", TEXT),  # CRIME, ADMINISTRATIVE
            must("kinds", TEXT),  # codes between bars: "|LAND_BORDER|CYBERSPACE|"
            must("articles", TEXT),  # the same way: "|251|256a|"
        ),
        optional=True,
    ),
    TableSchema(
        "parties",  # persons, counted
        (
            must("party_id", BIG),
            must("offence_id", BIG),
            must("commune_code", TEXT),  # of the offence
            must("day", DAY),
            *KNOWN,
            must("nature", TEXT),
            must("arrested", FLAG),
            must("residence", TEXT),  # HERE, ELSEWHERE, UNKNOWN
            may("residence_commune", TEXT),
            must("counted_as", BIG),  # the same for one person arrested twice: person_id, else minus the party's number
        ),
        optional=True,
    ),
    TableSchema(
        "seizures",
        (
            must("commune_code", TEXT),
            must("day", DAY),
            *KNOWN,
            must("substance", TEXT),
            must("unit", TEXT),  # GRAM, MILLILITRE, TABLET; never added to each other
            must("amount_e4", BIG),  # ten-thousandths of the unit: exact
        ),
        optional=True,
    ),
    TableSchema(
        "points",  # stretches of organising or harbouring use, from its facts
        (
            must("point_id", BIG),
            must("commune_code", TEXT),
            *LEGAL,
            *KNOWN,
            must("kind", TEXT),  # PLACE, VEHICLE
            must("status", TEXT),  # SUSPECTED, ESTABLISHED
            must("ended", TEXT),  # what ended this stretch: ELIMINATED, DISPROVED, SUSPECTED, ESTABLISHED, or "" open
            must("first", FLAG),  # the point was not known before this stretch
        ),
        optional=True,
    ),
    TableSchema(
        "plants",
        (
            must("commune_code", TEXT),
            must("day", DAY),  # found
            may("destroyed_on", DAY),
            *KNOWN,
            may("plants", BIG),
            may("area_dm2", BIG),  # hundredths of a square metre
        ),
        optional=True,
    ),
    TableSchema(
        "routes",  # one row per commune on it
        (must("route_id", BIG), must("commune_code", TEXT), *LEGAL, *KNOWN, must("kind", TEXT)),
        optional=True,
    ),
    TableSchema("hiding", (must("commune_code", TEXT), *LEGAL, *KNOWN), optional=True),  # wanted persons in the area
    # what was decided about communes
    TableSchema(
        "recognitions",  # of drug-free communes; scheme DECISION_28 or an older one, kept apart
        (must("commune_code", TEXT), *LEGAL, *KNOWN, must("scheme", TEXT)),
        optional=True,
    ),
    TableSchema(
        "classes",  # as computed: I, II, III, DRUG_FREE, REVIEWER, UNKNOWN
        (must("commune_code", TEXT), *LEGAL, *KNOWN, must("class", TEXT)),
        optional=True,
    ),
    # work and reports
    TableSchema(
        "duties",  # tasks done once and periods of recurring work, each in all it was believed to be
        (
            must("duty_id", BIG),  # the task's number, or minus that of the period
            must("task_id", BIG),
            must("commune_code", TEXT),  # of the body that leads
            must("original_on", DAY),
            must("due_on", DAY),  # as extended
            may("done_on", DAY),  # of the claim that stands: nobody is late because others have not verified it yet
            may("stopped_on", DAY),
            must("waits", FLAG),  # more time was asked for before the day ran out, and nobody has answered
            must("in_time_originally", FLAG),  # verified, and claimed by the hour of the original day
            must("in_time", FLAG),  # the same of the day as extended
            must("dropped", FLAG),  # stopped before its day: counts neither way
            *KNOWN,
        ),
        optional=True,
    ),
    TableSchema(
        "figures",  # as a unit reported them: one row per figure, in the versions it sent
        (
            must("commune_code", TEXT),
            must("figure", TEXT),
            must("period_start", DAY),
            must("period_end", DAY),
            must("due_on", DAY),
            must("sent_on", DAY),
            must("value", BIG),
            *KNOWN,
        ),
        optional=True,
    ),
    TableSchema(
        "premises",  # businesses under conditions of security and order
        (must("premise_id", BIG), must("commune_code", TEXT), *LEGAL, *KNOWN, must("signs", TEXT)),  # "|DISGUISED|"
        optional=True,
    ),
)
TABLES = {table.name: table for table in _ALL}
