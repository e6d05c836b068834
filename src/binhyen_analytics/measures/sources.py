"""Rows that are counted: tables of the snapshot, joined and named once.

A source of stretches has ``legal_from`` and ``legal_to``; one of events has ``day``. All have ``commune_code``,
``known_from`` and ``known_to``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import ibis
from ibis import _

from .known import together

type Tables = Callable[[str], ibis.Table]
type Stage = tuple[str, int, int]  # code, from so many years after a day, to so many

# Bands of the statistical regime (Decision 127/2009 as amended). The published wording has exactly 30 in both of the
# last two; here somebody is in the older band from the 30th birthday on.
AGE_BANDS = (("U14", 0, 14), ("U16", 14, 16), ("U18", 16, 18), ("U30", 18, 30), ("O30", 30, 200))


EVER = datetime(1900, 1, 1, tzinfo=UTC)
LISTS = ("L1", "L2", "L3")
USE_YEARS = (("under_1", 0, 1), ("1_to_5", 1, 5), ("5_to_10", 5, 10), ("over_10", 10, 200))  # since the first use
VIETNAM = ibis.interval(hours=7)  # ahead of UTC, all year


@dataclass(frozen=True, slots=True)
class Source:
    tables: tuple[str, ...]
    build: Callable[[Tables], ibis.Table]


def _plain(name: str) -> Source:
    return Source((name,), lambda tables: tables(name))


def _listed(tables: Tables) -> ibis.Table:
    spans = tables("case_spans")
    return spans.filter(spans.list_code.isin(LISTS) | spans.reported_list.isin(LISTS))


def _people_spans(tables: Tables) -> ibis.Table:
    """Spans of those on a list, with what is known of the person."""
    return _listed(tables).left_join(tables("people"), "person_id").drop("person_id_right")


def _age_spans(tables: Tables) -> ibis.Table:
    """Spans of those on a list, cut at the birthdays that change the band."""
    return _cut(tables, "born_on", AGE_BANDS, "band")


def _use_spans(tables: Tables) -> ibis.Table:
    """Spans of those on a list, cut at the anniversaries of the first use."""
    return _cut(tables, "first_used_on", USE_YEARS, "years")


def _cut(tables: Tables, since: str, stages: Sequence[Stage], name: str) -> ibis.Table:
    """Spans of those on a list, one row for each stage of time since a day they lie in; "UNKNOWN" without the day."""
    people = tables("people")
    known, unknown = people.filter(people[since].notnull()), people.filter(people[since].isnull())
    parts = [
        known.select(
            "person_id",
            stage=ibis.literal(code),
            begins=(known[since] + ibis.interval(years=low)).cast("date"),
            ends=(known[since] + ibis.interval(years=high)).cast("date"),
        )
        for code, low, high in stages
    ]
    never = ibis.null("date")
    parts.append(unknown.select("person_id", stage=ibis.literal("UNKNOWN"), begins=never, ends=never))
    spans = _listed(tables).left_join(ibis.union(*parts, distinct=False), "person_id")
    spans = spans.mutate(
        legal_from=ibis.greatest(spans.legal_from, ibis.coalesce(spans.begins, spans.legal_from)),
        legal_to=ibis.ifelse(
            spans.legal_to.isnull(),
            spans.ends,
            ibis.least(spans.legal_to, ibis.coalesce(spans.ends, spans.legal_to)),
        ),
    )
    spans = spans.mutate(**{name: ibis.coalesce(spans.stage, ibis.literal("UNKNOWN"))})
    return spans.filter(spans.legal_to.isnull() | (spans.legal_from < spans.legal_to))


def _form_spans(tables: Tables) -> ibis.Table:
    """Spans of those on a list from the day they had begun a form of rehabilitation, one row for each form."""
    events = tables("case_events")
    started = events.filter(events.kind.isin(("VOLUNTARY_STARTED", "SUBSTITUTION_STARTED", "ADMITTED")))
    form = ibis.ifelse(started.kind == "SUBSTITUTION_STARTED", ibis.literal("SUBSTITUTION"), started.detail)
    started = started.mutate(form=form).filter(_.form != "")
    ways = started.group_by("person_id", "form").aggregate(since=_.day.min(), learnt=_.known_from.min())
    spans = tables("case_spans")
    spans = spans.filter(spans.reported_list.isin(LISTS)).join(ways, "person_id")
    spans = spans.mutate(
        legal_from=ibis.greatest(spans.legal_from, spans.since),
        known_from=ibis.greatest(spans.known_from, spans.learnt),
    )
    legal = spans.legal_to.isnull() | (spans.legal_from < spans.legal_to)
    return spans.filter(legal & (spans.known_to.isnull() | (spans.known_from < spans.known_to)))


def _missing_spans(tables: Tables) -> ibis.Table:
    """Spans of those on a list, with what nobody wrote down of the person."""
    spans = _people_spans(tables)
    return spans.mutate(
        no_birth=spans.born_on.isnull(),
        no_sex=spans.sex.isnull(),
        incomplete=spans.born_on.isnull() | spans.sex.isnull(),
    )


def _events(tables: Tables) -> ibis.Table:
    """``corrected``: another version of the fact is known by now."""
    events = tables("case_events")
    return events.mutate(corrected=events.known_to.notnull())


def _recorded(tables: Tables) -> ibis.Table:
    """Facts by the day they were written down."""
    events = tables("case_events")
    return events.mutate(day=(events.known_from + VIETNAM).cast("date"))


def _duties(tables: Tables) -> ibis.Table:
    """Work by the day it is due; whether it was in time is told by the hour, which days do not hold."""
    duties = tables("duties")
    return duties.filter(~duties.dropped).mutate(day=duties.due_on)


def _duties_late(tables: Tables) -> ibis.Table:
    """Stretches from the day after work was due until it was done, or stopped; none while asked-for time waits."""
    duties = tables("duties")
    duties = duties.filter(~duties.dropped & ~duties.waits)
    ended = ibis.coalesce(duties.done_on, duties.stopped_on)
    late = duties.mutate(legal_from=(duties.due_on + ibis.interval(days=1)).cast("date"), legal_to=ended)
    return late.filter(late.legal_to.isnull() | (late.legal_from < late.legal_to))


def _terms(tables: Tables) -> ibis.Table:
    """Ends of terms to come, as the decisions of today have them: they are of the moment of the snapshot alone."""
    terms = tables("case_terms")
    return terms.mutate(day=terms.ends_on, known_from=ibis.literal(EVER), known_to=ibis.null("timestamp('UTC')"))


def _figures(tables: Tables) -> ibis.Table:
    figures = tables("figures")
    return figures.mutate(day=figures.period_end)


def _copies(tables: Tables) -> ibis.Table:
    """Figures above 9 beside the same commune's figure of the period that ended the day before."""
    figures = tables("figures")
    figures = figures.filter(figures.value > 9)
    before = figures.select(
        "commune_code",
        "figure",
        earlier="value",
        next_start=(figures.period_end + ibis.interval(days=1)).cast("date"),
        also_from="known_from",
        also_to="known_to",
    )
    same = [figures.commune_code == before.commune_code, figures.figure == before.figure]
    both = figures.join(before, [*same, figures.period_start == before.next_start])
    both = both.mutate(
        day=both.period_end,
        copied=both.value == both.earlier,
        known_from=ibis.greatest(both.known_from, both.also_from),
        known_to=together(both.known_to, both.also_to),
    )
    return both.filter(both.known_to.isnull() | (both.known_from < both.known_to))


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
    "use_spans": Source(("case_spans", "people"), _use_spans),
    "form_spans": Source(("case_spans", "case_events"), _form_spans),
    "events": Source(("case_events",), _events),
    "recorded": Source(("case_events",), _recorded),
    "terms": Source(("case_terms",), _terms),
    "duties": Source(("duties",), _duties),
    "duties_late": Source(("duties",), _duties_late),
    "figures": Source(("figures",), _figures),
    "copies": Source(("figures",), _copies),
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
