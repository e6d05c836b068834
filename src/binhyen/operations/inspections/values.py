"""Choices of inspections, and the values their doors hand over. Codes are stored and never change."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices


class Kind(TextChoices):
    PERIODIC = "PERIODIC", "Định kỳ"
    SUDDEN = "SUDDEN", "Đột xuất"


class Stage(TextChoices):
    PLANNED = "PLANNED", "Trong kế hoạch"
    HELD = "HELD", "Đã kiểm tra, chưa kết luận"
    CONCLUDED = "CONCLUDED", "Đã kết luận"
    CANCELLED = "CANCELLED", "Đã hủy"


class Seat(TextChoices):
    HEAD = "HEAD", "Trưởng đoàn"
    DEPUTY = "DEPUTY", "Phó trưởng đoàn"
    SECRETARY = "SECRETARY", "Thư ký"
    MEMBER = "MEMBER", "Thành viên"


class Remedy(TextChoices):
    """How far a finding is."""

    DRAFT = "DRAFT", "Chưa kết luận"
    OPEN = "OPEN", "Đang khắc phục"
    CLAIMED = "CLAIMED", "Chờ xác nhận"
    REMEDIED = "REMEDIED", "Đã khắc phục"
    WITHDRAWN = "WITHDRAWN", "Đã rút"


class Step(TextChoices):
    """What was done about a finding. Steps are added and never change."""

    STATED = "STATED", "Ghi phát hiện"
    CONCLUDED = "CONCLUDED", "Kết luận"
    EXPLAINED = "EXPLAINED", "Giải trình"
    CLAIMED = "CLAIMED", "Báo đã khắc phục"
    VERIFIED = "VERIFIED", "Xác nhận đã khắc phục"
    REJECTED = "REJECTED", "Chưa chấp nhận"
    EXTENDED = "EXTENDED", "Gia hạn"
    WITHDRAWN = "WITHDRAWN", "Rút phát hiện"
    REMINDED = "REMINDED", "Nhắc hạn"
    ESCALATED = "ESCALATED", "Báo lên cấp trên"


RUNNING = (Remedy.OPEN, Remedy.CLAIMED)


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    office: str  # position and body, as printed in the decision
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDetails:
    """One inspection as planned. ``targets`` are ids of bodies inspected, ``inspector`` of the one that inspects."""

    kind: str
    title: str
    subject: str  # what is looked at
    ground: str  # the plan, decision or letter it rests on
    inspector: int
    targets: tuple[int, ...]
    starts_on: date
    ends_on: date
    team: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDetails:
    """One finding. What is not known yet is left empty; a conclusion needs all of it."""

    target: int
    what: str
    remedy: str = ""
    responsible: int | None = None
    answerable: str = ""  # the office that answers for it: "Trưởng Công an xã"
    due_on: date | None = None
    follower: int | None = None
    indicator: str = ""


class InspectionRefused(Exception):
    """The act is not possible: a sentence for people, and the field of the form it stands at ("": the whole form)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field
