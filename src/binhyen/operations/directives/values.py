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


FINDING_LABELS = {
    "BODY_GONE": "Cơ quan không còn",
    "CONTINUOUS_NO_RHYTHM": "Thường xuyên, không có nhịp",
    "DEADLINE_BEFORE_ISSUE": "Hạn trước ngày ban hành",
    "DEADLINE_ON_DAY_OFF": "Hạn vào ngày nghỉ",
    "DUPLICATE_DUTY": "Nhiệm vụ trùng nhau",
    "LAW_AFTER_DIRECTIVE": "Luật ban hành sau văn bản",
    "LAW_NUMBER_IMPOSSIBLE": "Luật ghi sai số",
    "LAW_YEAR_MISMATCH": "Luật ghi sai năm",
    "NOBODY_NAMED": "Thiếu người chủ trì",
    "NUMBER_REPEATED": "Đánh số lặp",
    "NUMBER_SKIPPED": "Đánh số nhảy",
    "PERSONAL_PHONE": "Số điện thoại cá nhân",
    "PRIVATE_MAILBOX": "Hộp thư cá nhân",
    "RECIPIENT_MISSING": "Nơi nhận thiếu",
    "RECIPIENT_WITHOUT_DUTY": "Nơi nhận không có việc",
    "RECURRING_NO_PERIOD": "Định kỳ, không có chu kỳ",
    "TARGET_CONFLICT": "Chỉ tiêu mâu thuẫn",
    "TARGET_WITHOUT_DAY": "Chỉ tiêu thiếu mốc",
    "TARGET_WITHOUT_NUMBER": "Chỉ tiêu thiếu số",
    "TARGET_WITHOUT_UNIT": "Chỉ tiêu thiếu đơn vị",
    "TWO_LEADS": "Nhiều cơ quan chủ trì",
}


def finding_label(code: str) -> str:
    """Short words for a kind of finding; the code itself where it is a new one."""
    return FINDING_LABELS.get(code, code)
