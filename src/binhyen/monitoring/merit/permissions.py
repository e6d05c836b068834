"""Who may do what with proposals. Who may not comes first, in ``rules/steps``: no body decides on itself, who proposed
does not decide, who decided does not answer the appeal. This table opens doors, those rules close them.
"""

from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope


class Permission(StrEnum):
    READ_ALL = "merit.read_all"  # every proposal of the province
    READ_OWN = "merit.read_own"  # those about the reader's body that were sent to it, and appeals to the body
    PREPARE = "merit.prepare"  # preview, propose, strike, add, send, withdraw
    SET = "merit.set"  # criteria, clocks, bases, circumstances
    ANSWER = "merit.answer"  # the word and the appeal of the own body
    DECIDE = "merit.decide"
    ANSWER_APPEAL = "merit.answer_appeal"  # for the body a decision names


_OWN = frozenset({Permission.READ_OWN, Permission.ANSWER, Permission.ANSWER_APPEAL})
_PROVINCE_ONLY = frozenset({Permission.READ_ALL, Permission.PREPARE, Permission.SET, Permission.DECIDE})
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: _OWN | {Permission.READ_ALL, Permission.PREPARE, Permission.SET},
    Role.PROVINCE_OFFICER: _OWN | {Permission.READ_ALL, Permission.PREPARE},
    Role.LEADER: _OWN | {Permission.READ_ALL, Permission.DECIDE},
    Role.AUDITOR: frozenset({Permission.READ_ALL, Permission.READ_OWN}),  # reads, never speaks for a body
    Role.DEPARTMENT_OFFICER: _OWN,
    Role.COMMUNE_POLICE: _OWN,
    Role.COMMUNE_COMMITTEE: _OWN,
    Role.HEALTH_OFFICER: _OWN,
    Role.FACILITY_OFFICER: _OWN,
}


def _holding(permission: Permission) -> tuple[str, ...]:
    return tuple(role for role, held in TABLE.items() if permission in held)


READERS = tuple(TABLE)
PREPARERS, SETTERS = _holding(Permission.PREPARE), _holding(Permission.SET)
DECIDERS, ANSWERERS = _holding(Permission.DECIDE), _holding(Permission.ANSWER)


def may(scope: Scope, permission: Permission) -> bool:
    """Whether any of the reader's offices holds it; what is the province's needs an office of the province."""
    if permission in _PROVINCE_ONLY and not scope.province_wide:
        return False
    return any(permission in TABLE.get(role, ()) for role in scope.roles)
