"""What facts of rehabilitation, substitution treatment and the time after do to a course (Law 120/2025, Art. 28-43)."""

from datetime import date

from binhyen.operations.cases.values import Fact, State

from .course import AFTER_REHAB, AT_LARGE_ADDICT, MANAGEMENT, VOLUNTARY, Course
from .time import DAY

_FORMS = {
    "HOME": State.VOLUNTARY_HOME,
    "COMMUNITY": State.VOLUNTARY_HOME,
    "PRIVATE": State.VOLUNTARY_PRIVATE,
    "PUBLIC": State.VOLUNTARY_PUBLIC,
}
_MOST = 10_000
_INSIDE = frozenset({State.COMPULSORY, State.VOLUNTARY_PUBLIC})
_NOT_YET_INSIDE = frozenset({"PUBLIC", "PRIVATE", "POSTPONED"})
_LEAVES_EARLY = VOLUNTARY | {State.ADDICT}


def number(fact: Fact, name: str) -> int | None:
    """A count in the data; None for what is none, or none a life could hold."""
    value = fact.data.get(name)
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST
    return value if good else None  # type: ignore[return-value]


def text(fact: Fact, name: str) -> str:
    value = fact.data.get(name)
    return value if isinstance(value, str) else ""


def day_in(fact: Fact, name: str) -> date | None:
    """A day in the data, stored as ISO text or given as a date; None for what is no day."""
    value = fact.data.get(name)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _may_begin(course: Course, day: date, because: int) -> bool:
    """Someone found addicted may begin; where a management still stands, beginning ends it."""
    if course.state in MANAGEMENT and course.pending_addicted is not None and not course.detained:
        course.end_management(day, because)
    return course.state in AT_LARGE_ADDICT or course.state is State.VOLUNTARY_PUBLIC


def voluntary_started(course: Course, fact: Fact, day: date) -> bool:
    form = text(fact, "form") or "HOME"
    if form not in _FORMS or not _may_begin(course, day, fact.id):
        return False
    if course.remaining is not None:  # the rest of a private facility's rehabilitation (Art. 32.2b)
        ends: date | None = day + DAY * course.remaining
    elif course.state in VOLUNTARY:  # another form, the same rehabilitation
        ends = course.ends
    else:
        begin(course, fact, day)
        ends = course.rehab_end(day)
    course.remaining = None
    return course.go(day, _FORMS[form], fact.id, measure=form, ends=ends)


def begin(course: Course, fact: Fact, day: date) -> None:
    """A new rehabilitation: its ordinal decides its length unless the decision says it."""
    ordinal = number(fact, "ordinal") or course.ordinal(day)
    course.months = number(fact, "months") or course.lawful_months(day, ordinal)
    course.episodes.append((day, False))
    course.remaining = None


def _given_up(course: Course) -> None:
    if course.episodes:
        course.episodes[-1] = (course.episodes[-1][0], True)
    course.remaining = None


def phases_done(course: Course, fact: Fact, day: date) -> bool:
    """At least three phases done at a private facility; the rest is done at home after registering anew (Art. 33.4)."""
    if course.state is not State.VOLUNTARY_PRIVATE:
        return False
    course.remaining = max((course.ends - day).days, 0) if course.ends else None
    return course.go(day, State.ADDICT, fact.id, measure="PHASES_DONE")


def voluntary_completed(course: Course, fact: Fact, day: date) -> bool:
    return course.state in VOLUNTARY and complete(course, fact, day, long=False)


def voluntary_ended_early(course: Course, fact: Fact, day: date) -> bool:
    if course.state not in _LEAVES_EARLY or (course.state is State.ADDICT and course.remaining is None):
        return False
    _given_up(course)
    return course.go(day, State.ADDICT, fact.id)


def substitution_started(course: Course, fact: Fact, day: date) -> bool:
    if not _may_begin(course, day, fact.id):
        return False
    if course.state in VOLUNTARY:
        _given_up(course)
    course.remaining = None
    return course.go(day, State.SUBSTITUTION, fact.id, measure=text(fact, "medicine") or "METHADONE")


def substitution_completed(course: Course, fact: Fact, day: date) -> bool:
    return course.state is State.SUBSTITUTION and complete(course, fact, day, long=False)


