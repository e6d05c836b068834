"""Facts of reports. Ids and codes only: no words of a report, no names."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class DutyMade(Event):
    """``subject_id`` is the duty's key; ``origin`` LAW or PROVINCE."""

    SUBJECT: ClassVar[str] = "reporting.duty"
    LABEL: ClassVar[str] = "Đặt chế độ báo cáo"
    origin: str
    form: str


@dataclass(frozen=True, kw_only=True)
class DutyEnded(Event):
    SUBJECT: ClassVar[str] = "reporting.duty"
    LABEL: ClassVar[str] = "Thôi một chế độ báo cáo"
    valid_to: str


@dataclass(frozen=True, kw_only=True)
class DutyLockSet(Event):
    """``days`` after its clock a report is locked, 0 not by itself; of rounds due from ``valid_from`` on."""

    SUBJECT: ClassVar[str] = "reporting.duty"
    LABEL: ClassVar[str] = "Đặt ngày khóa báo cáo"
    days: int
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    """``subject_id`` is the round; ``units`` how many owe it."""

    SUBJECT: ClassVar[str] = "reporting.round"
    LABEL: ClassVar[str] = "Mở kỳ báo cáo"
    duty: str
    code: str
    units: int


@dataclass(frozen=True, kw_only=True)
class RoundReminded(Event):
    SUBJECT: ClassVar[str] = "reporting.round"
    LABEL: ClassVar[str] = "Nhắc đơn vị chưa gửi báo cáo"
    people: int


@dataclass(frozen=True, kw_only=True)
class ReportFilled(Event):
    """One place of a report was written: ``place`` a cell's address or a block's code."""

    SUBJECT: ClassVar[str] = "reporting.report"
    LABEL: ClassVar[str] = "Ghi vào báo cáo"
    place: str
    version: int


@dataclass(frozen=True, kw_only=True)
class WorkTaken(Event):
    """Lines of work were taken into a block: ``sources`` are keys of tasks and difficulties, "TASK-12"."""

    SUBJECT: ClassVar[str] = "reporting.report"
    LABEL: ClassVar[str] = "Lấy lời báo cáo từ công việc"
    place: str
    sources: list[str]


@dataclass(frozen=True, kw_only=True)
class ReportStepped(Event):
    """``act`` what was done; ``number`` the version it is about, 0 for none."""

    SUBJECT: ClassVar[str] = "reporting.report"
    LABEL: ClassVar[str] = "Xử lý báo cáo"
    act: str
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class ReportCommented(Event):
    SUBJECT: ClassVar[str] = "reporting.report"
    LABEL: ClassVar[str] = "Góp ý vào báo cáo"
    place: str
    settled: bool


@dataclass(frozen=True, kw_only=True)
class ReportSealed(Event):
    """``subject_id`` is the code; the digest is in the chain, so that nobody moves what was signed."""

    SUBJECT: ClassVar[str] = "reporting.seal"
    LABEL: ClassVar[str] = "Chốt báo cáo đã ký"
    report: int
    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ReportNumbered(Event):
    """A sealed version bears ``number``/``symbol``; ``own_book`` where it was taken from the unit's book here."""

    SUBJECT: ClassVar[str] = "reporting.report"
    LABEL: ClassVar[str] = "Ghi số văn bản của báo cáo"
    version: int
    number: int
    symbol: str
    own_book: bool


@dataclass(frozen=True, kw_only=True)
class NumberingAtOnce(Event):
    """``subject_id`` is the body's key: whether its reports take their number as soon as all have signed."""

    SUBJECT: ClassVar[str] = "reporting.numbering"
    LABEL: ClassVar[str] = "Đặt cách lấy số báo cáo của đơn vị"
    at_once: bool


@dataclass(frozen=True, kw_only=True)
class ReportAttached(Event):
    """``annex`` is its row; ``sha256`` of its file, "" where only the reason stands why there is none."""

    SUBJECT: ClassVar[str] = "reporting.report"
    LABEL: ClassVar[str] = "Kèm tài liệu vào báo cáo"
    annex: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportDetached(Event):
    SUBJECT: ClassVar[str] = "reporting.report"
    LABEL: ClassVar[str] = "Bỏ tài liệu kèm theo báo cáo"
    annex: int


@dataclass(frozen=True, kw_only=True)
class SealVerified(Event):
    SUBJECT: ClassVar[str] = "reporting.seal"
    LABEL: ClassVar[str] = "Kiểm tra mã báo cáo"
    digest: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class ReportTaken(Event):
    """A file of the report left: ``form`` docx, xlsx or pdf."""

    SUBJECT: ClassVar[str] = "reporting.report"
    LABEL: ClassVar[str] = "Tải báo cáo"
    form: str


@dataclass(frozen=True, kw_only=True)
class RoundConsolidated(Event):
    """``subject_id`` is the code of what was put together; the digest is in the chain, so that nobody moves it."""

    SUBJECT: ClassVar[str] = "reporting.consolidation"
    LABEL: ClassVar[str] = "Tổng hợp báo cáo"
    round: int
    reports: int
    missing: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ConsolidationTaken(Event):
    """A file of what was put together left: ``form`` docx or xlsx."""

    SUBJECT: ClassVar[str] = "reporting.consolidation"
    LABEL: ClassVar[str] = "Tải báo cáo tổng hợp"
    form: str


@dataclass(frozen=True, kw_only=True)
class ConsolidationHandedOver(Event):
    """``outgoing`` is the document that was begun from it."""

    SUBJECT: ClassVar[str] = "reporting.consolidation"
    LABEL: ClassVar[str] = "Lập văn bản từ báo cáo tổng hợp"
    outgoing: int


@dataclass(frozen=True, kw_only=True)
class FormEdited(Event):
    """``subject_id`` is the version's key, ``act`` BEGUN, SAVED, PUBLISHED or DROPPED."""

    SUBJECT: ClassVar[str] = "reporting.form"
    LABEL: ClassVar[str] = "Sửa mẫu báo cáo"
    act: str
    revision: int
