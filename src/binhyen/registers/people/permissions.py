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