def substitution_ended_early(course: Course, fact: Fact, day: date) -> bool:
    return course.state is State.SUBSTITUTION and course.go(day, State.ADDICT, fact.id)


def complete(course: Course, fact: Fact, day: date, *, long: bool) -> bool:
    """Off the addicts' list; the time after rehabilitation runs from this day, decision or not (Art. 42.1, 42.2)."""
    course.addict, course.remaining, course.measure = False, None, ""
    course.post_from, course.post_long = day, long
    ends = course.term_end("POST_REHAB_LONG" if long else "POST_REHAB_SHORT", day)
    return course.go(day, State.AWAITING_POST_REHAB, fact.id, measure="COMPULSORY" if long else "", ends=ends)


def file_opened(course: Course, fact: Fact, day: date) -> bool:
    if course.state not in AT_LARGE_ADDICT and course.state is not State.VOLUNTARY_PUBLIC:
        return False
    course.before_file = course.saved()
    held = bool(fact.data.get("held"))
    course.held_from, course.held_days = (day, None) if held else (None, None)
    return course.go(day, State.COMPULSORY_FILE, fact.id, measure="HELD" if held else "")


def file_closed(course: Course, fact: Fact, day: date) -> bool:
    if course.state is not State.COMPULSORY_FILE:
        return False
    course.held_from = None
    return course.restore(day, course.before_file, fact.id)


def court_decided(course: Course, fact: Fact, day: date) -> bool:
    """A decision to commit takes the person off the addicts' list at once (Art. 48.3b)."""
    if fact.data.get("outcome") != "COMMIT":
        return file_closed(course, fact, day)
    if course.state is not State.COMPULSORY_FILE:
        return False
    if course.before_file and course.before_file[0] in VOLUNTARY:
        _given_up(course)
    begin(course, fact, day)
    course.held_days = number(fact, "held_days")
    course.minor_regime = course.minor(day) or fact.data.get("regime") == "MINOR"
    return course.go(day, State.AWAITING_EXECUTION, fact.id)


def postponed(course: Course, fact: Fact, day: date) -> bool:
    """Not yet taken to the facility: the decision waits (Art. 39.1)."""
    waits = course.state is State.AWAITING_EXECUTION or (
        course.state is State.VOLUNTARY_PUBLIC and course.measure in _NOT_YET_INSIDE
    )
    return waits and course.go(day, course.state, fact.id, measure="POSTPONED", ends=course.ends)


def exempted(course: Course, fact: Fact, day: date) -> bool:
    """No longer addicted: off every list. Otherwise an addict without measure, at home (Art. 39.2, 39.3)."""
    if course.state is not State.AWAITING_EXECUTION and course.state not in _INSIDE:
        return False
    if course.state is State.AWAITING_EXECUTION and course.episodes:
        course.episodes.pop()
    course.remaining = None
    if fact.data.get("ground") == "NO_LONGER_ADDICTED":
        course.addict = False
        return course.go(day, State.ENDED, fact.id)
    return course.go(day, State.ADDICT, fact.id)


def admitted(course: Course, fact: Fact, day: date) -> bool:
    """The term runs from admission, less the time held while the file was made (Art. 37.2)."""
    if course.state is State.AWAITING_EXECUTION:
        return _executed(course, fact, day)
    if course.state in {State.VOLUNTARY_PUBLIC, State.VOLUNTARY_PRIVATE} and course.episodes:
        if course.measure in _NOT_YET_INSIDE:  # from here on, moves between facilities change no term
            return course.go(day, course.state, fact.id, measure="ADMITTED", ends=course.rehab_end(day) or course.ends)
        return True
    return course.state in {State.COMPULSORY, State.COMPULSORY_FILE}


def _executed(course: Course, fact: Fact, day: date) -> bool:
    if course.remaining is not None:  # the rest of a term broken off by prison (Art. 47.1)
        ends: date | None = day + DAY * course.remaining
    else:
        held = course.held_days
        if held is None:
            held = (day - course.held_from).days if course.held_from else 0
        ends = course.rehab_end(day)
        ends = max(ends - DAY * held, day) if ends else None
    course.remaining = course.held_from = None
    return course.go(day, State.COMPULSORY, fact.id, ends=ends)


