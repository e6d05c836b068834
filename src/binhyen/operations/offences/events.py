"""Facts of offences and areas. Ids and codes only: which row was stated, corrected, withdrawn, and in which commune."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class OffencesImported(Event):
    """Rows of a file, or of a generator. ``subject_id`` names what they came from."""

    SUBJECT: ClassVar[str] = "offences.rows"
    LABEL: ClassVar[str] = "Nhập nhiều dòng về vụ việc, địa bàn"

    rows: int
    table: str


@dataclass(frozen=True, kw_only=True)
class OffencesExported(Event):
    SUBJECT: ClassVar[str] = "offences.rows"
    LABEL: ClassVar[str] = "Xuất danh sách về vụ việc, địa bàn"

    rows: int
    table: str


@dataclass(frozen=True, kw_only=True)
class _Row(Event):
    """``subject_id`` is the record; ``version`` the row that now says so, of a withdrawal the last that did."""

    SUBJECT: ClassVar[str] = "offences.row"

    version: int


@dataclass(frozen=True, kw_only=True)
class OffenceRecorded(_Row):
    SUBJECT: ClassVar[str] = "offences.offence"
    LABEL: ClassVar[str] = "Ghi vụ việc"


@dataclass(frozen=True, kw_only=True)
class OffenceCorrected(_Row):
    SUBJECT: ClassVar[str] = "offences.offence"
    LABEL: ClassVar[str] = "Sửa vụ việc"


@dataclass(frozen=True, kw_only=True)
class OffenceWithdrawn(_Row):
    SUBJECT: ClassVar[str] = "offences.offence"
    LABEL: ClassVar[str] = "Rút vụ việc"


@dataclass(frozen=True, kw_only=True)
class PartyRecorded(_Row):
    SUBJECT: ClassVar[str] = "offences.offence"
    LABEL: ClassVar[str] = "Ghi người trong vụ việc"


@dataclass(frozen=True, kw_only=True)
class PartyCorrected(_Row):
    SUBJECT: ClassVar[str] = "offences.offence"
    LABEL: ClassVar[str] = "Sửa người trong vụ việc"


@dataclass(frozen=True, kw_only=True)
class PartyWithdrawn(_Row):
    SUBJECT: ClassVar[str] = "offences.offence"
    LABEL: ClassVar[str] = "Rút người trong vụ việc"


@dataclass(frozen=True, kw_only=True)
class SeizureRecorded(_Row):
    SUBJECT: ClassVar[str] = "offences.offence"
    LABEL: ClassVar[str] = "Ghi tang vật của vụ việc"


@dataclass(frozen=True, kw_only=True)
class SeizureCorrected(_Row):
    SUBJECT: ClassVar[str] = "offences.offence"
    LABEL: ClassVar[str] = "Sửa tang vật của vụ việc"


@dataclass(frozen=True, kw_only=True)
class SeizureWithdrawn(_Row):
    SUBJECT: ClassVar[str] = "offences.offence"
    LABEL: ClassVar[str] = "Rút tang vật của vụ việc"


@dataclass(frozen=True, kw_only=True)
class PointRecorded(_Row):
    SUBJECT: ClassVar[str] = "offences.point"
    LABEL: ClassVar[str] = "Ghi điểm tổ chức, chứa chấp sử dụng"


@dataclass(frozen=True, kw_only=True)
class PointCorrected(_Row):
    SUBJECT: ClassVar[str] = "offences.point"
    LABEL: ClassVar[str] = "Sửa điểm tổ chức, chứa chấp sử dụng"


@dataclass(frozen=True, kw_only=True)
class PointWithdrawn(_Row):
    SUBJECT: ClassVar[str] = "offences.point"
    LABEL: ClassVar[str] = "Rút điểm tổ chức, chứa chấp sử dụng"


@dataclass(frozen=True, kw_only=True)
class PointStepRecorded(_Row):
    SUBJECT: ClassVar[str] = "offences.point"
    LABEL: ClassVar[str] = "Ghi diễn biến của điểm"


@dataclass(frozen=True, kw_only=True)
class PointStepCorrected(_Row):
    SUBJECT: ClassVar[str] = "offences.point"
    LABEL: ClassVar[str] = "Sửa diễn biến của điểm"


@dataclass(frozen=True, kw_only=True)
class PointStepWithdrawn(_Row):
    SUBJECT: ClassVar[str] = "offences.point"
    LABEL: ClassVar[str] = "Rút diễn biến của điểm"


@dataclass(frozen=True, kw_only=True)
class PlantFindRecorded(_Row):
    SUBJECT: ClassVar[str] = "offences.plants"
    LABEL: ClassVar[str] = "Ghi cây có chứa chất ma túy"


@dataclass(frozen=True, kw_only=True)
class PlantFindCorrected(_Row):
    SUBJECT: ClassVar[str] = "offences.plants"
    LABEL: ClassVar[str] = "Sửa cây có chứa chất ma túy"


@dataclass(frozen=True, kw_only=True)
class PlantFindWithdrawn(_Row):
    SUBJECT: ClassVar[str] = "offences.plants"
    LABEL: ClassVar[str] = "Rút cây có chứa chất ma túy"


@dataclass(frozen=True, kw_only=True)
class WantedRecorded(_Row):
    SUBJECT: ClassVar[str] = "offences.wanted"
    LABEL: ClassVar[str] = "Ghi người bị truy nã lẩn trốn"


@dataclass(frozen=True, kw_only=True)
class WantedCorrected(_Row):
    SUBJECT: ClassVar[str] = "offences.wanted"
    LABEL: ClassVar[str] = "Sửa người bị truy nã lẩn trốn"


@dataclass(frozen=True, kw_only=True)
class WantedWithdrawn(_Row):
    SUBJECT: ClassVar[str] = "offences.wanted"
    LABEL: ClassVar[str] = "Rút người bị truy nã lẩn trốn"


@dataclass(frozen=True, kw_only=True)
class RouteRecorded(_Row):
    SUBJECT: ClassVar[str] = "offences.route"
    LABEL: ClassVar[str] = "Ghi tuyến trọng điểm"


@dataclass(frozen=True, kw_only=True)
class RouteCorrected(_Row):
    SUBJECT: ClassVar[str] = "offences.route"
    LABEL: ClassVar[str] = "Sửa tuyến trọng điểm"


@dataclass(frozen=True, kw_only=True)
class RouteWithdrawn(_Row):
    SUBJECT: ClassVar[str] = "offences.route"
    LABEL: ClassVar[str] = "Rút tuyến trọng điểm"
