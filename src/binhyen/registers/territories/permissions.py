"""Who may change territories. Reading is for everybody who holds an office."""

from binhyen.foundation.access.values import Role, Scope

POPULATION_KEEPERS = (Role.PROVINCE_COORDINATOR, Role.ADMINISTRATOR)


def may_edit_hamlets(*, scope: Scope, commune_code: str) -> bool:
    """Hamlets are the commune's own list: its police and its People's Committee, nobody else."""
    return scope.has(Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE) and commune_code in scope.areas


def may_set_population(*, scope: Scope) -> bool:
    return scope.has(*POPULATION_KEEPERS)
