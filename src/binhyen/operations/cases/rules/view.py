"""Everything the rules say of one case on one day, as known on any day."""

from collections.abc import Iterable
from datetime import date, datetime

from binhyen.kit.calendar import Calendar
from binhyen.operations.cases.values import CaseView, Fact, ListCode, PersonFacts, Span, State

from .clocks import Moment, running, span_on
from .flags import flags
from .fold import known, ordered, replay, standing
from .moves import offer
from .parameters import Parameters
from .time import day_of


def at_moment(
    facts: Iterable[Fact],
    *,
    person: PersonFacts,
    at: datetime,
    known_at: datetime | None,
    parameters: Parameters,
    holidays: Calendar,
) -> Moment:
    """The case at a moment: only what had happened by then, and only what was known by ``known_at``."""
    rows = ordered(standing(known(facts, known_at)))
    day = day_of(at)
    past = [row for row in rows if row[0] < day or row[1].effective_at <= at]
    course = replay(past, person, parameters)
    course.advance(day)
    spans = replay(rows, person, parameters).finish()
    return Moment(at, day, past, course, spans, parameters, holidays)


def view(
    facts: Iterable[Fact],
    *,
    person: PersonFacts,
    at: datetime,
    known_at: datetime | None,
    parameters: Parameters,
    holidays: Calendar,
) -> CaseView:
    """State, flags, clocks and lawful moves at a moment ``at``, from the facts known at ``known_at`` (None: all)."""
    moment = at_moment(facts, person=person, at=at, known_at=known_at, parameters=parameters, holidays=holidays)
    clocks, raised = running(moment), flags(moment)
    return CaseView(
        on=moment.day,
        span=span_on(moment.spans, moment.day) or _before(moment.day, moment.spans),
        spans=moment.spans,
        flags=raised,
        clocks=clocks,
        moves=offer(moment, clocks, raised),
    )


def _before(day: date, spans: tuple[Span, ...]) -> Span:
    """Before the first fact nothing is established."""
    return Span(
        start=min(day, spans[0].start) if spans else day,
        end=spans[0].start if spans else None,
        state=State.NONE,
        list=ListCode.NONE,
        reported=ListCode.NONE,
        commune=spans[0].commune if spans else "",
    )
