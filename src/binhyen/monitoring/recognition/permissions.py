"""Who does what in the yearly procedure."""

from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope


class Permission(StrEnum):
    READ = "recognition.read"
    ASSESS = "recognition.assess"  # in the reader's own commune
    CHECK = "recognition.check"
    KEEP = "recognition.keep"  # council, sessions, decisions, the list of papers, the province's own assessment


TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: frozenset({Permission.READ, Permission.CHECK, Permission.KEEP}),
    Role.PROVINCE_OFFICER: frozenset({Permission.READ, Permission.CHECK}),
    Role.COMMUNE_POLICE: frozenset({Permission.READ, Permission.ASSESS}),
    Role.COMMUNE_COMMITTEE: frozenset({Permission.READ, Permission.ASSESS}),
    Role.LEADER: frozenset({Permission.READ}),
    Role.AUDITOR: frozenset({Permission.READ}),
}
READERS = tuple(TABLE)
KEEPERS = tuple(role for role, held in TABLE.items() if Permission.KEEP in held)
PROVINCE_READERS = (Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER, Role.LEADER, Role.AUDITOR)
_ASSESSORS = tuple(role for role, held in TABLE.items() if Permission.ASSESS in held)


def may(scope: Scope, permission: Permission) -> bool:
    return any(permission in TABLE.get(role, ()) for role in scope.roles)


def may_assess(scope: Scope, commune: str) -> bool:
    """The commune's own police and committee; the province assesses for nobody."""
    return scope.has(*_ASSESSORS) and commune in scope.areas


def may_see(scope: Scope, area: str) -> bool:
    return may(scope, Permission.READ) and (scope.whole_province or area in scope.areas)
