"""Choices of the register of duties, and the values its doors hand over. Codes are stored and never change."""

from dataclasses import dataclass
from datetime import date, time

from django.db.models import TextChoices


class IntakeState(TextChoices):
    READING = "READING", "Đang đọc"
    FAILED = "FAILED", "Không đọc được"
    READ = "READ", "Đã đọc xong"


class DirectiveState(TextChoices):
    REVIEW = "REVIEW", "Đang rà soát"
    SIGNED = "SIGNED", "Đã chốt"


class Kind(TextChoices):
    TASK = "task", "Nhiệm vụ"
    TARGET = "target", "Chỉ tiêu"
    REPORT = "report", "Báo cáo"


class DutyState(TextChoices):
    PROPOSED = "PROPOSED", "Chờ duyệt"
    ACCEPTED = "ACCEPTED", "Đã duyệt"
    REMOVED = "REMOVED", "Đã bỏ"


class DeadlineKind(TextChoices):
    DATE = "date", "Có ngày"
    QUARTER = "quarter", "Theo quý"
    RECURRING = "recurring", "Định kỳ"
    CONTINUOUS = "continuous", "Thường xuyên"
    COMPOUND = "compound", "Có ngày, sau đó lặp lại"
    NONE = "none", "Không nêu hạn"


class Part(TextChoices):
    LEAD = "LEAD", "Chủ trì"
    COORDINATE = "COORDINATE", "Phối hợp"


class FindingState(TextChoices):
    OPEN = "OPEN", "Chưa xử lý"
    TAKEN = "TAKEN", "Đã nhận đề nghị"
    KEPT = "KEPT", "Giữ nguyên, hỏi cơ quan ban hành"


class StepKind(TextChoices):
    ACCEPT = "ACCEPT", "Duyệt"
    ACCEPT_MANY = "ACCEPT_MANY", "Duyệt nhiều mục"
    EDIT = "EDIT", "Sửa"
    REMOVE = "REMOVE", "Bỏ"
    RESTORE = "RESTORE", "Lấy lại"
    MAKE = "MAKE", "Tạo mới"
    SPLIT = "SPLIT", "Tách"
    MERGE = "MERGE", "Gộp"
    FINDING = "FINDING", "Xử lý điểm cần xem"


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body as a reviewer entered it. ``key`` is empty where only a name was typed."""

    name: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class TargetValues:
    metric: str
    op: str
    value: float
    unit: str = ""
    by: str = ""
    baseline: str = ""


@dataclass(frozen=True, slots=True)
class DutyValues:
    """What a reviewer may change of a duty. ``deadline`` is Vietnamese as typed; it is parsed by the reader."""

    kind: str
    title: str
    text: str
    leads: tuple[NamedBody, ...] = ()
    coordinators: tuple[NamedBody, ...] = ()
    deadline: str = ""
    deadline_at: time | None = None
    targets: tuple[TargetValues, ...] = ()
    result: str = ""
    report_to: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the directive: from a character of one passage to a character of the same or a later one."""

    passage: int
    start: int
    end_passage: int
    end: int


@dataclass(frozen=True, slots=True)
class MetaValues:
    """The directive's own data, as a clerk corrects it."""

    kind: str
    number: str
    symbol: str
    issued_on: date | None
    issuer_name: str
    abstract: str
    signer: str
    signer_role: str
    signing_form: str
