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
