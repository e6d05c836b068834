"""The words of the yearly procedure, and the values that pass between its rooms. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from binhyen.monitoring.classification.values import Act, RecognisedAs


class StepKind(StrEnum):
    """What was done with a file. Codes are stored."""

    SELF_ASSESSED = "SELF_ASSESSED"
    RETURNED = "RETURNED"
    CHECKED = "CHECKED"
    REVIEWED = "REVIEWED"
    DECIDED = "DECIDED"


class Stage(StrEnum):
    """What a file waits for."""

    NOT_BEGUN = "NOT_BEGUN"
    ASSESSED = "ASSESSED"
    RETURNED = "RETURNED"
    CHECKED = "CHECKED"
    PASSED = "PASSED"
    NOT_PASSED = "NOT_PASSED"
    DECIDED = "DECIDED"


class Choice(StrEnum):
    FOR = "FOR"
    AGAINST = "AGAINST"
    ABSTAINED = "ABSTAINED"


class Seat(StrEnum):
    """A member's place in the council."""

    CHAIR = "CHAIR"
    DEPUTY = "DEPUTY"
    STANDING = "STANDING"
    MEMBER = "MEMBER"


STEP_LABELS = {
    StepKind.SELF_ASSESSED: "Tự đánh giá, tự phân loại",
    StepKind.RETURNED: "Trả lại để làm lại",
    StepKind.CHECKED: "Thẩm tra xong",
    StepKind.REVIEWED: "Hội đồng biểu quyết",
    StepKind.DECIDED: "Có quyết định",
}
STAGE_LABELS = {
    Stage.NOT_BEGUN: "Chưa tự đánh giá",
    Stage.ASSESSED: "Chờ Công an tỉnh thẩm tra",
    Stage.RETURNED: "Bị trả lại, chờ xã làm lại",
    Stage.CHECKED: "Đã thẩm tra, chờ bước sau",
    Stage.PASSED: "Hội đồng đã thông qua, chờ quyết định",
    Stage.NOT_PASSED: "Hội đồng không thông qua",
    Stage.DECIDED: "Đã có quyết định",
}
CHOICE_LABELS = {Choice.FOR: "Đồng ý", Choice.AGAINST: "Không đồng ý", Choice.ABSTAINED: "Không biểu quyết"}
SEAT_LABELS = {
    Seat.CHAIR: "Chủ tịch Hội đồng",
    Seat.DEPUTY: "Phó Chủ tịch Hội đồng",
    Seat.STANDING: "Ủy viên thường trực",
    Seat.MEMBER: "Ủy viên",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing done with a file. ``data`` holds what it froze: the class then, the votes, the decision."""

    kind: StepKind
    on: date
    recorded_at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRule:
    """A paper a file must hold before the step ``needed_for``."""

    code: str
    label: str
    needed_for: StepKind
    required: bool
    valid_from: date
    source: str
    confidence: str
    settable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule:
    """A step of the Decision: whose it is, and the day before which it must be done."""

    code: StepKind
    label: str
    actor: str
    article: str
    source: str
    confidence: str
    before: tuple[int, int] | None = None  # month, day of the year the period ends in


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A number the procedure needs and no law read so far gives."""

    code: str
    label: str
    value: int
    valid_from: date
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a vote came to. ``need`` is how many must agree."""

    members: int
    agree: int
    against: int
    abstained: int
    need: int

    @property
    def passed(self) -> bool:
        return self.agree >= self.need


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One area of a decision."""

    area_code: str
    kind: RecognisedAs
    act: Act = Act.PUT_ON
