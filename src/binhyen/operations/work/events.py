"""Facts of work. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class TaskEvent(Event):
    SUBJECT: ClassVar[str] = "work.task"


@dataclass(frozen=True, kw_only=True)
class TaskGiven(TaskEvent):
    """``copies`` is 0 for a task of one body; a group's copies are numbered from ``first`` to ``last``."""

    LABEL: ClassVar[str] = "Giao việc"

    duty_id: int = 0
    lead: str = ""  # key of the body
    copies: int = 0
    first: int = 0
    last: int = 0


@dataclass(frozen=True, kw_only=True)
class TasksGiven(Event):
    """Several duties of a directive were given in one act; ``subject_id`` is the directive."""

    SUBJECT: ClassVar[str] = "work.directive"
    LABEL: ClassVar[str] = "Giao việc theo văn bản"

    tasks: int
    copies: int
    questions: int


@dataclass(frozen=True, kw_only=True)
class TaskOpened(TaskEvent):
    LABEL: ClassVar[str] = "Mở việc"

    body: str


@dataclass(frozen=True, kw_only=True)
class TaskStarted(TaskEvent):
    LABEL: ClassVar[str] = "Bắt đầu làm việc"

    body: str


@dataclass(frozen=True, kw_only=True)
class PersonNamed(TaskEvent):
    LABEL: ClassVar[str] = "Phân công người làm"

    body: str
    user_id: int


@dataclass(frozen=True, kw_only=True)
class StepChanged(TaskEvent):
    LABEL: ClassVar[str] = "Sửa bước việc của đơn vị"

    step_id: int
    change: str  # made / done / undone / removed


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(TaskEvent):
    LABEL: ClassVar[str] = "Nộp minh chứng"

    evidence_id: int
    kind_code: str
    period_id: int = 0


@dataclass(frozen=True, kw_only=True)
class EvidenceWithdrawn(TaskEvent):
    LABEL: ClassVar[str] = "Rút minh chứng"

    evidence_id: int


@dataclass(frozen=True, kw_only=True)
class TaskClaimed(TaskEvent):
    LABEL: ClassVar[str] = "Báo xong việc"

    body: str
    period_id: int = 0


@dataclass(frozen=True, kw_only=True)
class ClaimTakenBack(TaskEvent):
    LABEL: ClassVar[str] = "Rút báo xong"

    body: str
    period_id: int = 0


@dataclass(frozen=True, kw_only=True)
class TaskVerified(TaskEvent):
    LABEL: ClassVar[str] = "Xác nhận việc đã làm"

    body: str  # whose claim
    period_id: int = 0


@dataclass(frozen=True, kw_only=True)
class TaskRejected(TaskEvent):
    """The claim went back with a reason (the fact's reason)."""

    LABEL: ClassVar[str] = "Trả lại việc"

    body: str
    period_id: int = 0


@dataclass(frozen=True, kw_only=True)
class TaskStopped(TaskEvent):
    LABEL: ClassVar[str] = "Dừng việc"

    copies: int = 0


@dataclass(frozen=True, kw_only=True)
class TaskMended(TaskEvent):
    LABEL: ClassVar[str] = "Làm rõ việc"

    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionEvent(Event):
    SUBJECT: ClassVar[str] = "work.question"


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(QuestionEvent):
    LABEL: ClassVar[str] = "Hỏi lại nơi giao việc"

    duty_id: int = 0
    task_id: int = 0
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(QuestionEvent):
    LABEL: ClassVar[str] = "Trả lời câu hỏi về việc"

    duty_id: int = 0
    task_id: int = 0


