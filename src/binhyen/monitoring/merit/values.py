"""Choices of proposals, and the values their doors hand over. Codes are stored and never change."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices


class Kind(TextChoices):
    COMMEND = "COMMEND", "Khen thưởng"
    ACCOUNT = "ACCOUNT", "Xem xét trách nhiệm"


class State(TextChoices):
    PROPOSED = "PROPOSED", "Mới lập"
    SENT = "SENT", "Chờ đơn vị có ý kiến"
    ANSWERED = "ANSWERED", "Đơn vị đã có ý kiến"
    DECIDED = "DECIDED", "Đã quyết định, còn hạn kiến nghị"
    APPEALED = "APPEALED", "Đang giải quyết kiến nghị"
    CLOSED = "CLOSED", "Đã xong"
    WITHDRAWN = "WITHDRAWN", "Đã rút"


class Outcome(TextChoices):
    ACCEPTED = "ACCEPTED", "Đồng ý"
    REFUSED = "REFUSED", "Không đồng ý"
    RETURNED = "RETURNED", "Trả lại để làm rõ"


class AppealOutcome(TextChoices):
    KEPT = "KEPT", "Giữ nguyên quyết định"
    OVERTURNED = "OVERTURNED", "Hủy quyết định"


class Step(TextChoices):
    """What happened to a proposal. Steps are added and never change."""

    PROPOSED = "PROPOSED", "Lập đề nghị"
    STRUCK = "STRUCK", "Bỏ một dòng"
    ADDED = "ADDED", "Thêm một dòng"
    SENT = "SENT", "Gửi đơn vị lấy ý kiến"
    ANSWERED = "ANSWERED", "Đơn vị có ý kiến"
    ACCEPTED = "ACCEPTED", "Quyết định: đồng ý"
    REFUSED = "REFUSED", "Quyết định: không đồng ý"
    RETURNED = "RETURNED", "Trả lại để làm rõ"
    APPEALED = "APPEALED", "Đơn vị kiến nghị"
    KEPT = "KEPT", "Trả lời kiến nghị: giữ nguyên"
    OVERTURNED = "OVERTURNED", "Trả lời kiến nghị: hủy quyết định"
    CLOSED = "CLOSED", "Kết thúc"
    WITHDRAWN = "WITHDRAWN", "Rút đề nghị"
    REMINDED = "REMINDED", "Nhắc hạn"


class Mark(TextChoices):
    """What was said of one line."""

    STRUCK = "STRUCK", "Bỏ"
    AGREED = "AGREED", "Đơn vị thống nhất"
    OBJECTED = "OBJECTED", "Đơn vị không thống nhất"


RECIPIENTS = ("Như trên", "Lưu: VT")  # of a letter
RUNNING = (State.PROPOSED, State.SENT, State.ANSWERED, State.DECIDED, State.APPEALED)


@dataclass(frozen=True, slots=True)
class LineWord:
    """The word of a body on one line: AGREED or OBJECTED, with its reason."""

    line: int
    mark: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a leader decides. ``appeal_to``: id of the body an appeal goes to, where there may be one."""

    outcome: str
    words: str
    number: str = ""
    issued_on: date | None = None
    appeal_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstanceDetails:
    """Something nobody could help, as a document states it. ``communes`` empty: the whole province."""

    what: str
    first: date
    last: date
    source: str
    communes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An official letter: ``text`` as ``registers/documents`` reads it, with what nobody knows yet in braces."""

    kind: str  # of the document: "Tờ trình"
    abstract: str
    text: str
    addressed: str
    origin: str


class MeritRefused(Exception):
    """The act is not possible: a sentence for people, and the field of the form it stands at ("": the whole form)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field
