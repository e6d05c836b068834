"""Facts of inspections. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class InspectionEvent(Event):
    SUBJECT: ClassVar[str] = "inspections.inspection"


@dataclass(frozen=True, kw_only=True)
class InspectionPlanned(InspectionEvent):
    LABEL: ClassVar[str] = "Lập đợt kiểm tra"

    kind_code: str
    targets: tuple[str, ...] = ()  # keys of bodies


@dataclass(frozen=True, kw_only=True)
class InspectionChanged(InspectionEvent):
    LABEL: ClassVar[str] = "Sửa đợt kiểm tra"


@dataclass(frozen=True, kw_only=True)
class InspectionHeld(InspectionEvent):
    LABEL: ClassVar[str] = "Ghi đã kiểm tra"

    on: str


@dataclass(frozen=True, kw_only=True)
class InspectionConcluded(InspectionEvent):
    LABEL: ClassVar[str] = "Kết luận kiểm tra"

    findings: int


@dataclass(frozen=True, kw_only=True)
class InspectionCancelled(InspectionEvent):
    LABEL: ClassVar[str] = "Hủy đợt kiểm tra"


@dataclass(frozen=True, kw_only=True)
class FindingStepped(Event):
    """A step about a finding; ``step`` is its code, a reason is the fact's reason."""

    SUBJECT: ClassVar[str] = "inspections.finding"
    LABEL: ClassVar[str] = "Theo dõi khắc phục phát hiện"

    step: str
    inspection_id: int


@dataclass(frozen=True, kw_only=True)
class FindingsExported(Event):
    """A list of findings left as a file; ``subject_id`` is the moment, the purpose is the fact's reason."""

    SUBJECT: ClassVar[str] = "inspections.list"
    LABEL: ClassVar[str] = "Xuất danh sách phát hiện"

    rows: int
