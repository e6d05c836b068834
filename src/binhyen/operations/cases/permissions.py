"""Who may do what with cases: which roles read them, and which kinds of facts each role may state."""

from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope

from .values import FactKind as K


class Permission(StrEnum):
    READ = "cases.read"  # cases within the reader's area, or of the reader's own patients
    RECORD = "cases.record"  # state facts of the kinds below
    CORRECT = "cases.correct"  # supersede or withdraw what was stated
    TRANSFER = "cases.transfer"  # send a case to another commune, accept one, give one back
    TOTALS = "cases.totals"  # counts of the lists


_KEEPER = frozenset(Permission)
_CARER = frozenset({Permission.READ, Permission.RECORD, Permission.CORRECT})
_ONLOOKER = frozenset({Permission.READ, Permission.TOTALS})
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: _KEEPER,
    Role.PROVINCE_OFFICER: _KEEPER,
    Role.COMMUNE_POLICE: _KEEPER,
    Role.COMMUNE_COMMITTEE: _CARER | {Permission.TOTALS},
    Role.HEALTH_OFFICER: _CARER,
    Role.FACILITY_OFFICER: _CARER,
    Role.LEADER: _ONLOOKER,
    Role.AUDITOR: _ONLOOKER,
}
READERS = tuple(role for role, held in TABLE.items() if Permission.READ in held)
RECORDERS = tuple(role for role, held in TABLE.items() if Permission.RECORD in held)
CORRECTORS = tuple(role for role, held in TABLE.items() if Permission.CORRECT in held)
MOVERS = tuple(role for role, held in TABLE.items() if Permission.TRANSFER in held)
COUNTERS = tuple(role for role, held in TABLE.items() if Permission.TOTALS in held)

_EVERYBODY = frozenset({K.VISIT, K.HELP_GIVEN, K.NOTE})
_HEALTH = _EVERYBODY | {
    K.TEST, K.ASSESSMENT_RESULT, K.SUBSTITUTION_REGISTERED, K.SUBSTITUTION_STARTED, K.SUBSTITUTION_COMPLETED,
    K.SUBSTITUTION_ENDED_EARLY, K.PSYCHOSIS_SIGNS, K.PSYCHOSIS_SIGNS_ENDED, K.PREGNANT, K.PREGNANCY_ENDED,
}  # fmt: skip
_FACILITY = _EVERYBODY | {
    K.TEST, K.VOLUNTARY_STARTED, K.VOLUNTARY_PHASES_DONE, K.VOLUNTARY_COMPLETED, K.VOLUNTARY_ENDED_EARLY, K.ADMITTED,
    K.PHASE, K.LEAVE_STARTED, K.LEAVE_ENDED, K.ESCAPED, K.SEARCH_DECIDED, K.FOUND, K.REHABILITATION_SUSPENDED,
    K.REHABILITATION_RESUMED, K.COMPULSORY_COMPLETED, K.PSYCHOSIS_SIGNS, K.PSYCHOSIS_SIGNS_ENDED, K.PREGNANT,
    K.PREGNANCY_ENDED, K.DIED,
}  # fmt: skip
_COMMITTEE = _EVERYBODY | {K.POST_REHAB_DECIDED, K.POST_REHAB_COMPLETED, K.COMMITMENT, K.ABSENT, K.ABSENCE_ENDED}
_ALL = frozenset(K)
KINDS: dict[str, frozenset[K]] = {
    Role.PROVINCE_COORDINATOR: _ALL,
    Role.PROVINCE_OFFICER: _ALL,
    Role.COMMUNE_POLICE: _ALL,
    Role.COMMUNE_COMMITTEE: _COMMITTEE,
    Role.HEALTH_OFFICER: _HEALTH,
    Role.FACILITY_OFFICER: _FACILITY,
}


def may(scope: Scope, permission: Permission) -> bool:
    return any(permission in TABLE.get(role, ()) for role in scope.roles)


def recordable(scope: Scope) -> frozenset[K]:
    """The kinds of facts this reader may state. Health states health facts; the file's keeper states them all."""
    return frozenset().union(*(KINDS.get(role, frozenset()) for role in scope.roles))
