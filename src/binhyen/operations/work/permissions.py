"""Who may do what with work: the province gives, bodies do their own, whoever is named verifies."""

from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope


class Permission(StrEnum):
    READ_ALL = "work.read_all"  # every task of the province
    READ_OWN = "work.read_own"  # tasks in which the reader's body has a part, gives or verifies
    GIVE = "work.give"  # give, stop, decide extensions, as an office of the province
    GIVE_HERE = "work.give_here"  # give by hand to bodies of the own commune
    DO = "work.do"  # open, name people, show evidence, claim for the own body
    VERIFY = "work.verify"  # for the body that is named as verifier
    ANSWER = "work.answer"  # questions of what is not clear, for the issuer


_DOES = frozenset({Permission.READ_OWN, Permission.DO, Permission.VERIFY})
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: _DOES | {Permission.READ_ALL, Permission.GIVE, Permission.ANSWER},
    Role.PROVINCE_OFFICER: _DOES | {Permission.READ_ALL, Permission.GIVE},
    Role.LEADER: frozenset({Permission.READ_ALL, Permission.READ_OWN, Permission.VERIFY, Permission.ANSWER}),
    Role.AUDITOR: frozenset({Permission.READ_ALL, Permission.READ_OWN}),
    Role.DEPARTMENT_OFFICER: _DOES,
    Role.COMMUNE_POLICE: _DOES,
    Role.COMMUNE_COMMITTEE: _DOES | {Permission.GIVE_HERE},
    Role.HEALTH_OFFICER: _DOES,
    Role.FACILITY_OFFICER: _DOES,
}
READERS = tuple(TABLE)
GIVERS = tuple(role for role, held in TABLE.items() if held & {Permission.GIVE, Permission.GIVE_HERE})
PROVINCE_GIVERS = tuple(role for role, held in TABLE.items() if Permission.GIVE in held)
DOERS = tuple(role for role, held in TABLE.items() if Permission.DO in held)
VERIFIERS = tuple(role for role, held in TABLE.items() if Permission.VERIFY in held)
ANSWERERS = tuple(role for role, held in TABLE.items() if Permission.ANSWER in held)
_PROVINCE_ONLY = frozenset({Permission.READ_ALL, Permission.GIVE, Permission.ANSWER})


def may(scope: Scope, permission: Permission) -> bool:
    """Whether any of the reader's offices holds it; what is the province's needs an office of the province."""
    if permission in _PROVINCE_ONLY and not scope.province_wide:
        return False
    return any(permission in TABLE.get(role, ()) for role in scope.roles)


def commune_areas(scope: Scope) -> frozenset[str]:
    """Communes of which this reader sees the work of every body: who leads or audits a commune."""
    return scope.areas if scope.has(Role.LEADER, Role.AUDITOR) and not scope.province_wide else frozenset()
