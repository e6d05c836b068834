"""What must be known beside the state. A flag is no state: absence, a wanted notice, psychosis end no measure."""

from collections.abc import Iterator
from datetime import date

from binhyen.operations.cases.values import FactKind, Flag, State

from . import windows
from .clocks import Moment
from .steps_rehab import day_in

K = FactKind
_RAISES = {
    K.ABSENT: Flag.ABSENT,
    K.WANTED: Flag.WANTED,
    K.SEARCH_DECIDED: Flag.SEARCHED,
    K.PSYCHOSIS_SIGNS: Flag.PSYCHOSIS_SIGNS,
    K.PREGNANT: Flag.PREGNANT,
    K.MONITORING_ORDERED: Flag.MONITORED,
}
_LOWERS = {
    K.ABSENCE_ENDED: (Flag.ABSENT,),
    K.MOVED_IN: (Flag.ABSENT,),
    K.FOUND: (Flag.ABSENT, Flag.SEARCHED),
    K.ADMITTED: (Flag.ABSENT, Flag.SEARCHED),
    K.CUSTODY_STARTED: (Flag.ABSENT, Flag.SEARCHED),
    K.PRISON_STARTED: (Flag.ABSENT, Flag.SEARCHED, Flag.WANTED),
    K.WANTED_ENDED: (Flag.WANTED,),
    K.PSYCHOSIS_SIGNS_ENDED: (Flag.PSYCHOSIS_SIGNS,),
    K.PREGNANCY_ENDED: (Flag.PREGNANT,),
    K.MONITORING_ENDED: (Flag.MONITORED,),
}
MONITORABLE = frozenset({State.VOLUNTARY_HOME, State.SUBSTITUTION, State.AWAITING_POST_REHAB, State.POST_REHAB})
_DEALT_WITH = frozenset(
    {K.CUSTODY_STARTED, K.PRISON_STARTED, K.ASSESSMENT_RESULT, K.MANAGEMENT_DECIDED, K.COURT_DECIDED}
)


def flags(moment: Moment) -> frozenset[Flag]:
    """All flags of a case at a moment."""
    if moment.course.state is State.DEAD:
        return frozenset()
    return frozenset((*_raised(moment), *_by_course(moment), *_criminal_window(moment)))


def _raised(moment: Moment) -> set[Flag]:
    raised: set[Flag] = set()
    for day, fact in moment.rows:
        flag = _RAISES.get(fact.kind)
        if flag is None:
            raised.difference_update(_LOWERS.get(fact.kind, ()))
        elif not _over(flag, day_in(fact, "ends_on"), moment) and not _lapsed(flag, day, moment):
            raised.add(flag)
    if moment.course.state not in MONITORABLE:
        raised.discard(Flag.MONITORED)
    return raised


def _lapsed(flag: Flag, day: date, moment: Moment) -> bool:
    """A certificate of pregnancy that nobody closed says nothing after a while."""
    days = moment.parameters.value("PREGNANCY_CERTIFICATE", moment.day)
    return flag is Flag.PREGNANT and days is not None and (moment.day - day).days > days


def _over(flag: Flag, ends_on: object, moment: Moment) -> bool:
    return flag is Flag.MONITORED and ends_on is not None and ends_on < moment.day  # type: ignore[operator]


def _by_course(moment: Moment) -> Iterator[Flag]:
    course = moment.course
    if course.minor(moment.day):
        yield Flag.MINOR
    if course.detained or course.state is State.CUSTODY:
        yield Flag.DETAINED
    if course.to or course.to_province:
        yield Flag.IN_TRANSIT


def _criminal_window(moment: Moment) -> Iterator[Flag]:
    for day, fact in reversed(moment.rows):
        if fact.kind in _DEALT_WITH:
            return
        if fact.kind is K.TEST and fact.data.get("result") == "POSITIVE":
            found = windows.hits(fact, day, rows=moment.rows, spans=moment.spans, parameters=moment.parameters)
            if found:
                yield Flag.CRIMINAL_WINDOW
            return
