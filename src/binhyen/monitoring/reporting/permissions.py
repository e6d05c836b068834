"""Who does what with reports: units fill in and sign their own, the province receives, the coordinator keeps duties."""

from collections.abc import Iterable
from enum import StrEnum

from binhyen.foundation.access.values import COMMUNE_CODE, Role, Scope


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


def own_bodies(scope: Scope) -> frozenset[str]:
    """Bodies whose reports the reader reads by an office there."""
    return frozenset(body for role, body, _ in scope.offices if body and role in TABLE)


def own_areas(scope: Scope) -> frozenset[str]:
    """Communes whose reports are the reader's: police, committee and who leads or audits it."""
    return frozenset(area for role, _, area in scope.offices if role in AREA_OFFICES and len(area) == COMMUNE_CODE)


def holds(scope: Scope, roles: Iterable[str], *, body_key: str, area_code: str) -> bool:
    """Whether one and the same office is among ``roles`` and of that very body or commune.

    Who is with the police of one commune and with the committee of another does not sign for both in either.
    """
    wanted = frozenset(roles)
    commune = area_code if len(area_code) == COMMUNE_CODE else ""
    return any(
        role in wanted and ((body and body == body_key) or (commune and area == commune and role in AREA_OFFICES))
        for role, body, area in scope.offices
    )


def may_read(scope: Scope, *, body_key: str, area_code: str) -> bool:
    return may(scope, Permission.READ_ALL) or holds(scope, READERS, body_key=body_key, area_code=area_code)


def may_fill(scope: Scope, *, body_key: str, area_code: str) -> bool:
    return holds(scope, FILLERS, body_key=body_key, area_code=area_code)


def may_sign(scope: Scope, roles: Iterable[str], *, body_key: str, area_code: str) -> bool:
    """Whether the reader holds an office the step may be signed by, of the very unit."""
    return holds(scope, roles, body_key=body_key, area_code=area_code)