def rehabilitation_suspended(course: Course, fact: Fact, day: date) -> bool:
    """Seriously ill, treated at home: the time counts (Art. 39.3)."""
    return course.state in _INSIDE and course.go(
        day, course.state, fact.id, measure="TREATED_AT_HOME", ends=course.ends
    )


def rehabilitation_resumed(course: Course, fact: Fact, day: date) -> bool:
    return (
        course.state in _INSIDE
        and course.measure == "TREATED_AT_HOME"
        and course.go(day, course.state, fact.id, ends=course.ends)
    )


def escaped(course: Course, fact: Fact, day: date) -> bool:
    if course.state is State.AWAITING_EXECUTION:
        return course.go(day, course.state, fact.id, measure="ESCAPED")
    if course.state not in _INSIDE:
        return False
    course.escaped_from = day
    course.remaining = max((course.ends - day).days, 0) if course.ends else None
    waits = course.parameters.value("ESCAPE_EXTENDS", day)
    return course.go(day, course.state, fact.id, measure="ESCAPED", ends=None if waits else course.ends)


def found(course: Course, fact: Fact, day: date) -> bool:
    if course.state is State.DEAD and course.measure == "MISSING":
        return course.go(day, State.ENDED, fact.id)
    if course.measure != "ESCAPED":
        return True
    if course.escaped_from is None:
        return course.go(day, course.state, fact.id)
    ends = course.ends
    if course.parameters.value("ESCAPE_EXTENDS", course.escaped_from) and course.remaining is not None:
        ends = day + DAY * course.remaining
    course.escaped_from = course.remaining = None
    return course.go(day, course.state, fact.id, ends=ends)


def compulsory_completed(course: Course, fact: Fact, day: date) -> bool:
    return course.state is State.COMPULSORY and complete(course, fact, day, long=not course.minor_regime)


def post_rehab_decided(course: Course, fact: Fact, day: date) -> bool:
    return course.state is State.AWAITING_POST_REHAB and course.go(
        day, State.POST_REHAB, fact.id, measure=course.measure, ends=course.ends
    )


def post_rehab_completed(course: Course, fact: Fact, day: date) -> bool:
    if course.state in AFTER_REHAB:
        return course.go(day, State.ENDED, fact.id)
    return course.state is State.ENDED and course.post_from is not None


def opening(course: Course, fact: Fact, day: date) -> bool:
    """Taken over from a list: the list's state from its day, with whatever end the list or the law gives."""
    found = text(fact, "state") or State.NONE
    if found not in _STATES:
        return False
    state = State(found)
    course.own(fact)
    course.earlier_rehabs = number(fact, "earlier_rehabs") or 0
    course.addict = bool(fact.data.get("addict", state in _ADDICT_STATES))
    course.detained = state is State.CUSTODY
    course.listed = course.listed or state in {State.ENDED, State.PRISON, State.OTHER_MEASURE}
    ends = _opening_end(course, fact, state, day)
    inside = state in {State.VOLUNTARY_PRIVATE, State.VOLUNTARY_PUBLIC}
    return course.go(day, state, fact.id, measure="ADMITTED" if inside else text(fact, "form"), ends=ends)


_STATES = frozenset(State)
_ADDICT_STATES = AT_LARGE_ADDICT | _INSIDE | {State.COMPULSORY_FILE, State.AWAITING_EXECUTION, State.CUSTODY}


def _opening_end(course: Course, fact: Fact, state: State, day: date) -> date | None:
    ends = day_in(fact, "ends_on")
    ends = max(ends, day) if ends else None
    if state in MANAGEMENT:
        course.managed_from = day
        return ends or course.term_end("USER_MANAGEMENT", day)
    if state in AFTER_REHAB:
        course.post_from, course.post_long = day, text(fact, "form") == "COMPULSORY"
        code = "POST_REHAB_LONG" if course.post_long else "POST_REHAB_SHORT"
        return ends or course.term_end(code, day)
    if state in VOLUNTARY or state in {State.COMPULSORY, State.AWAITING_EXECUTION}:
        begin(course, fact, day)
        course.minor_regime = state not in VOLUNTARY and course.minor(day)
        return None if state is State.AWAITING_EXECUTION else ends or course.rehab_end(day)
    return None


def remaining_days(ends: date | None, day: date) -> int | None:
    return max((ends - day).days, 0) if ends else None
