"""Choices of the territories, and the values their doors hand over."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices


class Relation(TextChoices):
    """What of an old commune went into a new one, in the words of the official conversion table."""

    FULL = "FULL", "Nhập toàn bộ"
    UNCHANGED = "UNCHANGED", "Giữ nguyên"
    RENAMED = "RENAMED", "Đổi tên"
    RETYPED = "RETYPED", "Đổi loại hình"
    SPECIAL = "SPECIAL", "Lập đặc khu hoặc phần còn lại"
    PART = "PART", "Nhập một phần"
    PART_AREA_ALL_PEOPLE = "PART_AREA_ALL_PEOPLE", "Nhập một phần diện tích, toàn bộ dân số"
    PART_PEOPLE = "PART_PEOPLE", "Nhập một phần dân số"
    PART_AREA = "PART_AREA", "Nhập một phần diện tích"


class PopulationKind(TextChoices):
    RESOLUTION = "RESOLUTION", "Theo nghị quyết sắp xếp"
    RESIDENCE = "RESIDENCE", "Theo dữ liệu cư trú"
    CENSUS = "CENSUS", "Theo tổng điều tra"
    ESTIMATE = "ESTIMATE", "Ước tính"


class PopulationFlag(TextChoices):
    """Whether the figure is as published, and if not, why it was mended or is doubted."""

    AS_PUBLISHED = "AS_PUBLISHED", "Đúng như công bố"
    ZERO_RESTORED = "ZERO_RESTORED", "Bản công bố thiếu số 0 cuối, đã khôi phục"
    ROWS_SWAPPED = "ROWS_SWAPPED", "Bản công bố đảo hai dòng, đã trả lại"
    SUSPECT_LOW = "SUSPECT_LOW", "Nghi thấp hơn thực tế, chưa xác minh"
    ENTERED = "ENTERED", "Do cán bộ nhập"


class HamletKind(TextChoices):
    THON = "THON", "Thôn"
    BAN = "BAN", "Bản"
    TO_DAN_PHO = "TO_DAN_PHO", "Tổ dân phố"
    KHU_PHO = "KHU_PHO", "Khu phố"
    AP = "AP", "Ấp"
    KHOM = "KHOM", "Khóm"
    LANG = "LANG", "Làng"
    XOM = "XOM", "Xóm"


class AreaLevel(TextChoices):
    PROVINCE = "PROVINCE", "Cấp tỉnh"
    COMMUNE = "COMMUNE", "Cấp xã"


class Via(TextChoices):
    """How a name led to a commune of today."""

    CURRENT = "CURRENT", "Tên hiện nay"
    FORMER = "FORMER", "Tên cũ, nay thuộc"


@dataclass(frozen=True, slots=True)
class ProvinceVersion:
    """One row of ``law/codes/provinces.csv``: a province under one name. ``valid_to`` is its last day."""

    code: str
    name: str
    kind: str
    valid_from: date
    valid_to: date | None
    basis: str
    area_km2: Decimal
    population: int

    @property
    def full_name(self) -> str:
        return f"{self.kind.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class CommuneVersion:
    """One row of ``law/codes/communes.csv``: a commune under one name and kind. ``valid_to`` is its last day."""

    code: str
    province: str
    kind: str
    name: str
    valid_from: date
    valid_to: date | None
    basis: str

    @property
    def full_name(self) -> str:
        return f"{self.kind.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class SuccessionEdge:
    """One edge of the official conversion table: an old commune went, wholly or in part, into a new one."""

    old_code: str
    old_name: str  # with its kind: "Xã Vạn Hòa"
    old_district_code: str
    old_district: str
    old_province_code: str
    old_province: str
    new_code: str
    relation: str


@dataclass(frozen=True, slots=True)
class CommuneFacts:
    """Published facts of one commune; population with the flag that says whether it was mended."""

    code: str
    area_km2: Decimal
    population: int
    population_published: int
    population_flag: str
    border_km: Decimal
    latitude: Decimal
    longitude: Decimal
    seat: str
    source: str


@dataclass(frozen=True, slots=True)
class CodeTables:
    """Everything the loader writes, read from ``law/codes`` by ``imports.read_codes``."""

    provinces: tuple[ProvinceVersion, ...]
    communes: tuple[CommuneVersion, ...]
    successions: tuple[SuccessionEdge, ...]
    facts: tuple[CommuneFacts, ...]
    population_as_of: date


@dataclass(frozen=True, slots=True)
class Match:
    """One commune of the day asked for that a name or code may mean."""

    code: str
    full_name: str
    province_code: str
    province_name: str
    via: Via
    former_code: str = ""
    former_name: str = ""
    former_district: str = ""
    former_province: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to "which commune is this?": one, several (a person decides), or none. Never a silent guess."""

    asked: str
    matches: tuple[Match, ...] = field(default_factory=tuple)

    @property
    def commune_codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(match.code for match in self.matches))

    @property
    def only(self) -> Match | None:
        """The match, where all readings of the name lead to one commune."""
        return self.matches[0] if len(self.commune_codes) == 1 else None

    @property
    def ambiguous(self) -> bool:
        return len(self.commune_codes) > 1


@dataclass(frozen=True, slots=True)
class HamletDetails:
    """What a form, a file or the API says about a hamlet."""

    commune_code: str
    kind: str
    name: str  # without the kind: "Na Lốc 2"
    on: date  # the first day of the hamlet, or of its new name


@dataclass(frozen=True, slots=True)
class AreaShape:
    """The boundary of one area as simplified polygons: [polygon][ring][point](longitude, latitude)."""

    code: str
    polygons: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
