"""Who may do what with figures."""

from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope


class Permission(StrEnum):
    READ = "indicators.read"  # figures of the province and of the reader's communes
    READ_ALL = "indicators.read_all"  # figures of every commune
    CLOSE = "indicators.close"  # close the books and put one's name to it


_READER = frozenset({Permission.READ})
_ONLOOKER = _READER | {Permission.READ_ALL}
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: frozenset(Permission),
    Role.PROVINCE_OFFICER: _ONLOOKER,
    Role.DEPARTMENT_OFFICER: _READER,
    Role.COMMUNE_POLICE: _READER,
    Role.COMMUNE_COMMITTEE: _READER,
    Role.HEALTH_OFFICER: _READER,
    Role.FACILITY_OFFICER: _READER,
    Role.LEADER: _ONLOOKER,
    Role.AUDITOR: _ONLOOKER,
}
READERS = tuple(TABLE)
PROVINCE_READERS = tuple(role for role, held in TABLE.items() if Permission.READ_ALL in held)
CLOSERS = tuple(role for role, held in TABLE.items() if Permission.CLOSE in held)


def may(scope: Scope, permission: Permission) -> bool:
    return any(permission in TABLE.get(role, ()) for role in scope.roles)
