"""The roles people act in, and the scope of a reader."""

from dataclasses import dataclass, field

from django.db.models import TextChoices


class Role(TextChoices):
    """Short codes that are stored and never change; labels may."""

    PROVINCE_COORDINATOR = "PROVINCE_COORDINATOR", "Điều phối cấp tỉnh"
    PROVINCE_OFFICER = "PROVINCE_OFFICER", "Cán bộ cấp tỉnh"
    DEPARTMENT_OFFICER = "DEPARTMENT_OFFICER", "Cán bộ sở, ngành"
    COMMUNE_POLICE = "COMMUNE_POLICE", "Công an xã"
    COMMUNE_COMMITTEE = "COMMUNE_COMMITTEE", "Cán bộ UBND xã"
    HEALTH_OFFICER = "HEALTH_OFFICER", "Cán bộ y tế"
    FACILITY_OFFICER = "FACILITY_OFFICER", "Cán bộ cơ sở"
    LEADER = "LEADER", "Lãnh đạo (đọc)"
    AUDITOR = "AUDITOR", "Kiểm tra, giám sát"
    ADMINISTRATOR = "ADMINISTRATOR", "Quản trị hệ thống"


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
