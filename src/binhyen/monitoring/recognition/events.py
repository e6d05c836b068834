"""Facts of the yearly procedure. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class FileStepped(Event):
    """``subject_id`` is the file; ``step`` what was done with it."""

    SUBJECT: ClassVar[str] = "recognition.file"
    LABEL: ClassVar[str] = "Xử lý hồ sơ xét công nhận"
    area_code: str
    period: int
    step: str


@dataclass(frozen=True, kw_only=True)
class PaperAdded(Event):
    SUBJECT: ClassVar[str] = "recognition.file"
    LABEL: ClassVar[str] = "Thêm giấy tờ vào hồ sơ xét công nhận"
    code: str
    document_id: int


@dataclass(frozen=True, kw_only=True)
class PaperRemoved(Event):
    SUBJECT: ClassVar[str] = "recognition.file"
    LABEL: ClassVar[str] = "Bỏ giấy tờ khỏi hồ sơ xét công nhận"
    code: str
    document_id: int


@dataclass(frozen=True, kw_only=True)
class CouncilSet(Event):
    SUBJECT: ClassVar[str] = "recognition.council"
    LABEL: ClassVar[str] = "Lập Hội đồng xét duyệt"
    members: int


@dataclass(frozen=True, kw_only=True)
class SessionHeld(Event):
    SUBJECT: ClassVar[str] = "recognition.session"
    LABEL: ClassVar[str] = "Ghi phiên họp Hội đồng xét duyệt"
    files: tuple[int, ...]
    present: int


@dataclass(frozen=True, kw_only=True)
class DecisionEntered(Event):
    SUBJECT: ClassVar[str] = "recognition.decision"
    LABEL: ClassVar[str] = "Ghi quyết định công nhận, phân loại"
    number: str
    areas: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProcedureSet(Event):
    """``subject_id`` is the code of the paper or number."""

    SUBJECT: ClassVar[str] = "recognition.procedure"
    LABEL: ClassVar[str] = "Đặt thủ tục xét công nhận"
    value: str


@dataclass(frozen=True, kw_only=True)
class DossierTaken(Event):
    SUBJECT: ClassVar[str] = "recognition.file"
    LABEL: ClassVar[str] = "Tải hồ sơ xét công nhận"
    area_code: str
    period: int


@dataclass(frozen=True, kw_only=True)
class UnitEntered(Event):
    SUBJECT: ClassVar[str] = "recognition.unit"
    LABEL: ClassVar[str] = "Ghi đơn vị xây dựng không ma túy"
    unit_kind: str


@dataclass(frozen=True, kw_only=True)
class UnitAmended(Event):
    SUBJECT: ClassVar[str] = "recognition.unit"
    LABEL: ClassVar[str] = "Sửa đơn vị xây dựng không ma túy"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UnitClosed(Event):
    SUBJECT: ClassVar[str] = "recognition.unit"
    LABEL: ClassVar[str] = "Đơn vị xây dựng không ma túy thôi hoạt động"


@dataclass(frozen=True, kw_only=True)
class UnitStepped(Event):
    SUBJECT: ClassVar[str] = "recognition.unit"
    LABEL: ClassVar[str] = "Xử lý hồ sơ đơn vị không ma túy"
    period: int
    step: str


@dataclass(frozen=True, kw_only=True)
class UnitEvidenceAdded(Event):
    SUBJECT: ClassVar[str] = "recognition.unit"
    LABEL: ClassVar[str] = "Thêm minh chứng của đơn vị không ma túy"
    code: str
    document_id: int


@dataclass(frozen=True, kw_only=True)
class UnitEvidenceRemoved(Event):
    SUBJECT: ClassVar[str] = "recognition.unit"
    LABEL: ClassVar[str] = "Bỏ minh chứng của đơn vị không ma túy"
    code: str
    document_id: int


@dataclass(frozen=True, kw_only=True)
class UnitsDecided(Event):
    SUBJECT: ClassVar[str] = "recognition.unit_decision"
    LABEL: ClassVar[str] = "Ghi quyết định về đơn vị không ma túy"
    number: str
    put_on: tuple[int, ...]
    taken_off: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class UnitCriterionSet(Event):
    """``subject_id`` is the kind of unit and the code of the criterion."""

    SUBJECT: ClassVar[str] = "recognition.unit_criterion"
    LABEL: ClassVar[str] = "Đặt tiêu chí đơn vị không ma túy"
    value: str
