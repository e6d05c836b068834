"""Which acts a file page offers in each state. Order is order on the page; what is offered and not allowed says why."""

from collections.abc import Mapping

from binhyen.operations.cases.values import FactKind, State

K = FactKind
Offer = tuple[FactKind, Mapping[str, object]]


def _plain(*kinds: FactKind) -> tuple[Offer, ...]:
    return tuple((kind, {}) for kind in kinds)


_TEST: Offer = (K.TEST, {"result": "NEGATIVE"})
_MOVE: Offer = (K.MOVED_OUT, {"to": "00000"})
_LIFE = (_MOVE, *_plain(K.ABSENT, K.CUSTODY_STARTED, K.DIED))
_HELP = _plain(K.VISIT, K.HELP_GIVEN)
_ASSESS = (*_plain(K.ASSESSMENT_REQUESTED), (K.ASSESSMENT_RESULT, {"result": "ADDICTED"}))
_MONITOR: Offer = (K.MONITORING_ORDERED, {})
_FILE: Offer = (K.COMPULSORY_FILE_OPENED, {})
_BEGIN = _plain(K.VOLUNTARY_REGISTERED, K.VOLUNTARY_STARTED, K.SUBSTITUTION_REGISTERED, K.SUBSTITUTION_STARTED)
_OPEN: Offer = (K.OPENING, {"state": "MANAGED"})
_COURT: Offer = (K.COURT_DECIDED, {"outcome": "COMMIT"})
_RELEASE = _plain(K.REHABILITATION_SUSPENDED, K.ESCAPED, K.EXECUTION_EXEMPTED)

NEXT: Mapping[State, tuple[Offer, ...]] = {
    State.NONE: (_TEST, *_plain(K.POSITIVE_RECEIVED), _OPEN, *_ASSESS, (K.MANAGEMENT_DECIDED, {}), *_HELP),
    State.POSITIVE: (*_plain(K.POSITIVE_RECEIVED, K.MANAGEMENT_DECIDED), *_ASSESS, _TEST, *_HELP, *_LIFE),
    State.MANAGED: (
        *_HELP,
        _TEST,
        *_plain(K.MANAGEMENT_STOPPED, K.MANAGEMENT_TERMINATED, K.MANAGEMENT_SUSPENDED),
        *_ASSESS,
        *_LIFE,
        _MONITOR,
    ),
    State.MANAGED_SUSPENDED: _plain(K.CUSTODY_ENDED, K.MANAGEMENT_STOPPED, K.PRISON_STARTED, K.DIED),
    State.ADDICT: (*_BEGIN, _FILE, *_HELP, _TEST, *_LIFE),
    State.VOLUNTARY_HOME: (
        *_HELP,
        _TEST,
        *_plain(K.VOLUNTARY_COMPLETED, K.VOLUNTARY_ENDED_EARLY, K.VIOLATION, K.SUBSTITUTION_STARTED),
        _MONITOR,
        _FILE,
        *_LIFE,
    ),
    State.VOLUNTARY_PRIVATE: (
        *_plain(K.PHASE, K.VOLUNTARY_PHASES_DONE, K.VOLUNTARY_COMPLETED, K.VOLUNTARY_ENDED_EARLY),
        _FILE,
        *_LIFE,
    ),
    State.VOLUNTARY_PUBLIC: (
        *_plain(K.ADMITTED, K.PHASE, K.VOLUNTARY_COMPLETED, K.VOLUNTARY_ENDED_EARLY, K.LEAVE_STARTED),
        *_RELEASE,
        *_plain(K.DIED),
    ),
    State.SUBSTITUTION: (
        *_HELP,
        *_plain(K.SUBSTITUTION_COMPLETED, K.SUBSTITUTION_ENDED_EARLY, K.VIOLATION, K.VOLUNTARY_STARTED),
        _TEST,
        _MONITOR,
        _FILE,
        *_LIFE,
    ),
    State.COMPULSORY_FILE: (
        *_plain(K.COMPULSORY_FILE_READ, K.COMPULSORY_FILE_SENT, K.COURT_ACCEPTED),
        _COURT,
        *_plain(K.COMPULSORY_FILE_CLOSED),
        *_LIFE,
    ),
    State.AWAITING_EXECUTION: (
        *_plain(K.ADMITTED, K.EXECUTION_POSTPONED, K.EXECUTION_EXEMPTED, K.ESCAPED, K.SEARCH_DECIDED, K.FOUND),
        *_LIFE,
    ),
    State.COMPULSORY: (
        *_plain(K.PHASE, K.COMPULSORY_COMPLETED, K.LEAVE_STARTED, K.LEAVE_ENDED),
        *_RELEASE,
        *_plain(K.REHABILITATION_RESUMED, K.SEARCH_DECIDED, K.FOUND, K.PRISON_STARTED, K.DIED),
    ),
    State.AWAITING_POST_REHAB: (*_plain(K.POST_REHAB_DECIDED), *_HELP, _TEST, *_ASSESS, *_LIFE),
    State.POST_REHAB: (*_HELP, _TEST, *_ASSESS, *_plain(K.POST_REHAB_COMPLETED), _MONITOR, *_LIFE),
    State.CUSTODY: (*_plain(K.CUSTODY_ENDED, K.PRISON_STARTED), *_ASSESS, *_plain(K.DIED)),
    State.PRISON: _plain(K.PRISON_ENDED, K.DIED),
    State.OTHER_MEASURE: _plain(K.OTHER_MEASURE_ENDED, K.PRISON_STARTED, K.DIED),
    State.MOVED_AWAY: (_OPEN, _TEST),
    State.ENDED: (_TEST, *_plain(K.POSITIVE_RECEIVED, K.MANAGEMENT_TERMINATED), *_HELP, *_plain(K.DIED)),
    State.DEAD: (),
}
IN_TRANSIT: tuple[Offer, ...] = ((K.MOVED_IN, {}), (K.MOVE_REFUSED, {"reason": "…"}))
WHEN_FLAGGED = {
    "ABSENT": K.ABSENCE_ENDED,
    "WANTED": K.WANTED_ENDED,
    "MONITORED": K.MONITORING_ENDED,
    "PSYCHOSIS_SIGNS": K.PSYCHOSIS_SIGNS_ENDED,
    "PREGNANT": K.PREGNANCY_ENDED,
}
# shown only where the state makes them possible: a page full of closed doors helps nobody
QUIET = frozenset(
    {
        K.LEAVE_ENDED,
        K.REHABILITATION_RESUMED,
        K.FOUND,
        K.MANAGEMENT_SUSPENDED,
        K.SEARCH_DECIDED,
        K.MANAGEMENT_TERMINATED,
    }
)
