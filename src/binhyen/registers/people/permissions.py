"""Who may see and keep the register of people. The database's policies stand behind every one of these."""

from binhyen.foundation.access.values import Role, Scope

# whoever keeps lists of people, helps them or answers for it; departments and the system's keeper read no one
READERS = (
    Role.PROVINCE_COORDINATOR,
    Role.PROVINCE_OFFICER,
    Role.COMMUNE_POLICE,
    Role.COMMUNE_COMMITTEE,
    Role.HEALTH_OFFICER,
    Role.FACILITY_OFFICER,
    Role.LEADER,
    Role.AUDITOR,
)
KEEPERS = (Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER, Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE)
_PROVINCE_KEEPERS = (Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER)


def may_read(*, scope: Scope) -> bool:
    return scope.has(*READERS)


def may_keep(*, scope: Scope) -> bool:
    """Hold an office that enters and mends people somewhere."""
    return scope.has(*KEEPERS)


def may_keep_in(*, scope: Scope, commune_code: str) -> bool:
    """Enter and mend people of this commune: its own keepers, and those of the province."""
    return scope.has(*_PROVINCE_KEEPERS) or (may_keep(scope=scope) and commune_code in scope.areas)


NOTERS = (*KEEPERS, Role.HEALTH_OFFICER, Role.FACILITY_OFFICER)


def may_note(*, scope: Scope, communes: tuple[str, ...]) -> bool:
    """Add sensitive notes, in the compartments the reader opens for a person of these communes."""
    return scope.has(*NOTERS) and bool(scope.opens_for(*communes))


# who answers for the people of a unit: they may end a crossing and ask for an explanation
OBJECTORS = (Role.PROVINCE_COORDINATOR, Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE, Role.LEADER)


def sees_crossings(*, scope: Scope) -> bool:
    """Is shown who opened people of the own unit, or of the province."""
    return scope.has(*OBJECTORS, Role.PROVINCE_OFFICER, Role.AUDITOR)


def may_object(*, scope: Scope) -> bool:
    return scope.has(*OBJECTORS)


def leads(*, scope: Scope) -> bool:
    """Is told what the officers of the own bodies open elsewhere."""
    return scope.has(Role.LEADER, Role.PROVINCE_COORDINATOR)
