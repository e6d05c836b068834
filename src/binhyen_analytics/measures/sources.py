"""Rows that are counted: tables of the snapshot, joined and named once.

A source of stretches has ``legal_from`` and ``legal_to``; one of events has ``day``. All have ``commune_code``,
``known_from`` and ``known_to``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ibis
from ibis import _

type Tables = Callable[[str], ibis.Table]

# Bands of the statistical regime (Decision 127/2009 as amended). The published wording has exactly 30 in both of the
# last two; here somebody is in the older band from the 30th birthday on.
AGE_BANDS = (("U14", 0, 14), ("U16", 14, 16), ("U18", 16, 18), ("U30", 18, 30), ("O30", 30, 200))


@dataclass(frozen=True, slots=True)
class Source:
    tables: tuple[str, ...]
    build: Callable[[Tables], ibis.Table]


def _plain(name: str) -> Source:
    return Source((name,), lambda tables: tables(name))


def _people_spans(tables: Tables) -> ibis.Table:
    """Spans of those on a list, with what is known of the person."""
    spans = tables("case_spans")
    listed = spans.filter((spans.list_code != "") | (spans.reported_list != ""))
    return listed.left_join(tables("people"), "person_id").drop("person_id_right")


def _age_spans(tables: Tables) -> ibis.Table:
    """Spans of those on a list, cut at the birthdays that change the band."""
    spans = _people_spans(tables).select(
        "person_id", "commune_code", "legal_from", "legal_to", "known_from", "known_to", "list_code", "reported_list",
        "born_on",
    )  # fmt: skip
    cut = [_in_band(spans, code, low, high) for code, low, high in AGE_BANDS]
    unknown = spans.filter(_.born_on.isnull()).mutate(band=ibis.literal("UNKNOWN"))
    return ibis.union(*(part.drop("born_on") for part in (*cut, unknown)), distinct=False)


def _in_band(spans: ibis.Table, code: str, low: int, high: int) -> ibis.Table:
    known = spans.filter(_.born_on.notnull())
    begins, ends = known.born_on + ibis.interval(years=low), known.born_on + ibis.interval(years=high)
    begins, ends = begins.cast("date"), ends.cast("date")
    cut = known.mutate(
        legal_from=ibis.greatest(known.legal_from, begins),
        legal_to=ibis.least(ibis.coalesce(known.legal_to, ends), ends),
        band=ibis.literal(code),
    )
    return cut.filter(cut.legal_from < cut.legal_to)


def _missing_spans(tables: Tables) -> ibis.Table:
    """Spans of those on a list, with what nobody wrote down of the person."""
    spans = _people_spans(tables)
    return spans.mutate(
        no_birth=spans.born_on.isnull(),
        no_sex=spans.sex.isnull(),
        incomplete=spans.born_on.isnull() | spans.sex.isnull(),
    )


def _destroyed(tables: Tables) -> ibis.Table:
    plants = tables("plants")
    return plants.filter(plants.destroyed_on.notnull()).mutate(day=plants.destroyed_on)


def _not_destroyed(tables: Tables) -> ibis.Table:
    plants = tables("plants")
    return plants.mutate(legal_from=plants.day, legal_to=plants.destroyed_on)


def _points_ended(tables: Tables) -> ibis.Table:
    points = tables("points")
    return points.filter(points.legal_to.notnull()).mutate(day=points.legal_to)


def _points_found(tables: Tables) -> ibis.Table:
    points = tables("points")
    return points.filter(points["first"]).mutate(day=points.legal_from)


SOURCES = {
    "spans": _plain("case_spans"),
    "people_spans": Source(("case_spans", "people"), _people_spans),
    "age_spans": Source(("case_spans", "people"), _age_spans),
    "missing_spans": Source(("case_spans", "people"), _missing_spans),
    "events": _plain("case_events"),
    "flags": _plain("case_flags"),
    "offences": _plain("offences"),
    "parties": _plain("parties"),
    "seizures": _plain("seizures"),
    "points": _plain("points"),
    "points_found": Source(("points",), _points_found),
    "points_ended": Source(("points",), _points_ended),
    "plants": _plain("plants"),
    "plants_destroyed": Source(("plants",), _destroyed),
    "plants_standing": Source(("plants",), _not_destroyed),
    "routes": _plain("routes"),
    "hiding": _plain("hiding"),
    "recognitions": _plain("recognitions"),
    "classes": _plain("classes"),
    "premises": _plain("premises"),
}
