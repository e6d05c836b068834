"""Facts of directives and duties. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class IntakeEvent(Event):
    SUBJECT: ClassVar[str] = "directives.intake"


@dataclass(frozen=True, kw_only=True)
class DirectiveReceived(IntakeEvent):
    """A file was handed in to be read."""

    LABEL: ClassVar[str] = "Nhận tệp để đọc"

    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class DirectiveRefused(IntakeEvent):
    """The file could not be read and was taken away again."""

    LABEL: ClassVar[str] = "Không đọc được tệp"

    code: str


@dataclass(frozen=True, kw_only=True)
class IntakeDismissed(IntakeEvent):
    """The notice of a failed reading was put away."""

    LABEL: ClassVar[str] = "Bỏ thông báo không đọc được"


@dataclass(frozen=True, kw_only=True)
class DirectiveEvent(Event):
    SUBJECT: ClassVar[str] = "directives.directive"


@dataclass(frozen=True, kw_only=True)
class DirectiveRead(DirectiveEvent):
    LABEL: ClassVar[str] = "Đọc xong văn bản chỉ đạo"

    intake_id: int
    passages: int
    duties: int
    findings: int


@dataclass(frozen=True, kw_only=True)
class DirectiveCorrected(DirectiveEvent):
    LABEL: ClassVar[str] = "Sửa thông tin văn bản chỉ đạo"

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DirectiveDiscarded(DirectiveEvent):
    """A reading nobody had reviewed yet was thrown away with its file."""

    LABEL: ClassVar[str] = "Bỏ bản đọc văn bản"

    sha256: str
    duties: int


@dataclass(frozen=True, kw_only=True)
class RegisterSigned(DirectiveEvent):
    LABEL: ClassVar[str] = "Chốt danh mục nhiệm vụ"

    accepted: int
    removed: int


@dataclass(frozen=True, kw_only=True)
class DutiesAccepted(DirectiveEvent):
    """Many duties accepted in one act."""

    LABEL: ClassVar[str] = "Duyệt nhiều nhiệm vụ"

    duty_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class StepUndone(DirectiveEvent):
    LABEL: ClassVar[str] = "Hoàn tác một bước rà soát"

    step_id: int
    step_kind: str
    duty_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class DutyEvent(Event):
    SUBJECT: ClassVar[str] = "directives.duty"

    directive_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class DutyAccepted(DutyEvent):
    LABEL: ClassVar[str] = "Duyệt nhiệm vụ"


@dataclass(frozen=True, kw_only=True)
class DutyEdited(DutyEvent):
    LABEL: ClassVar[str] = "Sửa nhiệm vụ"

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DutyRemoved(DutyEvent):
    LABEL: ClassVar[str] = "Bỏ nhiệm vụ"


@dataclass(frozen=True, kw_only=True)
class DutyRestored(DutyEvent):
    LABEL: ClassVar[str] = "Lấy lại nhiệm vụ"


@dataclass(frozen=True, kw_only=True)
class DutyMade(DutyEvent):
    LABEL: ClassVar[str] = "Tạo nhiệm vụ"


@dataclass(frozen=True, kw_only=True)
class DutySplit(DutyEvent):
    LABEL: ClassVar[str] = "Tách nhiệm vụ"

    new_id: int


@dataclass(frozen=True, kw_only=True)
class DutiesMerged(DutyEvent):
    LABEL: ClassVar[str] = "Gộp nhiệm vụ"

    merged_id: int


@dataclass(frozen=True, kw_only=True)
class FindingTaken(DutyEvent):
    """The proposal of a finding was applied."""

    LABEL: ClassVar[str] = "Nhận đề nghị ở điểm cần xem"

    finding_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class FindingKept(DirectiveEvent):
    """A finding was looked at and the text left as it stands."""

    LABEL: ClassVar[str] = "Giữ nguyên, hỏi cơ quan ban hành"

    finding_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class RegisterExported(Event):
    """The register, or a part of it, left as a file. ``subject_id`` is the moment; the purpose is the fact's reason."""

    SUBJECT: ClassVar[str] = "directives.register"
    LABEL: ClassVar[str] = "Xuất danh mục nhiệm vụ"

    form: str  # xlsx / docx
    rows: int


@dataclass(frozen=True, kw_only=True)
class CalendarFeedEvent(Event):
    SUBJECT: ClassVar[str] = "directives.feed"


@dataclass(frozen=True, kw_only=True)
class CalendarFeedMade(CalendarFeedEvent):
    LABEL: ClassVar[str] = "Tạo địa chỉ lịch"

    body_key: str


@dataclass(frozen=True, kw_only=True)
class CalendarFeedRevoked(CalendarFeedEvent):
    LABEL: ClassVar[str] = "Thu hồi địa chỉ lịch"


@dataclass(frozen=True, kw_only=True)
class DeadlinesTold(Event):
    """The leads were told what is due; ``subject_id`` is the day. Once a day."""

    SUBJECT: ClassVar[str] = "directives.register"
    LABEL: ClassVar[str] = "Báo thời hạn cho cơ quan chủ trì"
