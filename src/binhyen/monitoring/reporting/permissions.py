"""Who does what with reports: units fill in and sign their own, the province receives, the coordinator keeps duties."""

from collections.abc import Iterable
from enum import StrEnum

from binhyen.foundation.access.values import Role, Scope


class Permission(StrEnum):
    READ = "reporting.read"  # reports of the reader's own bodies and communes
    READ_ALL = "reporting.read_all"  # of every unit
    FILL = "reporting.fill"  # write into the own reports
    RECEIVE = "reporting.receive"  # take in, return, excuse, extend, lock
    KEEP = "reporting.keep"  # duties, rounds on demand


_UNIT = frozenset({Permission.READ, Permission.FILL})
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: frozenset(Permission),
    Role.PROVINCE_OFFICER: _UNIT | {Permission.READ_ALL, Permission.RECEIVE},
    Role.DEPARTMENT_OFFICER: _UNIT,
    Role.COMMUNE_POLICE: _UNIT,
    Role.COMMUNE_COMMITTEE: _UNIT,
    Role.HEALTH_OFFICER: _UNIT,
    Role.FACILITY_OFFICER: _UNIT,
    Role.LEADER: frozenset({Permission.READ, Permission.READ_ALL}),
    Role.AUDITOR: frozenset({Permission.READ, Permission.READ_ALL}),
}
READERS = tuple(TABLE)
FILLERS = tuple(role for role, held in TABLE.items() if Permission.FILL in held)
SIGNERS = (*FILLERS, Role.LEADER)
ALL_READERS = tuple(role for role, held in TABLE.items() if Permission.READ_ALL in held)
RECEIVERS = tuple(role for role, held in TABLE.items() if Permission.RECEIVE in held)
KEEPERS = tuple(role for role, held in TABLE.items() if Permission.KEEP in held)
AREA_OFFICES = frozenset({Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE, Role.LEADER, Role.AUDITOR})  # of a commune
_PROVINCE_ONLY = frozenset({Permission.READ_ALL, Permission.RECEIVE, Permission.KEEP})


def may(scope: Scope, permission: Permission) -> bool:
    """What is the province's needs an office of the province: who leads one commune reads its reports alone."""
    if permission in _PROVINCE_ONLY and not scope.province_wide:
        return False
    return any(permission in TABLE.get(role, ()) for role in scope.roles)


def own_areas(scope: Scope) -> frozenset[str]:
    """Communes whose reports are the reader's: police, committee and who leads or audits it."""
    return scope.areas if scope.has(*AREA_OFFICES) else frozenset()


def is_own(scope: Scope, *, body_key: str, area_code: str) -> bool:
    """Whether a report is of the reader's own body or commune."""
    return body_key in scope.bodies or area_code in own_areas(scope)


def may_read(scope: Scope, *, body_key: str, area_code: str) -> bool:
    return may(scope, Permission.READ_ALL) or (
        may(scope, Permission.READ) and is_own(scope, body_key=body_key, area_code=area_code)
    )


def may_fill(scope: Scope, *, body_key: str, area_code: str) -> bool:
    return may(scope, Permission.FILL) and is_own(scope, body_key=body_key, area_code=area_code)


def may_sign(scope: Scope, roles: Iterable[str], *, body_key: str, area_code: str) -> bool:
    """Whether the reader holds an office the step may be signed by, of the very unit."""
    return scope.has(*roles) and is_own(scope, body_key=body_key, area_code=area_code)
