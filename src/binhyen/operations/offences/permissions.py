"""Who may do what with offences: the police state and read the rows, the committee and leaders read counts."""

from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope


class Permission(StrEnum):
    READ = "offences.read"  # rows, the persons of an offence among them
    RECORD = "offences.record"  # in the reader's own communes, or in all of the province
    COUNT = "offences.count"  # counts of communes, routes
    ROUTES = "offences.routes"  # enter approved routes


_PROVINCE = frozenset(Permission)
_COUNTER = frozenset({Permission.COUNT})
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: _PROVINCE,
    Role.PROVINCE_OFFICER: _PROVINCE,
    Role.COMMUNE_POLICE: _PROVINCE - {Permission.ROUTES},
    Role.COMMUNE_COMMITTEE: _COUNTER,
    Role.LEADER: _COUNTER,
    Role.AUDITOR: _COUNTER,
}
READERS = tuple(role for role, held in TABLE.items() if Permission.READ in held)
RECORDERS = tuple(role for role, held in TABLE.items() if Permission.RECORD in held)
COUNTERS = tuple(role for role, held in TABLE.items() if Permission.COUNT in held)
ROUTE_KEEPERS = tuple(role for role, held in TABLE.items() if Permission.ROUTES in held)
_WHOLE = (Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER)


def may(scope: Scope, permission: Permission) -> bool:
    return any(permission in TABLE.get(role, ()) for role in scope.roles)


def may_record_in(scope: Scope, commune: str) -> bool:
    """The commune's police in their own commune; the province everywhere."""
    if scope.has(*_WHOLE):
        return True
    return scope.has(Role.COMMUNE_POLICE) and commune in scope.areas


def reads_everywhere(scope: Scope) -> bool:
    return scope.province_wide
