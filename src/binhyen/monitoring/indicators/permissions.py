"""Who may do what with figures."""

from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope


class Permission(StrEnum):
    READ = "indicators.read"  # figures of the province and of the reader's communes
    READ_ALL = "indicators.read_all"  # figures of every commune
    CLOSE = "indicators.close"  # close the books and put one's name to it
    STATE = "indicators.state"  # enter what units report of what the product cannot count, with its document


_READER = frozenset({Permission.READ})
_ONLOOKER = _READER | {Permission.READ_ALL}
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: frozenset(Permission),
    Role.PROVINCE_OFFICER: _ONLOOKER,
    Role.DEPARTMENT_OFFICER: _READER | {Permission.STATE},
    Role.COMMUNE_POLICE: _READER | {Permission.STATE},
    Role.COMMUNE_COMMITTEE: _READER | {Permission.STATE},
    Role.HEALTH_OFFICER: _READER,
    Role.FACILITY_OFFICER: _READER,
    Role.LEADER: _ONLOOKER,
    Role.AUDITOR: _ONLOOKER,
}
READERS = tuple(TABLE)
PROVINCE_READERS = tuple(role for role, held in TABLE.items() if Permission.READ_ALL in held)
STATERS = tuple(role for role, held in TABLE.items() if Permission.STATE in held)
CLOSERS = tuple(role for role, held in TABLE.items() if Permission.CLOSE in held)


def may(scope: Scope, permission: Permission) -> bool:
    return any(permission in TABLE.get(role, ()) for role in scope.roles)


def may_state(scope: Scope, *, owner: str, area: str) -> bool:
    """Whether the reader may enter a figure of ``area``: communes their own; a department what it answers for."""
    if not may(scope, Permission.STATE):
        return False
    if may(scope, Permission.CLOSE) or area in scope.areas:
        return True
    return Role.DEPARTMENT_OFFICER in scope.roles and owner in scope.bodies and area in scope.provinces
