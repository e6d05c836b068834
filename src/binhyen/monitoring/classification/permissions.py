"""Who may do what with classes: who sees which areas, who settles readings, who plans the road of a commune."""

from collections.abc import Collection
from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope


class Permission(StrEnum):
    READ = "classification.read"  # classes with counts: of the whole province, or of the reader's own communes
    PLAN = "classification.plan"  # scenarios and roadmaps, in the reader's own communes or in all
    SETTLE = "classification.settle"  # how the province reads open passages
    RECOGNISE = "classification.recognise"  # enter decisions that recognise areas


_KEEPER = frozenset(Permission)
_PLANNER = frozenset({Permission.READ, Permission.PLAN})
_READER = frozenset({Permission.READ})
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: _KEEPER,
    Role.PROVINCE_OFFICER: _PLANNER | {Permission.RECOGNISE},
    Role.COMMUNE_POLICE: _PLANNER,
    Role.COMMUNE_COMMITTEE: _PLANNER,
    Role.LEADER: _READER,
    Role.AUDITOR: _READER,
}
READERS = tuple(role for role, held in TABLE.items() if Permission.READ in held)
PLANNERS = tuple(role for role, held in TABLE.items() if Permission.PLAN in held)
SETTLERS = tuple(role for role, held in TABLE.items() if Permission.SETTLE in held)
_WHOLE = (Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER)
_OF_COMMUNES = (Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE)


def may(scope: Scope, permission: Permission) -> bool:
    return any(permission in TABLE.get(role, ()) for role in scope.roles)


def seen(scope: Scope) -> Collection[str] | None:
    """The communes whose classes a reader sees; None is every one."""
    return None if scope.whole_province else scope.people_areas


def may_see(scope: Scope, commune: str) -> bool:
    return may(scope, Permission.READ) and (scope.whole_province or commune in scope.people_areas)


def may_plan_in(scope: Scope, commune: str) -> bool:
    """The commune's own police and committee, and the province everywhere."""
    return scope.has(*_WHOLE) or (scope.has(*_OF_COMMUNES) and commune in scope.areas)
