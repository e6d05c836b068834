"""May this fact be recorded, and what comes next: refusals with their article, warnings that ask for a reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from binhyen.kit.calendar import Calendar, vietnam
from binhyen.operations.cases.values import Clock, Fact, FactKind, Flag, Move, Objection, PersonFacts, Severity, State

from . import checks_life, checks_rehab, checks_use
from .checks_file import grounds
from .checks_general import general
from .clocks import Moment, Rows, running
from .context import Context, refused, warning, words
from .facts import FactSpec, spec
from .flags import flags
from .fold import HANDLERS, ordered, replay, standing
from .offers import IN_TRANSIT, NEXT, QUIET, WHEN_FLAGGED, Offer
from .parameters import Parameters
from .time import day_of

_PROBE = -1  # the id of an act that is only tried out
_LEFT_TO_DATA = frozenset({FactKind.MOVED_OUT, FactKind.LIST_REMOVED, FactKind.OPENING})
_TERMS = frozenset(  # clocks that wait for a term to end, not for an act
    {"CERTIFICATE", "TERM_MANAGEMENT", "TERM_REHAB", "TERM_POST_REHAB", "RELEASE_FACILITY", "RELEASE_PRISON"}
) | {"LIMITATION", "MONITORING_ENDS"}
_BACKGROUND = _TERMS | {"MONTHLY_CHECK", "MONTHLY_MEETING"}
CHECKS = checks_use.CHECKS | checks_rehab.CHECKS | checks_life.CHECKS


def check(
    facts: Iterable[Fact],
    new: Fact,
    *,
    person: PersonFacts,
    parameters: Parameters,
    at: datetime,
    holidays: Calendar | None = None,
) -> tuple[Objection, ...]:
    """Why ``new`` may not, or should not without a reason, join ``facts``. Empty: nothing against it.

    ``new.supersedes`` makes it a correction: it is judged as if the fact it replaces had never stood. ``at`` is the
    moment of recording; a legal day after it is refused.
    """
    all_before = tuple(facts)
    remaining = [fact for fact in standing((*all_before, new)) if fact.id != new.id]
    after = ordered(remaining if new.withdrawn else [*remaining, new])
    lost = _lost_ground(all_before, new, after, person, parameters)
    if new.withdrawn:
        return tuple(lost)
    context = _context(remaining, new, person, parameters, at, holidays or vietnam())
    return tuple(_objections(context, after, lost))


def _context(
    facts: Sequence[Fact], new: Fact, person: PersonFacts, parameters: Parameters, at: datetime, calendar: Calendar
) -> Context:
    """The case just before the new fact, in law: the rows that the order of reading puts before it."""
    rows = ordered([*facts, new])
    place = next(index for index, row in enumerate(rows) if row[1] is new)
    day, before = rows[place][0], rows[:place]
    course = replay(before, person, parameters)
    course.advance(day)
    spans = replay(before, person, parameters).finish()
    later = rows[place + 1 :]
    return Context(new, day, spec(new.kind), person, parameters, calendar, at, course, before, spans, later)


def _objections(context: Context, after: Rows, lost: Iterable[Objection]) -> Iterator[Objection]:
    first = tuple(general(context))
    yield from first
    if any(objection.code == "BAD_VALUE" for objection in first):
        return  # what is not written properly cannot be weighed
    specific = _specific(context)
    yield from specific
    own = {objection.severity for objection in specific}
    if Severity.REFUSED not in own and _without_ground(context, after):
        label = context.parameters.label(context.state, context.course.addict)
        yield refused(
            "NO_GROUND",
            f"Không ghi được “{context.spec.label}” khi hồ sơ đang ở tình trạng “{label}”: "
            "hãy xem lại ngày, hoặc ghi bước còn thiếu trước.",
            context.spec.on(context.day).source,
        )
    yield from lost


def _without_ground(context: Context, after: Rows) -> bool:
    handler = HANDLERS.get(context.new.kind)
    if handler is None or context.state is State.DEAD:
        return False
    return context.new.id in replay(after, context.person, context.parameters).unused


def _lost_ground(
    before: Sequence[Fact], new: Fact, after: Rows, person: PersonFacts, parameters: Parameters
) -> list[Objection]:
    """Later facts that would no longer rest on anything."""
    was = set(replay(ordered(standing(before)), person, parameters).unused)
    now = replay(after, person, parameters).unused
    rows = {fact.id: (day, fact) for day, fact in after}
    return [
        warning(
            "LATER_FACT",
            f"Sự kiện “{spec(rows[id_][1].kind).label}” ngày {words(rows[id_][0])} sẽ không còn căn cứ: "
            "hãy xem lại sự kiện đó.",
        )
        for id_ in now
        if id_ not in was and id_ != new.id
    ]


def allowed(
    facts: Iterable[Fact],
    *,
    person: PersonFacts,
    parameters: Parameters,
    at: datetime,
    holidays: Calendar | None = None,
) -> tuple[Move, ...]:
    """The facts that may be recorded now, the one the law waits for first; blocked ones say why."""
    day = day_of(at)
    rows = [row for row in ordered(standing(facts)) if row[0] < day or row[1].effective_at <= at]
    course = replay(rows, person, parameters)
    course.advance(day)
    spans = replay(rows, person, parameters).finish()
    moment = Moment(at, day, rows, course, spans, parameters, holidays or vietnam())
    return offer(moment, running(moment), flags(moment))


def offer(moment: Moment, clocks: Sequence[Clock], raised: Iterable[Flag]) -> tuple[Move, ...]:
    """The moves of a moment. Primary is the act that stops the most urgent clock a fact has started."""
    offers = _offers(moment, raised)
    moves = [move for kind, data in offers for move in _move(moment, kind, data, clocks)]
    waited = _waited_for(moves, clocks)
    found = [replace(move, primary=move.kind is waited) for move in moves]
    return tuple(sorted(found, key=lambda move: (not move.primary, bool(move.blocked))))


def _offers(moment: Moment, raised: Iterable[Flag]) -> list[Offer]:
    course = moment.course
    offers = dict(NEXT[course.state])
    if course.to or course.to_province:
        offers = dict(IN_TRANSIT) | {kind: data for kind, data in offers.items() if kind is not FactKind.MOVED_OUT}
    if course.detained and FactKind.CUSTODY_STARTED in offers:
        del offers[FactKind.CUSTODY_STARTED]
        offers |= {FactKind.CUSTODY_ENDED: {}, FactKind.PRISON_STARTED: {}}
    for flag in sorted(raised):
        if flag in WHEN_FLAGGED:
            offers[WHEN_FLAGGED[flag]] = {}
    if Flag.ABSENT in raised:
        offers.pop(FactKind.ABSENT, None)
    return list(offers.items())


def _move(moment: Moment, kind: FactKind, data: Mapping[str, object], clocks: Sequence[Clock]) -> Iterator[Move]:
    found = spec(kind)
    blocked = _blocked(moment, kind, data, found)
    if blocked and kind in QUIET:
        return
    dues = [clock.due_at for clock in clocks if kind in clock.stops_with and clock.due_at and clock.code not in _TERMS]
    yield Move(
        kind=kind,
        label=found.label,
        article=found.on(moment.day).source,
        due_at=min(dues, default=None),
        blocked=blocked,
    )


def _blocked(moment: Moment, kind: FactKind, data: Mapping[str, object], found: FactSpec) -> str:
    """The first thing that stands against the act itself; what is still to be written down does not count."""
    course = moment.course
    probe = Fact(
        id=_PROBE,
        kind=kind,
        effective_at=moment.at,
        recorded_at=moment.at,
        commune=course.to if kind is FactKind.MOVED_IN and course.to else course.owner,
        day_only=False,
        data=data,
    )
    context = Context(
        *(probe, moment.day, found, course.person, moment.parameters),
        *(moment.calendar, moment.at, course, moment.rows, moment.spans),
    )
    if not found.known_to_law(moment.day):
        return f"Luật của ngày này chưa có việc “{found.label}”."
    against = [row for row in _specific(context) if row.severity is Severity.REFUSED and not row.field]
    if against:
        return f"{against[0].message} ({against[0].article})" if against[0].article else against[0].message
    if kind is FactKind.COMPULSORY_FILE_OPENED and not grounds(context):
        return f"Chưa có căn cứ lập hồ sơ ({context.article('Đ. 35.1, 36.1, 47', 'Đ. 32, 33')})."
    handler = HANDLERS.get(kind)
    if handler and kind not in _LEFT_TO_DATA and not handler(course.copied(), probe, moment.day):
        return f"Không có căn cứ khi đang ở tình trạng “{moment.parameters.label(course.state, course.addict)}”."
    return ""


def _specific(context: Context) -> tuple[Objection, ...]:
    found = CHECKS.get(context.new.kind)
    return tuple(found(context)) if found else ()


def _waited_for(moves: Sequence[Move], clocks: Sequence[Clock]) -> FactKind | None:
    open_kinds = {move.kind for move in moves if not move.blocked}
    for clock in clocks:
        if clock.code in _BACKGROUND:
            continue
        for kind in clock.stops_with:
            if kind in open_kinds:
                return kind
    return None
