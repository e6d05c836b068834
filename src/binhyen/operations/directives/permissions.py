"""Who may do what with directives and duties."""

from enum import StrEnum

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.values import Role


class Permission(StrEnum):
    READ_ALL = "directives.read_all"  # every directive in every state
    REVIEW = "directives.review"  # hand in, correct, accept, undo
    SIGN = "directives.sign"  # close the review; correct a signed register, with a reason
    READ_ASSIGNED = "directives.read_assigned"  # accepted duties in which the reader's body has a part


_ASSIGNED = frozenset({Permission.READ_ASSIGNED})
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: frozenset({Permission.READ_ALL, Permission.REVIEW, Permission.SIGN}),
    Role.PROVINCE_OFFICER: frozenset({Permission.READ_ALL, Permission.REVIEW}),
    Role.LEADER: frozenset({Permission.READ_ALL}),
    Role.AUDITOR: frozenset({Permission.READ_ALL}),
    Role.DEPARTMENT_OFFICER: _ASSIGNED,
    Role.COMMUNE_POLICE: _ASSIGNED,
    Role.COMMUNE_COMMITTEE: _ASSIGNED,
    Role.HEALTH_OFFICER: _ASSIGNED,
    Role.FACILITY_OFFICER: _ASSIGNED,
}
REVIEWERS = tuple(role for role, held in TABLE.items() if Permission.REVIEW in held)
SIGNERS = tuple(role for role, held in TABLE.items() if Permission.SIGN in held)
READING_ALL = tuple(role for role, held in TABLE.items() if Permission.READ_ALL in held)
READERS = tuple(TABLE)


def may(scope: Scope, permission: Permission) -> bool:
    return any(permission in _held(role, scope) for role in scope.roles)


def _held(role: str, scope: Scope) -> frozenset[Permission]:
    """What a role holds; the leader or auditor of a commune reads its duties, not those of the whole province."""
    held = TABLE.get(role, frozenset())
    if Permission.READ_ALL in held and not scope.province_wide:
        return held - {Permission.READ_ALL} | _ASSIGNED
    return held


def commune_areas(scope: Scope) -> frozenset[str]:
    """Communes of which this reader sees the duties of every body: who leads or audits a commune."""
    return scope.areas if scope.has(Role.LEADER, Role.AUDITOR) and not scope.province_wide else frozenset()
