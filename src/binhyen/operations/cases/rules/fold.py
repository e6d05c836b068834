"""Facts to timeline. Whatever order facts were recorded in, the same facts give the same spans.

Order of reading: legal day, then the moment within it, then the kind's fixed place, then the id. On a day where some
facts know no hour, the kind's place comes before the hour.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from binhyen.operations.cases.values import Fact, FactKind, PersonFacts, Span, State

from . import steps_life, steps_rehab, steps_use
from .course import Course
from .parameters import Parameters
from .steps_rehab import day_in
from .time import VIETNAM, midnight

Handler = Callable[[Course, Fact, date], bool]
K = FactKind

HANDLERS: dict[FactKind, Handler] = {
    K.TEST: steps_use.test,
    K.POSITIVE_RECEIVED: steps_use.positive,
    K.MANAGEMENT_DECIDED: steps_use.management_decided,
    K.MANAGEMENT_SUSPENDED: steps_use.management_suspended,
    K.MANAGEMENT_RESUMED: steps_use.management_resumed,
    K.MANAGEMENT_STOPPED: steps_use.management_stopped,
    K.MANAGEMENT_TERMINATED: steps_use.management_terminated,
    K.ASSESSMENT_RESULT: steps_use.assessment_result,
    K.VOLUNTARY_STARTED: steps_rehab.voluntary_started,
    K.VOLUNTARY_PHASES_DONE: steps_rehab.phases_done,
    K.VOLUNTARY_COMPLETED: steps_rehab.voluntary_completed,
    K.VOLUNTARY_ENDED_EARLY: steps_rehab.voluntary_ended_early,
    K.SUBSTITUTION_STARTED: steps_rehab.substitution_started,
    K.SUBSTITUTION_COMPLETED: steps_rehab.substitution_completed,
    K.SUBSTITUTION_ENDED_EARLY: steps_rehab.substitution_ended_early,
    K.COMPULSORY_FILE_OPENED: steps_rehab.file_opened,
    K.COMPULSORY_FILE_CLOSED: steps_rehab.file_closed,
    K.COURT_DECIDED: steps_rehab.court_decided,
    K.EXECUTION_POSTPONED: steps_rehab.postponed,
    K.EXECUTION_EXEMPTED: steps_rehab.exempted,
    K.ADMITTED: steps_rehab.admitted,
    K.REHABILITATION_SUSPENDED: steps_rehab.rehabilitation_suspended,
    K.REHABILITATION_RESUMED: steps_rehab.rehabilitation_resumed,
    K.ESCAPED: steps_rehab.escaped,
    K.FOUND: steps_rehab.found,
    K.COMPULSORY_COMPLETED: steps_rehab.compulsory_completed,
    K.POST_REHAB_DECIDED: steps_rehab.post_rehab_decided,
    K.POST_REHAB_COMPLETED: steps_rehab.post_rehab_completed,
    K.OPENING: steps_rehab.opening,
    K.LIST_REMOVED: steps_life.list_removed,
    K.MOVED_OUT: steps_life.moved_out,
    K.MOVED_IN: steps_life.moved_in,
    K.MOVE_REFUSED: steps_life.move_refused,
    K.CUSTODY_STARTED: steps_life.custody_started,
    K.CUSTODY_ENDED: steps_life.custody_ended,
    K.PRISON_STARTED: steps_life.prison_started,
    K.PRISON_ENDED: steps_life.prison_ended,
    K.OTHER_MEASURE_STARTED: steps_life.other_measure_started,
    K.OTHER_MEASURE_ENDED: steps_life.other_measure_ended,
    K.DIED: steps_life.died,
    K.DECLARED_MISSING: steps_life.declared_missing,
}
# what comes first where only the day is known: the order of the enumeration, with these exceptions
_PLACE = {kind: place for place, kind in enumerate((K.OPENING, *K))}
_PLACE |= {
    K.OPENING: -1,
    K.ASSESSMENT_REQUESTED: _PLACE[K.POSITIVE_RECEIVED],
    K.ASSESSMENT_RESULT: _PLACE[K.POSITIVE_RECEIVED],
    K.MANAGEMENT_STOPPED: _PLACE[K.POSITIVE_RECEIVED],
    K.ADMITTED: _PLACE[K.COURT_DECIDED],
}


def standing(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that still hold: neither superseded nor withdrawn."""
    facts = tuple(facts)
    gone = {fact.supersedes for fact in facts if fact.supersedes is not None}
    return [fact for fact in facts if not fact.withdrawn and fact.id not in gone]


