"""Who may do what with inspections: an office of the province inspects, a committee inspects in its commune.

Whoever is inspected answers; whoever is named follows up.
"""

from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope


class Permission(StrEnum):
    READ_ALL = "inspections.read_all"  # every inspection of the province
    READ_OWN = "inspections.read_own"  # those in which the reader's body inspects, is inspected, answers or follows
    PLAN = "inspections.plan"  # plan, state findings, conclude, for the own body
    ANSWER = "inspections.answer"  # explain, claim a remedy, for the body that is responsible
    FOLLOW = "inspections.follow"  # verify or send back, for the body that follows


_TAKES_PART = frozenset({Permission.READ_OWN, Permission.ANSWER, Permission.FOLLOW})
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: _TAKES_PART | {Permission.READ_ALL, Permission.PLAN},
    Role.PROVINCE_OFFICER: _TAKES_PART | {Permission.READ_ALL, Permission.PLAN},
    Role.LEADER: frozenset({Permission.READ_ALL, Permission.READ_OWN}),
    Role.AUDITOR: frozenset({Permission.READ_ALL, Permission.READ_OWN}),
    Role.DEPARTMENT_OFFICER: _TAKES_PART | {Permission.PLAN},
    Role.COMMUNE_COMMITTEE: _TAKES_PART | {Permission.PLAN},
    Role.COMMUNE_POLICE: _TAKES_PART,
    Role.HEALTH_OFFICER: _TAKES_PART,
    Role.FACILITY_OFFICER: _TAKES_PART,
}
READERS = tuple(TABLE)
PLANNERS = tuple(role for role, held in TABLE.items() if Permission.PLAN in held)
TAKING_PART = tuple(role for role, held in TABLE.items() if Permission.ANSWER in held)


def may(scope: Scope, permission: Permission) -> bool:
    """Whether any of the reader's offices holds it; reading everything needs an office of the province."""
    if permission is Permission.READ_ALL and not scope.province_wide:
        return False
    return any(permission in TABLE.get(role, ()) for role in scope.roles)
