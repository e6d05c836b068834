"""Choices of the offences, and the values their doors hand over. Counts and references only: nothing from a source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices


class Nature(TextChoices):
    """Whether what happened is a crime under the Penal Code, or broke drug law without being one."""

    CRIME = "CRIME", "Tội phạm về ma túy"
    ADMINISTRATIVE = "ADMINISTRATIVE", "Vi phạm hành chính về ma túy"


class Residence(TextChoices):
    """Where somebody currently lives, seen from the commune of the offence."""

    HERE = "HERE", "Đang cư trú tại xã nơi vi phạm"
    ELSEWHERE = "ELSEWHERE", "Cư trú nơi khác"
    UNKNOWN = "UNKNOWN", "Chưa rõ nơi cư trú"


class Unit(TextChoices):
    """Exact units a seizure is weighed, measured or counted in; they are never added to each other."""

    GRAM = "GRAM", "gam"
    MILLILITRE = "MILLILITRE", "ml"
    TABLET = "TABLET", "viên"


class PointKind(TextChoices):
    """Decision 28/2025, article 2.1: a place, an area, or a means of movement."""

    PLACE = "PLACE", "Địa điểm"
    VEHICLE = "VEHICLE", "Phương tiện"


class PointStatus(TextChoices):
    SUSPECTED = "SUSPECTED", "Nghi vấn"
    ESTABLISHED = "ESTABLISHED", "Có tài liệu xác định"
    ELIMINATED = "ELIMINATED", "Đã triệt xóa"
    DISPROVED = "DISPROVED", "Xác minh không phải điểm"


STANDING = frozenset({PointStatus.SUSPECTED, PointStatus.ESTABLISHED})  # a point that is there


class Plant(TextChoices):
    """Plants containing narcotic substances."""

    POPPY = "POPPY", "Cây thuốc phiện (anh túc)"
    CANNABIS = "CANNABIS", "Cây cần sa"
    COCA = "COCA", "Cây coca"
    KHAT = "KHAT", "Cây khát (cây lá khát)"
    OTHER = "OTHER", "Cây khác có chứa chất ma túy"


class RouteKind(TextChoices):
    """Decision 28/2025, articles 3 and 7: by who approves it. Routes have no numbers and no types."""

    LOCAL = "LOCAL", "Nội tỉnh"
    INTER_PROVINCIAL = "INTER_PROVINCIAL", "Liên tỉnh"


class Approver(TextChoices):
    PROVINCE_COMMITTEE = "PROVINCE_COMMITTEE", "UBND cấp tỉnh"
    PUBLIC_SECURITY_MINISTRY = "PUBLIC_SECURITY_MINISTRY", "Bộ Công an"


class Axis(TextChoices):
    """Along what a route runs (Decision 28/2025, article 3)."""

    ROAD = "ROAD", "Đường bộ"
    RAIL = "RAIL", "Đường sắt"
    WATERWAY = "WATERWAY", "Đường thủy nội địa"
    AIR = "AIR", "Hàng không"
    SEA = "SEA", "Đường biển"
    OTHER = "OTHER", "Luồng, hướng hoạt động khác"


class WantedEnd(TextChoices):
    """How it ended that somebody hid in the area."""

    CAUGHT = "CAUGHT", "Đã bắt hoặc ra đầu thú"
    LEFT = "LEFT", "Đã rời khỏi địa bàn"
    LIFTED = "LIFTED", "Đình nã"
    NOT_HERE = "NOT_HERE", "Xác minh không có trên địa bàn"


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceDetails:
    """``kinds`` and ``articles`` are codes of law/offences; ``reference`` is a file or document number."""

    occurred_on: date
    commune_code: str
    hamlet: str = ""
    nature: Nature = Nature.CRIME
    articles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    agency: str = "POLICE"
    reference: str = ""
    latitude: Decimal | None = None  # degrees, both or neither: about where it was
    longitude: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDetails:
    """One person. ``residence_commune`` is a commune code, "" where it lies outside the province or is not known."""

    arrested: bool = True
    residence: Residence = Residence.UNKNOWN
    residence_commune: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeizureDetails:
    substance: str  # code of registers/substances
    amount: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PointDetails:
    commune_code: str
    kind: PointKind = PointKind.PLACE
    hamlet: str = ""
    reference: str = ""
    latitude: Decimal | None = None  # degrees, both or neither: about where it is
    longitude: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointStep:
    status: PointStatus
    on: date
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantDetails:
    """At least one of ``plants`` (number) and ``area_m2`` is known."""

    commune_code: str
    found_on: date
    hamlet: str = ""
    plant: Plant = Plant.POPPY
    plants: int | None = None
    area_m2: Decimal | None = None
    destroyed_on: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDetails:
    """A person wanted for a drug offence who hides in the commune, from the day it became known."""

    commune_code: str
    from_on: date
    to_on: date | None = None  # the last day
    ended: WantedEnd | str = ""
    reference: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteDetails:
    """``communes`` lie on it. ``valid_from`` is the day of approval; ``valid_to`` the last day on the list."""

    name: str
    kind: RouteKind
    axis: Axis
    approver: Approver
    decision: str
    valid_from: date
    communes: tuple[str, ...]
    valid_to: date | None = None
    end_decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceRow:
    """An offence with all that belongs to it."""

    details: OffenceDetails
    parties: tuple[PartyDetails, ...] = ()
    seizures: tuple[SeizureDetails, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """A point with its life so far."""

    details: PointDetails
    steps: tuple[PointStep, ...]


type StatedRow = OffenceRow | PointRow | PlantDetails | WantedDetails


class Table(TextChoices):
    """What is entered row by row; also the word in the address."""

    OFFENCES = "vu-viec", "Vụ việc"
    POINTS = "diem", "Điểm tổ chức, chứa chấp sử dụng"
    PLANTS = "cay", "Cây có chứa chất ma túy"
    WANTED = "truy-na", "Người bị truy nã lẩn trốn"


class Measure(TextChoices):
    """What ``queries.standing`` counts; also the keys of ``AreaStanding.rows``."""

    ARRESTED = "arrested", "Người phạm tội bị bắt giữ trên địa bàn"
    ARRESTED_RESIDENCE_UNKNOWN = "arrested_residence_unknown", "Người bị bắt giữ chưa rõ nơi cư trú"
    RESIDENT_OFFENDERS = "resident_offenders", "Người đang cư trú phạm tội tại địa bàn"
    RESIDENT_VIOLATORS = "resident_violators", "Người đang cư trú vi phạm hành chính tại địa bàn"
    RESIDENTS_ELSEWHERE = "residents_elsewhere", "Người đang cư trú phạm tội ở nơi khác"
    WANTED_HIDING = "wanted_hiding", "Người bị truy nã đang lẩn trốn"
    POINTS_SUSPECTED = "points_suspected", "Điểm nghi vấn"
    POINTS_ESTABLISHED = "points_established", "Điểm có tài liệu xác định"
    POINTS_SUSPECTED_IN_PERIOD = "points_suspected_in_period", "Điểm nghi vấn trong kỳ"
    POINTS_ESTABLISHED_IN_PERIOD = "points_established_in_period", "Điểm có tài liệu xác định trong kỳ"
    PLANTS = "plants", "Cây có chứa chất ma túy đã phát hiện, triệt phá"
    PLANTS_STANDING = "plants_standing", "Vụ cây có chứa chất ma túy chưa triệt phá"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaStanding:
    """One commune: what the period [start, on] held, and what stood on the day ``on``.

    Persons are counted once each, however often they were arrested, where the register links them to one record.
    ``rows`` gives the numbers (``record_id``) of the rows behind each count, by ``Measure``.
    """

    commune: str
    arrested: int = 0  # persons arrested in the area for a drug crime, residents or not (Decision 28/2025, Art. 4 c)
    arrested_residence_unknown: int = 0  # of them; they may be residents
    resident_offenders: int = 0  # persons residing here who committed a drug crime here (Art. 6.2)
    resident_violators: int = 0  # residing here, broke drug law here, and committed no crime: the wider reading of 6.2
    residents_elsewhere: int = 0  # residing here, committed a drug crime in another commune
    wanted_hiding: int = 0  # on the day
    points_suspected: int = 0  # on the day
    points_established: int = 0  # on the day
    points_suspected_in_period: int = 0  # stood on some day of the period, never more than suspected in it
    points_established_in_period: int = 0  # stood established on some day of the period
    plants: int = 0  # number, of finds destroyed in the period
    plants_m2: Decimal = Decimal(0)  # area, of the same finds
    plants_standing: int = 0  # finds not destroyed by the day
    routes: frozenset[RouteKind] = frozenset()  # on the day
    route_rows: tuple[int, ...] = ()
    rows: Mapping[Measure, tuple[int, ...]] = field(default_factory=dict)

    def behind(self, measure: Measure) -> tuple[int, ...]:
        return self.rows.get(measure, ())
