"""What facts of use, management and assessment do to a course (Law 120/2025, Art. 23-27, 31).

A handler returns false where the fact has no legal ground in the state it meets: it then changes nothing.
"""

from datetime import date

from binhyen.operations.cases.values import Fact, State

from .course import AFTER_REHAB, IDLE, MANAGEMENT, Course
from .time import DAY


def test(course: Course, fact: Fact, day: date) -> bool:
    """A positive test opens a question, never a status: two limbs, the test and the decision (Art. 2.9)."""
    return positive(course, fact, day) if fact.data.get("result") == "POSITIVE" else True


def positive(course: Course, fact: Fact, day: date) -> bool:
    state = course.state
    if state in IDLE:
        course.own(fact)
        return state is State.POSITIVE or course.go(day, State.POSITIVE, fact.id)
    if state is State.MANAGED and course.managed_from is not None and day >= course.managed_from:
        course.positive_after = fact.id
    return True


def management_decided(course: Course, fact: Fact, day: date) -> bool:
    """One year from the decision; a new decision during management begins a new year (Decree 105/2021, Art. 43.2)."""
    if course.state not in IDLE and course.state is not State.MANAGED:
        return False
    if course.state in IDLE:
        course.own(fact)
        course.addict = False
    course.managed_from, course.positive_after = day, None
    return course.go(day, State.MANAGED, fact.id, ends=course.term_end("USER_MANAGEMENT", day))


def management_suspended(course: Course, fact: Fact, day: date) -> bool:
    """During custody (Art. 24.7). Whether the term then waits is a settable reading."""
    if course.state is not State.MANAGED:
        return False
    course.suspended_from = day
    ends = None if course.parameters.value("SUSPENSION_EXTENDS", day) else course.ends
    course.before_custody = course.saved()
    return course.go(day, State.MANAGED_SUSPENDED, fact.id, ends=ends)


def management_resumed(course: Course, fact: Fact, day: date) -> bool:
    if course.state is not State.MANAGED_SUSPENDED or course.suspended_from is None:
        return False
    ends = course.before_custody[2] if course.before_custody else course.ends
    if ends and course.parameters.value("SUSPENSION_EXTENDS", course.suspended_from):
        ends += DAY * (day - course.suspended_from).days
    course.suspended_from = course.before_custody = None
    return course.go(day, State.MANAGED, fact.id, ends=ends)


def management_stopped(course: Course, fact: Fact, day: date) -> bool:
    """A ground of Art. 24.5. Where the management has ended already, the paper only completes the file."""
    if course.state in MANAGEMENT:
        return course.end_management(day, fact.id, fact.data.get("ground") == "ADDICTED")
    return course.managed_from is not None


def management_terminated(course: Course, fact: Fact, day: date) -> bool:
    """The term was served without use; the person left the list with the term, whenever the paper is signed."""
    if course.state is State.MANAGED:
        course.positive_after = None
        return course.end_management(day, fact.id)
    return course.managed_from is not None


def assessment_result(course: Course, fact: Fact, day: date) -> bool:
    if fact.data.get("result") != "ADDICTED":
        course.pending_addicted = None
        return True
    state = course.state
    if state in MANAGEMENT:
        course.pending_addicted = fact.id  # the person stays managed until the stop decision (Art. 24.5a)
        return True
    if state in IDLE:
        course.own(fact)
    known, course.addict = course.addict, True
    if state in IDLE or state in AFTER_REHAB:
        return course.go(day, State.ADDICT, fact.id)
    if state is State.CUSTODY and not known:
        course.before_custody = (State.ADDICT, "", None)
    return known or course.mark(day, fact.id)
