"""Facts of classification. Ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ReadingChosen(Event):
    """``subject_id`` is the code of the open passage."""

    SUBJECT: ClassVar[str] = "classification.reading"
    LABEL: ClassVar[str] = "Chọn cách hiểu quy định"
    value: str
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class RecognitionEntered(Event):
    SUBJECT: ClassVar[str] = "classification.recognition"
    LABEL: ClassVar[str] = "Ghi quyết định công nhận, phân loại địa bàn"
    area_code: str
    scheme: str
    recognised_as: str
    act: str


@dataclass(frozen=True, kw_only=True)
class RecognitionWithdrawn(Event):
    SUBJECT: ClassVar[str] = "classification.recognition"
    LABEL: ClassVar[str] = "Rút một dòng công nhận ghi nhầm"
    supersedes: int


@dataclass(frozen=True, kw_only=True)
class ScenarioSaved(Event):
    SUBJECT: ClassVar[str] = "classification.scenario"
    LABEL: ClassVar[str] = "Lưu phương án giả định"
    changes: int


@dataclass(frozen=True, kw_only=True)
class ScenarioRemoved(Event):
    SUBJECT: ClassVar[str] = "classification.scenario"
    LABEL: ClassVar[str] = "Bỏ phương án giả định"


@dataclass(frozen=True, kw_only=True)
class RoadmapSet(Event):
    SUBJECT: ClassVar[str] = "classification.roadmap"
    LABEL: ClassVar[str] = "Đặt lộ trình của xã"
    goal: str
    target_on: str


@dataclass(frozen=True, kw_only=True)
class RoadmapStepAdded(Event):
    SUBJECT: ClassVar[str] = "classification.roadmap"
    LABEL: ClassVar[str] = "Thêm bước vào lộ trình"
    step_id: int
    due_on: str


@dataclass(frozen=True, kw_only=True)
class RoadmapStepDone(Event):
    SUBJECT: ClassVar[str] = "classification.roadmap"
    LABEL: ClassVar[str] = "Xong một bước của lộ trình"
    step_id: int


@dataclass(frozen=True, kw_only=True)
class RoadmapStepRemoved(Event):
    SUBJECT: ClassVar[str] = "classification.roadmap"
    LABEL: ClassVar[str] = "Bỏ một bước của lộ trình"
    step_id: int
