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
    return any(permission in TABLE.get(role, ()) for role in scope.roles)
