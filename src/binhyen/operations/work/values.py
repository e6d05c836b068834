"""Choices of work, and the values its doors hand over. Codes are stored and never change."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from django.db.models import TextChoices


class Shape(TextChoices):
    ONE = "ONE", "Việc riêng"
    HEAD = "HEAD", "Việc giao cho nhóm"  # has no lead of its own: its copies do
    COPY = "COPY", "Việc của nhóm"


class Cadence(TextChoices):
    ONCE = "ONCE", "Một lần"
    RHYTHM = "RHYTHM", "Định kỳ"  # ``Task.rhythm``: parts of an RRULE, "|" between several
    BEAT = "BEAT", "Thường xuyên"  # something is shown every ``Task.beat_days`` days


class Work(TextChoices):
    """The state of a task, of a body's share in it, of one period of recurring work."""

    GIVEN = "GIVEN", "Chưa mở"
    OPENED = "OPENED", "Đã mở"
    DOING = "DOING", "Đang làm"
    CLAIMED = "CLAIMED", "Đã báo xong, chờ xác nhận"
    VERIFIED = "VERIFIED", "Đã xác nhận"
    REJECTED = "REJECTED", "Bị trả lại"
    STOPPED = "STOPPED", "Đã dừng"


TO_DO = (Work.GIVEN, Work.OPENED, Work.DOING, Work.REJECTED)  # the clock of whoever does it runs
OVER = (Work.VERIFIED, Work.STOPPED)


class Part(TextChoices):
    LEAD = "LEAD", "Chủ trì"
    CO_LEAD = "CO_LEAD", "Phối hợp"
    FOLLOWER = "FOLLOWER", "Theo dõi"


class EvidenceKind(TextChoices):
    DOCUMENT = "DOCUMENT", "Văn bản"
    NUMBER = "NUMBER", "Con số"
    PHOTO = "PHOTO", "Ảnh"
    MINUTES = "MINUTES", "Biên bản"
    LIST = "LIST", "Danh sách"


class MoveKind(TextChoices):
    GIVEN = "GIVEN", "Giao việc"
    OPENED = "OPENED", "Mở xem"
    STARTED = "STARTED", "Bắt đầu làm"
    NAMED = "NAMED", "Phân công người làm"
    CLAIMED = "CLAIMED", "Báo xong"
    TAKEN_BACK = "TAKEN_BACK", "Rút báo xong"
    VERIFIED = "VERIFIED", "Xác nhận"
    REJECTED = "REJECTED", "Trả lại"
    STOPPED = "STOPPED", "Dừng việc"
    EXTENDED = "EXTENDED", "Gia hạn"
    HANDED_OVER = "HANDED_OVER", "Bàn giao"
    MENDED = "MENDED", "Làm rõ"
    PERIOD = "PERIOD", "Mở kỳ"
    ESCALATED = "ESCALATED", "Báo lên cấp trên"


class Mendable(TextChoices):
    """What of given work its giver may make clearer. Never the day: more time is asked for and decided."""

    WHAT = "WHAT", "Việc phải làm"
    RESULT = "RESULT", "Kết quả phải có"
    KINDS = "KINDS", "Minh chứng của kết quả"
    VERIFIER = "VERIFIER", "Cơ quan xác nhận kết quả"
    CO_LEADS = "CO_LEADS", "Phối hợp"
    FOLLOWERS = "FOLLOWERS", "Theo dõi"
    LEADS = "LEADS", "Thêm cơ quan chủ trì"


class Gap(TextChoices):
    """What is not clear of a duty: the "4 rõ", and the kind of evidence its result needs."""

    WHO = "WHO", "Rõ người"
    WHAT = "WHAT", "Rõ việc"
    RESPONSIBLE = "RESPONSIBLE", "Rõ trách nhiệm"
    WHEN = "WHEN", "Rõ thời gian"
    RESULT = "RESULT", "Rõ kết quả"


class ExtensionState(TextChoices):
    ASKED = "ASKED", "Chờ quyết định"
    GRANTED = "GRANTED", "Đồng ý"
    REFUSED = "REFUSED", "Không đồng ý"
    WITHDRAWN = "WITHDRAWN", "Đã rút"


class DifficultyState(TextChoices):
    OPEN = "OPEN", "Chờ trả lời"
    ANSWERED = "ANSWERED", "Đã trả lời"
    SETTLED = "SETTLED", "Đã tháo gỡ"
    WITHDRAWN = "WITHDRAWN", "Đã rút"


class Waits(TextChoices):
    """What waits for somebody and rings: answers others wait for, and steps of a unit that have a day."""

    QUESTION = "QUESTION", "Câu hỏi về việc chưa rõ"
    CLAIM = "CLAIM", "Việc chờ xác nhận"
    PERIOD = "PERIOD", "Kỳ của việc chờ xác nhận"
    PART = "PART", "Phần phối hợp chờ xác nhận"
    EXTENSION = "EXTENSION", "Đề nghị gia hạn chờ quyết định"
    STEP = "STEP", "Bước của đơn vị"


class HandoverState(TextChoices):
    DRAFT = "DRAFT", "Đang lập"
    SIGNED_BY_GIVER = "GIVER", "Người giao đã ký"
    DONE = "DONE", "Đã bàn giao"
    CANCELLED = "CANCELLED", "Đã hủy"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDetails:
    """What is given. ``due_at`` is the moment a single deadline ends; ``kinds`` are the kinds of evidence expected.

    ``rhythm`` is the stored value of a recurring deadline (directives' reader), ``beat_days`` of continuous work.
    """

    title: str
    what: str
    result: str = ""
    kinds: tuple[str, ...] = ()
    due_at: datetime | None = None
    cadence: str = Cadence.ONCE
    rhythm: str = ""
    beat_days: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    needs_location: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """Who does it: ids of bodies. More than one lead makes a copy for each. Groups are expanded by the action."""

    leads: tuple[int, ...]
    issuer: int
    verifier: int
    co_leads: tuple[int, ...] = ()
    followers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """Given work as it shall read. Ids of bodies or of groups; ``leads``: bodies that join a group's work."""

    what: str
    result: str
    kinds: tuple[str, ...]
    verifier: int
    co_leads: tuple[int, ...] = ()
    followers: tuple[int, ...] = ()
    leads: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One piece of evidence as handed in. A number carries its indicator and place where there are any."""

    kind: str
    note: str = ""
    document_id: int | None = None
    indicator: str = ""
    place: str = ""
    value: Decimal | None = None
    unit: str = ""
    as_of: date | None = None
    period_id: int | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its content from where it stands, and the sender's name of it."""

    content: BinaryIO
    name: str


class WorkRefused(Exception):
    """The act is not possible: a sentence for people, and the field of the form it stands at ("": the whole form)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field
