"""Who does what in the yearly procedure."""

from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope

from .values import Decider


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
DECIDERS = (Role.PROVINCE_COORDINATOR, Role.COMMUNE_COMMITTEE)  # who enter signed decisions about units
KEEPERS = tuple(role for role, held in TABLE.items() if Permission.KEEP in held)
PROVINCE_READERS = (Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER, Role.LEADER, Role.AUDITOR)
ASSESSORS = tuple(role for role, held in TABLE.items() if Permission.ASSESS in held)


def may(scope: Scope, permission: Permission) -> bool:
    return any(permission in TABLE.get(role, ()) for role in scope.roles)


def may_assess(scope: Scope, commune: str) -> bool:
    """The commune's own police and committee; the province assesses for nobody."""
    return scope.has(*ASSESSORS) and commune in scope.areas


def may_see(scope: Scope, area: str) -> bool:
    return may(scope, Permission.READ) and (scope.whole_province or area in scope.areas)


def may_check_unit(scope: Scope, commune: str, decider: Decider) -> bool:
    """Units that a commune recognises are checked in it, those the province recognises by the province's police."""
    return may_assess(scope, commune) if decider is Decider.COMMUNE else may(scope, Permission.CHECK)


def may_decide_units(scope: Scope, commune: str, decider: Decider) -> bool:
    """Who enters a signed decision: the commune's committee of its own units, the province's keepers of the others."""
    if decider is Decider.COMMUNE:
        return scope.has(Role.COMMUNE_COMMITTEE) and commune in scope.areas
    return may(scope, Permission.KEEP)
