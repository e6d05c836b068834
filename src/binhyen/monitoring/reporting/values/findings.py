"""What looking at a report finds: what must be mended, what does not fit, what should be asked. Plain Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .forms import Filled, FormDefinition


class Weight(StrEnum):
    """How much a finding weighs."""

    MUST = "MUST"  # the report cannot be signed with it
    EXPLAIN = "EXPLAIN"  # mended, or explained with a note at its place
    ASK = "ASK"  # a question, answered with a note; never an accusation


class Looked(StrEnum):
    """What was looked at. Stored with an answer."""

    WAITS = "WAITS"
    MISSING = "MISSING"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    IDENTITY = "IDENTITY"
    BEFORE = "BEFORE"
    UNITS = "UNITS"
    OTHER_REPORT = "OTHER_REPORT"
    COPIED = "COPIED"
    SAME_WORDS_BEFORE = "SAME_WORDS_BEFORE"
    SAME_WORDS_UNITS = "SAME_WORDS_UNITS"
    FROZEN = "FROZEN"
    ROUND = "ROUND"
    ALL_ZERO = "ALL_ZERO"


LOOKED_LABELS = {
    Looked.WAITS: "Chưa đến lúc", Looked.MISSING: "Còn thiếu", Looked.NOT_A_NUMBER: "Không phải số",
    Looked.IDENTITY: "Không khớp",
    Looked.BEFORE: "Khác kỳ trước", Looked.UNITS: "Khác các đơn vị", Looked.OTHER_REPORT: "Khác báo cáo khác",
    Looked.COPIED: "Giống hệt kỳ trước", Looked.SAME_WORDS_BEFORE: "Lời giống kỳ trước",
    Looked.SAME_WORDS_UNITS: "Lời giống đơn vị khác", Looked.FROZEN: "Số đứng yên", Looked.ROUND: "Số tròn",
    Looked.ALL_ZERO: "Toàn số không",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``words`` say what was found, ``mend`` what to do. ``places`` are cells and blocks, the first leads.

    ``answer`` is the note at the first place, where there is one.
    """

    looked: Looked
    weight: Weight
    words: str
    mend: str
    places: tuple[str, ...] = ()
    units: tuple[str, ...] = ()  # keys of other units it speaks of
    answer: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.weight is Weight.MUST or not self.answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another report of the same unit that speaks of the same days."""

    name: str
    form: FormDefinition
    filled: Filled
    start: date
    end: date