@dataclass(frozen=True, kw_only=True)
class WorkExported(Event):
    """A list of work left as a file; ``subject_id`` is the moment, the purpose is the fact's reason."""

    SUBJECT: ClassVar[str] = "work.list"
    LABEL: ClassVar[str] = "Xuất danh sách công việc"

    form: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class TermSet(Event):
    """The province set a term; ``subject_id`` is its code, the paper it rests on is the fact's reason."""

    SUBJECT: ClassVar[str] = "work.term"
    LABEL: ClassVar[str] = "Đặt thông số thời hạn công việc"

    value: int
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class ClocksRang(Event):
    """People were reminded, or silence went up the line; ``subject_id`` is the day."""

    SUBJECT: ClassVar[str] = "work.clocks"
    LABEL: ClassVar[str] = "Nhắc việc, báo việc quá hạn"

    clocks: int
    people: int


@dataclass(frozen=True, kw_only=True)
class ExtensionAsked(TaskEvent):
    LABEL: ClassVar[str] = "Xin gia hạn"

    extension_id: int
    period_id: int = 0


@dataclass(frozen=True, kw_only=True)
class ExtensionDecided(TaskEvent):
    LABEL: ClassVar[str] = "Quyết định gia hạn"

    extension_id: int
    granted: bool


@dataclass(frozen=True, kw_only=True)
class ExtensionWithdrawn(TaskEvent):
    LABEL: ClassVar[str] = "Rút đề nghị gia hạn"

    extension_id: int


@dataclass(frozen=True, kw_only=True)
class DifficultyEvent(Event):
    SUBJECT: ClassVar[str] = "work.difficulty"


@dataclass(frozen=True, kw_only=True)
class DifficultyRaised(DifficultyEvent):
    LABEL: ClassVar[str] = "Báo khó khăn, vướng mắc"

    body: str
    owner: str
    task_id: int = 0


@dataclass(frozen=True, kw_only=True)
class DifficultyPassed(DifficultyEvent):
    LABEL: ClassVar[str] = "Chuyển khó khăn, vướng mắc lên cấp trên"

    from_body: str
    to_body: str


@dataclass(frozen=True, kw_only=True)
class DifficultyAnswered(DifficultyEvent):
    LABEL: ClassVar[str] = "Trả lời khó khăn, vướng mắc"

    body: str


@dataclass(frozen=True, kw_only=True)
class DifficultySettled(DifficultyEvent):
    LABEL: ClassVar[str] = "Xác nhận khó khăn đã tháo gỡ"


@dataclass(frozen=True, kw_only=True)
class DifficultyReopened(DifficultyEvent):
    LABEL: ClassVar[str] = "Khó khăn chưa được tháo gỡ"


@dataclass(frozen=True, kw_only=True)
class DifficultyWithdrawn(DifficultyEvent):
    LABEL: ClassVar[str] = "Rút khó khăn, vướng mắc"


@dataclass(frozen=True, kw_only=True)
class HandoverEvent(Event):
    SUBJECT: ClassVar[str] = "work.handover"


@dataclass(frozen=True, kw_only=True)
class HandoverMade(HandoverEvent):
    LABEL: ClassVar[str] = "Lập biên bản bàn giao"

    giver_id: int
    receiver_id: int
    items: int


@dataclass(frozen=True, kw_only=True)
class HandoverSigned(HandoverEvent):
    LABEL: ClassVar[str] = "Ký biên bản bàn giao"

    side: str  # giver / absent / receiver
    digest: str  # of what is handed over


@dataclass(frozen=True, kw_only=True)
class HandoverCancelled(HandoverEvent):
    LABEL: ClassVar[str] = "Hủy biên bản bàn giao"


@dataclass(frozen=True, kw_only=True)
class WorkFeedMade(Event):
    SUBJECT: ClassVar[str] = "work.feed"
    LABEL: ClassVar[str] = "Tạo địa chỉ lịch công việc"

    body_key: str = ""
    user_id: int = 0


@dataclass(frozen=True, kw_only=True)
class WorkFeedRevoked(Event):
    SUBJECT: ClassVar[str] = "work.feed"
    LABEL: ClassVar[str] = "Thu hồi địa chỉ lịch công việc"
