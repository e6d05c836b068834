"""What the doors of accounts hand to the actions."""

from dataclasses import dataclass
from datetime import date

from binhyen.foundation.access.values import Role

BODY_NEEDED = frozenset(set(Role) - {Role.AUDITOR, Role.ADMINISTRATOR})  # roles that act for a body
AREA_NEEDED = frozenset({Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE})  # roles whose scope is a commune


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDetails:
    """A person who may sign in. ``username`` is lower-case ASCII; ``email`` may be empty (then no digest by mail)."""

    username: str
    full_name: str
    position: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role in a body and an area, from a day to a day (both inclusive; no last day: until further notice)."""

    role: Role
    valid_from: date
    valid_to: date | None = None
    body_key: str = ""
    area_code: str = ""
