"""Who may see and keep the register of documents."""

from binhyen.foundation.access.values import Role, Scope

REGISTRARS = (Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER)


def may_register(*, scope: Scope) -> bool:
    return scope.has(*REGISTRARS)


def reads_all(*, scope: Scope) -> bool:
    """The province's own readers and whoever keeps the system; others see what their bodies sent or received."""
    return scope.province_wide or scope.has(Role.ADMINISTRATOR)


# who makes the documents of the own body: write, number, have signed, send
DRAFTERS = (
    Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER, Role.DEPARTMENT_OFFICER, Role.COMMUNE_POLICE,
    Role.COMMUNE_COMMITTEE, Role.HEALTH_OFFICER, Role.FACILITY_OFFICER,
)  # fmt: skip
TEMPLATE_KEEPERS = (Role.PROVINCE_COORDINATOR,)
BOOK_READERS = (*DRAFTERS, Role.LEADER, Role.AUDITOR)


def may_draft(*, scope: Scope, body: str) -> bool:
    """Whether somebody may make documents of this body."""
    return scope.has(*DRAFTERS) and body in scope.bodies


def led_bodies(*, scope: Scope) -> frozenset[str]:
    """Bodies this reader leads: whose numbered documents wait for the reader's signature."""
    return frozenset(body for role, body, _ in scope.offices if role == Role.LEADER and body)


def may_keep_templates(*, scope: Scope) -> bool:
    return scope.has(*TEMPLATE_KEEPERS)
