"""Who may see and keep the register of documents."""

from binhyen.foundation.access.values import Role, Scope

REGISTRARS = (Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER)


def may_register(*, scope: Scope) -> bool:
    return scope.has(*REGISTRARS)


def reads_all(*, scope: Scope) -> bool:
    """The province's own readers and whoever keeps the system; others see what their bodies sent or received."""
    return scope.province_wide or scope.has(Role.ADMINISTRATOR)
