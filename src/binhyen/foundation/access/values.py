"""The roles people act in, and the scope of a reader."""

from collections.abc import Iterable, Iterator
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
    LEADER = "LEADER", "Lãnh đạo"
    AUDITOR = "AUDITOR", "Kiểm tra, giám sát"
    ADMINISTRATOR = "ADMINISTRATOR", "Quản trị hệ thống"


# who reads the whole province: a role of its own, never a wildcard in an area filter
PROVINCE_READERS = frozenset({Role.PROVINCE_COORDINATOR, Role.PROVINCE_OFFICER, Role.LEADER, Role.AUDITOR})

COMMON, MANAGEMENT, HEALTH, SUPPORT = "COMMON", "MANAGEMENT", "HEALTH", "SUPPORT"
COMPARTMENTS = (COMMON, MANAGEMENT, HEALTH, SUPPORT)
# what a role opens of the people it sees; roles that are not here see nobody of the programme
OPENED = {
    Role.PROVINCE_COORDINATOR: (COMMON, MANAGEMENT, SUPPORT),
    Role.PROVINCE_OFFICER: (COMMON, MANAGEMENT, SUPPORT),
    Role.COMMUNE_POLICE: (COMMON, MANAGEMENT, SUPPORT),
    Role.COMMUNE_COMMITTEE: (COMMON, MANAGEMENT, SUPPORT),
    Role.HEALTH_OFFICER: (COMMON, HEALTH, SUPPORT),
    Role.FACILITY_OFFICER: (COMMON, MANAGEMENT, HEALTH),
    Role.LEADER: (COMMON, MANAGEMENT),
    Role.AUDITOR: (COMMON,),
}
# who sees everybody of a commune; a facility sees those it was given (people_reach) and no area
AREA_READERS = frozenset({Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE, Role.HEALTH_OFFICER, *PROVINCE_READERS})
# whose body may be given people of other areas
BODY_READERS = frozenset({Role.HEALTH_OFFICER, Role.FACILITY_OFFICER, Role.COMMUNE_POLICE, Role.COMMUNE_COMMITTEE})
EVERYWHERE = "*"
COMMUNE_CODE, PROVINCE_CODE = 5, 2  # length


@dataclass(frozen=True, slots=True)
class Scope:
    """What one reader's offices of one day open: roles, bodies and areas. Made by ``access.queries.scope``.

    ``opens`` says of people, in pairs: ("02788", "HEALTH") in a commune, ("*", "COMMON") in the whole province,
    ("b:<body>", "HEALTH") of the people given to a body. In pairs, so that a health officer of one commune who is with
    the police of another reads neither's other half.
    """

    user_id: int = 0
    roles: frozenset[str] = field(default_factory=frozenset)
    bodies: frozenset[str] = field(default_factory=frozenset)
    areas: frozenset[str] = field(default_factory=frozenset)  # commune codes
    provinces: frozenset[str] = field(default_factory=frozenset)  # province codes of province-wide offices
    opens: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    offices: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)  # (role, body, area)

    @classmethod
    def of(cls, user_id: int, offices: Iterable[tuple[str, str, str]]) -> "Scope":
        """The scope of somebody with ``offices``: (role, body key, area code) each."""
        rows = list(offices)
        return cls(
            user_id=user_id,
            roles=frozenset(role for role, _, _ in rows),
            bodies=frozenset(body for _, body, _ in rows if body),
            areas=frozenset(area for _, _, area in rows if len(area) == COMMUNE_CODE),
            provinces=frozenset(area for _, _, area in rows if len(area) == PROVINCE_CODE),
            opens=frozenset(pair for row in rows for pair in _opened_by(*row)),
            offices=frozenset(rows),
        )

    @property
    def province_wide(self) -> bool:
        """Reads what concerns the whole province: by an office of the province, not as the leader of one commune."""
        return self.whole_province

    @property
    def whole_province(self) -> bool:
        """Sees the people of every commune."""
        return any(where == EVERYWHERE for where, _ in self.opens)

    @property
    def people_areas(self) -> frozenset[str]:
        """Communes whose people this reader sees."""
        return frozenset(where for where, _ in self.opens if where != EVERYWHERE and ":" not in where)

    @property
    def readers(self) -> frozenset[str]:
        """The names under which people are given to this reader: "u:<account>", "b:<body>"."""
        given = {where for where, _ in self.opens if ":" in where}
        return frozenset(given | {f"u:{self.user_id}"}) if self.user_id else frozenset(given)

    @property
    def compartments(self) -> frozenset[str]:
        """All compartments this reader opens somewhere."""
        return frozenset(compartment for _, compartment in self.opens)

    def opens_for(self, *communes: str) -> frozenset[str]:
        """Compartments this reader opens of a person of one of ``communes`` by office alone, without a crossing."""
        return frozenset(compartment for where, compartment in self.opens if where in {EVERYWHERE, *communes})

    def has(self, *roles: str) -> bool:
        return bool(self.roles.intersection(roles))


def _opened_by(role: str, body: str, area: str) -> Iterator[tuple[str, str]]:
    places = []
    if len(area) == COMMUNE_CODE:
        places = [area] if role in AREA_READERS else []
    elif role in PROVINCE_READERS:
        places = [EVERYWHERE]
    if body and role in BODY_READERS:
        places.append(f"b:{body}")
    return ((place, compartment) for place in places for compartment in OPENED.get(Role(role), ()))


# work nobody signed in for: seeds, benches, periodic work. Everybody, every compartment; only for doors without reader
THE_SYSTEM = Scope(opens=frozenset((EVERYWHERE, compartment) for compartment in COMPARTMENTS))
