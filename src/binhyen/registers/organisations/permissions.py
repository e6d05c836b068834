"""Who may change the register of bodies. Reading is for everybody who holds an office."""

from binhyen.foundation.access.values import Role, Scope

EDITORS = (Role.PROVINCE_COORDINATOR, Role.ADMINISTRATOR)


def may_edit(*, scope: Scope) -> bool:
    return scope.has(*EDITORS)