def known(facts: Iterable[Fact], at: datetime | None) -> list[Fact]:
    """What the system had been told by a moment; everything where it is None."""
    return [fact for fact in facts if at is None or fact.recorded_at <= at]


def legal_moment(fact: Fact) -> datetime:
    """When the fact is so in law: an entry taken over from a list holds since the day the list gives."""
    since = day_in(fact, "since") if fact.kind is K.OPENING else None
    return fact.effective_at if since is None else min(midnight(since), fact.effective_at)


def ordered(facts: Iterable[Fact]) -> list[tuple[date, Fact]]:
    """Facts with their legal day, in the order in which the law reads them."""
    rows = []
    mixed = False
    for fact in facts:
        moment = fact.effective_at if fact.kind is not K.OPENING else legal_moment(fact)
        local = moment.astimezone(VIETNAM)
        rows.append((local.date(), local, _PLACE[fact.kind], fact.id, fact))
        mixed = mixed or fact.day_only
    rows.sort(key=_by_moment)
    if mixed:
        _settle_days(rows)
    _settle_twins(rows)
    return [(row[0], row[4]) for row in rows]


Row = tuple[date, datetime, int, int, Fact]


def _by_moment(row: Row) -> tuple[datetime, int, int]:
    return row[1], row[2], row[3]


def _by_place(row: Row) -> tuple[int, datetime, int]:
    return row[2], row[1], row[3]


def _settle_days(rows: list[Row]) -> None:
    """On days where some fact knows no hour, order by the kind's place."""
    start = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and rows[end][0] == rows[start][0]:
            continue
        if end - start > 1 and any(row[4].day_only for row in rows[start:end]):
            rows[start:end] = sorted(rows[start:end], key=_by_place)
        start = end


def _settle_twins(rows: list[Row]) -> None:
    """Two facts of one kind at one moment: by what they say, so that the order of recording never counts."""
    start = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and rows[end][1] == rows[start][1] and rows[end][2] == rows[start][2]:
            continue
        if end - start > 1:
            rows[start:end] = sorted(rows[start:end], key=_by_content)
        start = end


def _by_content(row: Row) -> tuple[str, str, str, int]:
    fact = row[4]
    return repr(sorted(fact.data.items())), fact.commune, fact.authority, fact.id


def replay(rows: Iterable[tuple[date, Fact]], person: PersonFacts, parameters: Parameters) -> Course:
    """Read ordered facts into a course; ``course.finish()`` then gives the spans."""
    course = Course(person, parameters)
    for day, fact in rows:
        if course.draft is None:
            course.owner = fact.commune
            course.mark(day, None)
        else:
            course.advance(day)
        handler = HANDLERS.get(fact.kind)
        if handler is None:
            continue
        if course.state is State.DEAD and fact.kind is not K.FOUND or not handler(course, fact, day):
            course.unused.append(fact.id)
    return course


def timeline(facts: Iterable[Fact], *, person: PersonFacts, parameters: Parameters) -> tuple[Span, ...]:
    """The legal life of a case as contiguous spans [start, end) from its first fact on, the last one open.

    Ends the law itself brings (a year of management, the time after rehabilitation) stand in it even where they lie
    ahead: the span that covers any day is what holds that day if nothing else is recorded.
    """
    return replay(ordered(standing(facts)), person, parameters).finish()
