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


# smaller units: hamlets, schools, premises, agencies


class UnitKind(StrEnum):
    """What may be recognised below the commune. Codes are stored and stand in law/recognition/units.toml."""

    HAMLET = "HAMLET"
    SCHOOL = "SCHOOL"
    PREMISES = "PREMISES"
    AGENCY = "AGENCY"


class CriterionForm(StrEnum):
    """How a criterion is met: nobody and nothing of it, at least a share of all, or simply done."""

    NONE = "NONE"
    SHARE = "SHARE"
    YES = "YES"


class Weight(StrEnum):
    """Whether a criterion decides, is only asked, or is not asked at all."""

    REQUIRED = "REQUIRED"
    ASKED = "ASKED"
    OFF = "OFF"


class Decider(StrEnum):
    """Whose committee recognises units of a kind; its own officers check them."""

    COMMUNE = "COMMUNE"
    PROVINCE = "PROVINCE"


UNIT_KIND_LABELS = {
    UnitKind.HAMLET: "Thôn, bản, tổ dân phố",
    UnitKind.SCHOOL: "Trường học",
    UnitKind.PREMISES: "Cơ sở kinh doanh",
    UnitKind.AGENCY: "Cơ quan, đơn vị, doanh nghiệp",
}
FORM_LABELS = {
    CriterionForm.NONE: "Không có ai, không có vụ, điểm nào",
    CriterionForm.SHARE: "Đạt ít nhất một tỷ lệ",
    CriterionForm.YES: "Đã làm",
}
WEIGHT_LABELS = {
    Weight.REQUIRED: "Bắt buộc đạt",
    Weight.ASKED: "Có hỏi, không bắt buộc",
    Weight.OFF: "Không dùng",
}
DECIDER_LABELS = {Decider.COMMUNE: "UBND cấp xã", Decider.PROVINCE: "UBND cấp tỉnh"}
UNIT_STAGE_LABELS = {
    Stage.NOT_BEGUN: "Chưa tự đánh giá",
    Stage.ASSESSED: "Chờ thẩm tra",
    Stage.RETURNED: "Bị trả lại, chờ làm lại",
    Stage.CHECKED: "Đã thẩm tra, chờ quyết định",
    Stage.DECIDED: "Đã có quyết định",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKindRule:
    """A kind of unit: who recognises it, and what says so."""

    code: UnitKind
    noun: str
    decided_by: Decider
    valid_from: date
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCriterion:
    """A criterion of a kind of unit.

    ``facts`` is the criterion of Article 6 whose figure the register gives for a hamlet; "" where the unit states it.
    ``bound`` is an exact fraction of ``of``, for the form SHARE.
    """

    code: str
    label: str
    form: CriterionForm
    weight: Weight
    valid_from: date
    source: str
    confidence: str
    facts: str = ""
    counted: str = ""  # what is counted: "người đã ký cam kết"
    of: str = ""  # out of what: "chủ, quản lý và nhân viên"
    bound: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What the register holds of a criterion in a hamlet, and in its commune without saying in which hamlet."""

    count: int
    unplaced: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody states of a criterion: done or not, how many, of how many. None: not answered.

    ``unplaced``: how many of the commune without a hamlet it spoke of; it says nothing of those who came later.
    """

    yes: bool | None = None
    unplaced: int = 0
    count: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult:
    """One criterion of one unit. ``met`` None: not known. ``stated``: rests on somebody's word, not on the register."""

    criterion: UnitCriterion
    met: bool | None
    stated: bool
    count: int | None = None
    total: int | None = None
    unplaced: int = 0
    more: int | None = None  # how many more reach the bound

    @property
    def asked(self) -> bool:
        """Whether the unit is asked: the register does not answer alone."""
        return not self.criterion.facts or self.unplaced > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit of a decision."""

    unit_id: int
    act: Act = Act.PUT_ON
    reason: str = ""
