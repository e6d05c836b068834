"""What facts of places, custody, prison and death do to a course (Law 120/2025, Art. 24.7, 27, 47.1, 48)."""

from datetime import date

from binhyen.operations.cases.values import Fact, State

from .course import AFTER_REHAB, AT_LARGE_ADDICT, VOLUNTARY, Course
from .steps_rehab import remaining_days, text
from .steps_use import management_resumed
from .time import DAY

_INTO_CUSTODY = AT_LARGE_ADDICT | {State.COMPULSORY_FILE, State.NONE, State.POSITIVE, State.ENDED}
_KEEPS_TERM = AFTER_REHAB | VOLUNTARY | {State.COMPULSORY}


def moved_out(course: Course, fact: Fact, day: date) -> bool:
    """Has left; the sender answers for the person until the receiver accepts: never on no list, never on two."""
    course.to, course.to_province = text(fact, "to"), text(fact, "province")
    if not course.to and not course.to_province:
        return False
    return course.mark(day, fact.id)


def moved_in(course: Course, fact: Fact, day: date) -> bool:
    if not course.to and not course.to_province:
        return False
    outside = bool(course.to_province)
    course.to = course.to_province = ""
    if outside:
        return course.go(day, State.MOVED_AWAY, fact.id)
    course.owner = fact.commune
    return course.mark(day, fact.id)


def move_refused(course: Course, fact: Fact, day: date) -> bool:
    if not course.to and not course.to_province:
        return False
    course.to = course.to_province = ""
    return course.mark(day, fact.id)


def custody_started(course: Course, fact: Fact, day: date) -> bool:
    """Custody removes from no list; it suspends management only by a decision (Art. 24.7)."""
    if course.detained or course.state in {State.PRISON, State.CUSTODY}:
        return False
    course.detained, course.custody_from = True, day
    if course.state not in _INTO_CUSTODY:
        return True
    course.before_custody = course.saved()
    return course.go(day, State.CUSTODY, fact.id, measure=course.measure)


def custody_ended(course: Course, fact: Fact, day: date) -> bool:
    if not course.detained:
        return False
    course.detained = False
    if course.state is State.MANAGED_SUSPENDED:
        return management_resumed(course, fact, day)
    if course.state is not State.CUSTODY:
        return True
    added = 0
    if course.custody_from and course.parameters.value("CUSTODY_EXTENDS", course.custody_from):
        added = (day - course.custody_from).days
    before, course.before_custody = course.before_custody, None
    return course.restore(day, before, fact.id, added)


def prison_started(course: Course, fact: Fact, day: date) -> bool:
    """Off every list; what is left of rehabilitation or of the time after waits for the release (Art. 47.1)."""
    if course.state is State.PRISON:
        return False
    if course.state is State.CUSTODY and course.before_custody:
        course.state, course.measure, course.ends = course.before_custody
    _settle_management(course)
    state, measure, ends = course.saved()
    course.before_prison = (state, "" if measure == "ESCAPED" else measure, ends)
    if state in _KEEPS_TERM and course.escaped_from is None:
        course.remaining = remaining_days(ends, day)
    course.escaped_from = None
    _leave_community(course)
    return course.go(day, State.PRISON, fact.id)


def _settle_management(course: Course) -> None:
    """A sentence or a measure elsewhere stops management (Art. 24.5): nothing of it resumes."""
    if course.pending_addicted is not None:
        course.addict, course.pending_addicted = True, None
    course.positive_after = course.suspended_from = None


def _leave_community(course: Course) -> None:
    course.detained = False
    course.before_custody = course.custody_from = None


def prison_ended(course: Course, fact: Fact, day: date) -> bool:
    if course.state is not State.PRISON:
        return False
    state = course.before_prison[0] if course.before_prison else None
    if state is State.COMPULSORY:
        return course.go(day, State.AWAITING_EXECUTION, fact.id, measure="REMAINING")
    if state is State.AWAITING_EXECUTION:
        return course.go(day, State.AWAITING_EXECUTION, fact.id)
    if course.before_prison and state in _KEEPS_TERM:
        ends = day + DAY * course.remaining if course.remaining is not None else None
        course.remaining = None
        return course.go(day, course.before_prison[0], fact.id, measure=course.before_prison[1], ends=ends)
    course.remaining = None
    return course.restore(day, None, fact.id)


def other_measure_started(course: Course, fact: Fact, day: date) -> bool:
    if course.state in {State.PRISON, State.OTHER_MEASURE}:
        return False
    _settle_management(course)
    _leave_community(course)
    course.remaining = None
    return course.go(day, State.OTHER_MEASURE, fact.id, measure=text(fact, "measure"))


def other_measure_ended(course: Course, fact: Fact, day: date) -> bool:
    return course.state is State.OTHER_MEASURE and course.restore(day, None, fact.id)


def died(course: Course, fact: Fact, day: date) -> bool:
    course.to = course.to_province = ""
    _leave_community(course)
    return course.go(day, State.DEAD, fact.id)


def declared_missing(course: Course, fact: Fact, day: date) -> bool:
    course.to = course.to_province = ""
    _leave_community(course)
    return course.go(day, State.DEAD, fact.id, measure="MISSING")


def list_removed(course: Course, fact: Fact, day: date) -> bool:
    """Off the list the fact names; where a fact has already done it, the paper only completes the file."""
    if course.legal != fact.data.get("list"):
        return course.listed
    moved = fact.data.get("ground") == "MOVED" and bool(course.to_province)
    if not moved:
        course.addict = False
    course.pending_addicted = course.positive_after = course.remaining = None
    course.to = course.to_province = ""
    return course.go(day, State.MOVED_AWAY if moved else State.ENDED, fact.id)
