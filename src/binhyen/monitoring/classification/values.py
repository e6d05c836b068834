"""The words of classification, and the values that pass between its rooms. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum


class AreaKind(StrEnum):
    """What is recognised. Communes and provinces by Decision 28/2025; smaller units by criteria of the province."""

    COMMUNE = "COMMUNE"
    PROVINCE = "PROVINCE"


class Scheme(StrEnum):
    """Under which rules an area was recognised. Values of different schemes are never one series."""

    DEC28 = "DEC28"  # Decision 28/2025/QĐ-TTg
    CLEAN = "CLEAN"  # "sạch về ma túy" of the provinces, to 2025
    DEC3122 = "DEC3122"  # Decision 3122/QĐ-BCA of 2010: absolute counts


class RecognisedAs(StrEnum):
    """What a decision says the area is."""

    DRUG_FREE = "DRUG_FREE"
    TYPE_I = "TYPE_I"
    TYPE_II = "TYPE_II"
    TYPE_III = "TYPE_III"
    KEY_PROVINCE = "KEY_PROVINCE"  # a key-complex province has no grades


class Act(StrEnum):
    PUT_ON = "PUT_ON"  # đưa vào danh sách
    TAKEN_OFF = "TAKEN_OFF"  # đưa ra khỏi danh sách


SCHEME_LABELS = {
    Scheme.DEC28: "Quyết định 28/2025/QĐ-TTg",
    Scheme.CLEAN: "Địa bàn sạch về ma túy (quy định cũ của tỉnh)",
    Scheme.DEC3122: "Quyết định 3122/QĐ-BCA năm 2010 (cũ)",
}
RECOGNISED_LABELS = {
    RecognisedAs.DRUG_FREE: "Địa bàn không ma túy",
    RecognisedAs.TYPE_I: "Trọng điểm phức tạp loại I",
    RecognisedAs.TYPE_II: "Trọng điểm phức tạp loại II",
    RecognisedAs.TYPE_III: "Trọng điểm phức tạp loại III",
    RecognisedAs.KEY_PROVINCE: "Tỉnh trọng điểm phức tạp",
}
ACT_LABELS = {Act.PUT_ON: "Đưa vào danh sách", Act.TAKEN_OFF: "Đưa ra khỏi danh sách"}


class Level(IntEnum):
    """The highest level at which a criterion is met."""

    NONE = 0
    III = 1
    II = 2
    I = 3  # noqa: E741 - the law's own numeral


class KeyClass(StrEnum):
    """What Article 4 (or 5) makes of an area. NONE: it meets nothing; REVIEWER: the text does not say."""

    TYPE_I = "TYPE_I"
    TYPE_II = "TYPE_II"
    TYPE_III = "TYPE_III"
    REVIEWER = "REVIEWER"
    NONE = "NONE"
    UNKNOWN = "UNKNOWN"  # a figure is missing and decides
    KEY_PROVINCE = "KEY_PROVINCE"


DRUG_FREE = "DRUG_FREE"  # beside the classes, as the headline of an area that meets all of Article 6
CLASS_LABELS = {
    DRUG_FREE: "Đạt 3/3 tiêu chí không ma túy",
    KeyClass.TYPE_I: "Trọng điểm loại I",
    KeyClass.TYPE_II: "Trọng điểm loại II",
    KeyClass.TYPE_III: "Trọng điểm loại III",
    KeyClass.REVIEWER: "Chưa đủ loại nào: chuyển người xét",
    KeyClass.NONE: "Không thuộc loại trọng điểm nào",
    KeyClass.UNKNOWN: "Chưa xếp được: thiếu số liệu",
    KeyClass.KEY_PROVINCE: "Tỉnh trọng điểm phức tạp",
}
# how bad a class is. III and REVIEWER are one step: which of the two the text does not say
SEVERITY = {
    KeyClass.NONE: 0,
    KeyClass.TYPE_III: 1,
    KeyClass.REVIEWER: 1,
    KeyClass.TYPE_II: 2,
    KeyClass.TYPE_I: 3,
    KeyClass.KEY_PROVINCE: 3,
}


class Direction(StrEnum):
    BETTER = "BETTER"
    WORSE = "WORSE"
    SAME = "SAME"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, order=True)
class PersonKey:
    """How a person stands, as the Decision needs it: state of law/cases/lists.toml, known to be addicted, measure."""

    state: str
    addict: bool = False
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFacts:
    """Every count the Decision asks of an area on a day: people as they stand then, offences of the period until then.

    ``residents`` are people actually residing; None where nobody has entered them. ``points_*`` stand on the day.
    ``arrested`` are persons arrested in the area, wherever they live; ``resident_offenders`` persons residing there who
    committed a drug crime there, ``resident_violators`` those who broke drug law there without a crime,
    ``unknown_offenders`` those arrested whose residence is not yet known. ``points_*_period`` stood on some day of the
    period, gone or not.
    """

    area: str
    on: date
    residents: int | None = None
    residents_source: str = ""
    other_population: int | None = None  # the latest of another kind, for provinces that let it stand in
    other_source: str = ""
    people: Mapping[PersonKey, int] = field(default_factory=dict)
    arrested: int = 0
    resident_offenders: int = 0
    resident_violators: int = 0
    unknown_offenders: int = 0
    wanted_hiding: int = 0
    points_suspected: int = 0
    points_established: int = 0
    points_suspected_period: int = 0
    points_established_period: int = 0
    plants: int = 0
    plants_m2: Decimal = Decimal(0)
    routes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureResult:
    """One figure of a criterion: numerator, denominator, bounds, and how far it is from them.

    ``fewer``: how many less bring it to ``below``, the next level down; ``more``: how many more bring it up a level.
    ``level`` is None where the denominator is missing and matters.
    """

    code: str
    label: str
    unit: str
    numerator: int | Decimal
    denominator: int | None = None
    of: str = ""
    level: Level | None = Level.NONE
    bounds: Mapping[Level, tuple[int, int] | None] = field(default_factory=dict)  # None: anything above zero
    fewer: int | Decimal | None = None
    below: Level | None = None
    more: int | Decimal | None = None
    grows: bool = False  # counted over the period: cannot become less within it

    @property
    def over_residents(self) -> bool:
        return bool(self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    code: str
    label: str
    article: str
    level: Level | None
    measures: tuple[MeasureResult, ...] = ()
    others: int | None = None  # combined criterion: how many others count at its level
    on_route: bool | None = None
    missing: str = ""  # what is missing, where the level is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeCriterion:
    """One of the three criteria of Article 6. ``parts`` are the counts it sums, by code."""

    code: str
    label: str
    note: str
    article: str
    parts: tuple[tuple[str, int], ...]
    grows: bool = False

    @property
    def count(self) -> int:
        return sum(number for _, number in self.parts)

    @property
    def met(self) -> bool:
        return self.count == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The class of an area on a day with all its reasons, under one set of readings.

    ``key`` is what Article 4 makes of it, ``free`` the three criteria of Article 6: an area may meet all three and
    still be of type III, because people in substitution treatment have a file. Both stand, neither is hidden.
    """

    area: str
    on: date
    law: str  # code of the decision; "" where none was in force
    key: KeyClass
    possible: tuple[KeyClass, ...]  # where it is unknown: what it may be
    criteria: tuple[CriterionResult, ...]
    counts: Mapping[Level, int]  # how many criteria are met at that level or higher (III: of the three, at III)
    free: tuple[FreeCriterion, ...]
    missing: tuple[str, ...] = ()

    @property
    def free_met(self) -> int:
        return sum(one.met for one in self.free)

    @property
    def drug_free(self) -> bool:
        return bool(self.free) and self.free_met == len(self.free)

    @property
    def blocking(self) -> int:
        return sum(one.count for one in self.free)

    @property
    def headline(self) -> str:
        return DRUG_FREE if self.drug_free else self.key.value

    @property
    def both(self) -> bool:
        """Two classes at one moment: all of Article 6, and a type of Article 4."""
        return self.drug_free and self.key not in {KeyClass.NONE, KeyClass.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What changes if one open passage is read the other way."""

    reading: str
    value: str
    key: KeyClass
    drug_free: bool
    free_met: int
    blocking: int
    changes: bool  # the class or the number of criteria differs


class ChangeKind(StrEnum):
    """What may be supposed. Codes are stored."""

    SUBSTITUTION = "SUBSTITUTION"
    HOME_REHAB = "HOME_REHAB"
    FACILITY = "FACILITY"
    POST_REHAB = "POST_REHAB"
    LEAVES_LIST = "LEAVES_LIST"
    LEAVES_COMMUNE = "LEAVES_COMMUNE"
    POINT_CLOSED = "POINT_CLOSED"
    WANTED_GONE = "WANTED_GONE"
    NEW_USER = "NEW_USER"
    NEW_POINT = "NEW_POINT"
    NEW_OFFENCE = "NEW_OFFENCE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A supposed change. ``before`` is how the person would stand that day without it; ``count`` where nobody is named.

    ``established`` says which kind of point; ``row`` tells two changes of the same person or point apart.
    """

    kind: ChangeKind
    day: date
    before: PersonKey | None = None
    established: bool = True
    count: int = 1
    row: str = ""


CHANGE_LABELS = {
    ChangeKind.SUBSTITUTION: "vào điều trị thay thế",
    ChangeKind.HOME_REHAB: "đăng ký cai tại gia đình, cộng đồng",
    ChangeKind.FACILITY: "vào cơ sở cai nghiện",
    ChangeKind.POST_REHAB: "chuyển sang quản lý sau cai",
    ChangeKind.LEAVES_LIST: "được đưa ra khỏi danh sách",
    ChangeKind.LEAVES_COMMUNE: "chuyển đi nơi khác",
    ChangeKind.POINT_CLOSED: "Xóa điểm",
    ChangeKind.WANTED_GONE: "Bắt, vận động đầu thú đối tượng truy nã",
    ChangeKind.NEW_USER: "Phát sinh người sử dụng trái phép",
    ChangeKind.NEW_POINT: "Phát sinh điểm",
    ChangeKind.NEW_OFFENCE: "Phát sinh người cư trú vi phạm, bị bắt trên địa bàn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionFact:
    """A line of a decision as the rules see it."""

    id: int
    area: str
    scheme: Scheme
    kind: RecognisedAs
    act: Act
    valid_from: date
    recorded_at: datetime
    valid_to: date | None = None
    period: int | None = None
    decision: str = ""
    supersedes: int | None = None
    withdrawn: bool = False
