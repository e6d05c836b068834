"""Choices of the bodies, and the values their doors hand over."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices


class Level(TextChoices):
    CENTRAL = "CENTRAL", "Trung ương"
    REGION = "REGION", "Khu vực"
    PROVINCE = "PROVINCE", "Cấp tỉnh"
    COMMUNE = "COMMUNE", "Cấp xã"
    COMPANY = "COMPANY", "Doanh nghiệp"
    GROUP = "GROUP", "Nhóm"


class Block(TextChoices):
    """What a body is, as lists and filters group them. The codes are those of ``law/bodies.csv``, upper case."""

    COMMITTEE = "COMMITTEE", "Ủy ban nhân dân"
    DEPARTMENT = "DEPARTMENT", "Sở, ban, ngành"
    POLICE = "POLICE", "Công an"
    ARMY = "ARMY", "Quân đội"
    JUSTICE = "JUSTICE", "Tư pháp"
    PARTY = "PARTY", "Đảng"
    COUNCIL = "COUNCIL", "Hội đồng nhân dân"
    FRONT = "FRONT", "Mặt trận Tổ quốc"
    UNION = "UNION", "Hội, đoàn thể"
    CENTRAL_LOCAL = "CENTRAL_LOCAL", "Ngành dọc"
    BANK = "BANK", "Ngân hàng"
    ENTERPRISE = "ENTERPRISE", "Doanh nghiệp"
    PRESS = "PRESS", "Báo chí"
    HEALTH = "HEALTH", "Y tế"
    FACILITY = "FACILITY", "Cơ sở cai nghiện, điều trị"
    SERVICE = "SERVICE", "Đơn vị sự nghiệp"
    SCHOOL = "SCHOOL", "Trường, trung tâm"
    FUND = "FUND", "Quỹ"
    STEERING = "STEERING", "Ban Chỉ đạo"
    FORCE = "FORCE", "Lực lượng"
    MINISTRY = "MINISTRY", "Bộ"
    CENTRAL = "CENTRAL", "Cơ quan Trung ương"
    GROUP = "GROUP", "Nhóm nơi nhận"
    OTHER = "OTHER", "Khác"


@dataclass(frozen=True, slots=True)
class ListedBody:
    """One row of ``law/bodies.csv``. ``form``: fixed (the name is whole), local (a level or area follows), group."""

    key: str
    name: str
    form: str
    kind: str
    level: str
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """One row of ``law/addressee_groups.csv``. ``rules``: (way, key) pairs that name the members."""

    key: str
    name: str
    rules: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class BodyTables:
    """The list of bodies for one province: ``absent`` are keys of the common list that do not exist there."""

    bodies: tuple[ListedBody, ...]
    groups: tuple[ListedGroup, ...]
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Area:
    """A province or commune as names of bodies need it."""

    code: str
    name: str  # Bản Lầu
    kind: str  # xã
    on_border: bool = False
    names: tuple[tuple[str, date, date | None], ...] = ()  # ("xã Bản Lầu", first day, last day)

    @property
    def printed(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBody:
    """A body the list asks for in one province, before it meets the database."""

    key: str
    name: str
    level: str
    block: str
    area_code: str = ""
    parent_key: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()
    names: tuple[tuple[str, date | None, date | None], ...] = ()  # earlier and present names with their days
    successors: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the loader could not place; shown, never dropped in silence."""

    row: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    bodies: tuple[PlannedBody, ...]
    memberships: tuple[tuple[str, str], ...]  # (group, member)
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class BodyDetails:
    """What a form, a file or the API says about a new body."""

    key: str
    name: str
    level: str
    block: str
    valid_from: date | None = None
    short_name: str = ""
    parent_key: str = ""
    area_code: str = ""
    source: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A body as the reader of directives needs it: its names of a day and what stands in for it."""

    key: str
    name: str
    level: str
    block: str
    area_code: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """One offer of the field that completes bodies as you type."""

    key: str
    name: str
    level: str
    level_label: str
    by_alias: str = ""  # the alias that matched, where the name did not
    note: str = ""  # "kết thúc 28/02/2025", where the body is closed on the day


@dataclass(frozen=True, slots=True)
class Loaded:
    bodies: int
    aliases: int
    memberships: int
    problems: tuple[Problem, ...] = field(default_factory=tuple)
