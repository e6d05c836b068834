"""Who may do what with cases: which roles read them, who moves them, who may state which kind of fact."""

from enum import StrEnum

from binhyen.foundation.access.values import MANAGEMENT, Role, Scope

from .rules.facts import specs
from .rules.rosters import Keeper
from .values import FactKind


class Permission(StrEnum):
    READ = "cases.read"  # cases within the reader's area, or of the reader's own patients
    RECORD = "cases.record"  # state facts, each kind by its own recorders
    CORRECT = "cases.correct"  # supersede or withdraw what was stated
    TRANSFER = "cases.transfer"  # send a case to another commune, accept one, give one back
    TOTALS = "cases.totals"  # counts of the lists


_KEEPER = frozenset(Permission)
_CARER = frozenset({Permission.READ, Permission.RECORD, Permission.CORRECT})
_ONLOOKER = frozenset({Permission.READ, Permission.TOTALS})
TABLE: dict[str, frozenset[Permission]] = {
    Role.PROVINCE_COORDINATOR: _KEEPER,
    Role.PROVINCE_OFFICER: _KEEPER - {Permission.TRANSFER},
    Role.COMMUNE_POLICE: _KEEPER,
    Role.COMMUNE_COMMITTEE: _CARER | {Permission.TOTALS},
    Role.HEALTH_OFFICER: _CARER,
    Role.FACILITY_OFFICER: _CARER,
    Role.LEADER: _ONLOOKER,
    Role.AUDITOR: _ONLOOKER,
}
READERS = tuple(role for role, held in TABLE.items() if Permission.READ in held)
RECORDERS = tuple(role for role, held in TABLE.items() if Permission.RECORD in held)
CORRECTORS = tuple(role for role, held in TABLE.items() if Permission.CORRECT in held)
MOVERS = tuple(role for role, held in TABLE.items() if Permission.TRANSFER in held)
COUNTERS = tuple(role for role, held in TABLE.items() if Permission.TOTALS in held)


def may(scope: Scope, permission: Permission) -> bool:
    return any(permission in TABLE.get(role, ()) for role in scope.roles)


def recordable(scope: Scope) -> frozenset[FactKind]:
    """The kinds of facts this reader may state: those whose recorders, in law/cases, hold one of the reader's roles.

    The coordinator of the province states any, to mend what nobody else can.
    """
    if not may(scope, Permission.RECORD):
        return frozenset()
    if scope.has(Role.PROVINCE_COORDINATOR):
        return frozenset(FactKind)
    return frozenset(spec.kind for spec in specs() if scope.has(*spec.recorders))


_PROVINCE = (Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER)
PRINTERS = (*_PROVINCE, Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE)
TEMPLATE_KEEPERS = (Role.PROVINCE_COORDINATOR,)
TEMPLATE_READERS = (*PRINTERS, Role.LEADER, Role.AUDITOR)
OF_THE_POLICE = "POLICE"  # law/form_issuers.toml


def may_print(scope: Scope, *, commune: str, issuer: str) -> bool:
    """Papers are printed in their own commune, or by the province for it; the committee prints none of the police."""
    if scope.has(*_PROVINCE):
        return True
    if commune not in scope.areas:
        return False
    return scope.has(Role.COMMUNE_POLICE) or (scope.has(Role.COMMUNE_COMMITTEE) and issuer != OF_THE_POLICE)


LIST_KEEPERS = (*_PROVINCE, Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE)  # hand lists in, mend and write them
# a clinic, a facility, a place of custody brings the list of its own people, to be compared and never to be written
HOLDERS = (Role.HEALTH_OFFICER, Role.FACILITY_OFFICER)
ROSTER_BRINGERS = (*LIST_KEEPERS, *HOLDERS)
_HELD: dict[str, tuple[Keeper, ...]] = {
    Role.HEALTH_OFFICER: (Keeper.CLINIC,),
    Role.FACILITY_OFFICER: (Keeper.FACILITY, Keeper.CUSTODY),
}
EXPORTERS = LIST_KEEPERS  # take lists of names out; leaders and auditors take none


def rosters_brought(scope: Scope) -> tuple[Keeper, ...]:
    """Whose lists this reader may bring to be compared: who keeps the register any, others their own body's."""
    if scope.has(*LIST_KEEPERS):
        return tuple(Keeper)
    return tuple(keeper for role, held in _HELD.items() if scope.has(role) for keeper in held)


def list_areas(scope: Scope) -> frozenset[str]:
    """Communes whose lists this reader keeps: of the police and the committee, not of the health station."""
    return frozenset(where for where, opened in scope.opens if opened == MANAGEMENT and where in scope.people_areas)


def own_bodies(scope: Scope) -> frozenset[str]:
    """Clinics and facilities this reader brings lists for."""
    return scope.bodies if scope.has(*HOLDERS) else frozenset()
