"""The scope of a reader."""

from dataclasses import dataclass, field

from binhyen.foundation.accounts.values import Role

# who reads the whole province: a role of its own, never a wildcard in an area filter
PROVINCE_READERS = frozenset({Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER, Role.LEADER, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Scope:
    """What one reader's offices of one day open: roles, bodies and areas. Made by ``access.queries.scope``."""

    user_id: int = 0
    roles: frozenset[str] = field(default_factory=frozenset)
    bodies: frozenset[str] = field(default_factory=frozenset)
    areas: frozenset[str] = field(default_factory=frozenset)  # commune codes
    provinces: frozenset[str] = field(default_factory=frozenset)  # province codes of province-wide offices

    @property
    def province_wide(self) -> bool:
        return bool(self.roles & PROVINCE_READERS)

    def has(self, *roles: str) -> bool:
        return bool(self.roles.intersection(roles))
