"""From facts to what is stored of a case: fold, compare, write."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from binhyen.operations.cases.queries import folding
from binhyen.operations.cases.queries.projections import (
    CaseColumns,
    clock_columns,
    next_change,
    next_due,
    since,
    span_columns,
)
from binhyen.operations.cases.queries.whole import WholeCase
from binhyen.operations.cases.values import CaseView

from . import storing
from .giving import give


def project(*, cases: Iterable[WholeCase], at: datetime, counted: bool = True) -> dict[int, CaseView]:
    """Fold ``cases`` as of the day of ``at`` and store the result, believed from ``at`` on.

    ``counted`` raises the version of each case: somebody who has it open is told. Returns the views by person.
    Seven statements for any number of cases.
    """
    cases = list(cases)
    people = [one.person_id for one in cases]
    views = {one.person_id: folding.fold(one.facts, person=one.person, at=at) for one in cases}
    timelines = storing.believed(people=people)
    for one in cases:
        wanted = span_columns(views[one.person_id].spans, kinds=one.kinds)
        timelines[one.person_id].become(wanted=wanted, at=at)
    storing.write_spans(timelines=timelines.values())
    write_today(cases=cases, views=views, at=at, counted=counted)
    return views


def write_today(
    *, cases: Sequence[WholeCase], views: Mapping[int, CaseView], at: datetime, counted: bool = True
) -> None:
    """The rows of today and the clocks of ``cases``, and which clinic or facility reads them."""
    storing.write_cases(
        cases=[columns_of_today(one, view=views[one.person_id], at=at, counted=counted) for one in cases]
    )
    clocks = [
        (one.person_id, clock)
        for one in cases
        for clock in clock_columns(views[one.person_id].clocks, to_commune=views[one.person_id].span.to_commune)
    ]
    storing.write_clocks(people=[one.person_id for one in cases], clocks=clocks)
    give(cases=cases, views=views, at=at)


def columns_of_today(one: WholeCase, *, view: CaseView, at: datetime, counted: bool) -> CaseColumns:
    """The row of a case as it is on the day of the view."""
    span = view.span
    empty = not view.spans
    return CaseColumns(
        person_id=one.person_id,
        commune_code=one.commune if empty else span.commune,
        to_commune_code=one.to_commune if empty else span.to_commune,
        file_number=one.file_number,
        state=span.state.value,
        list_code=span.list.value,
        reported_list=span.reported.value,
        measure=span.measure,
        since=_since(view),
        ends_on=span.ends_by_term,
        flags=",".join(sorted(flag.value for flag in view.flags)),
        next_due_at=next_due(view),
        refold_on=next_change(view, born=one.born),
        sort_key=one.sort_key,
        birth_year=one.birth_year,
        hamlet_id=one.hamlet_id,
        opened_at=one.opened_at or at,
        changed_at=at,
        version=max(1, one.version + counted),
    )


def _since(view: CaseView) -> date | None:
    return since(view) if view.spans else None
