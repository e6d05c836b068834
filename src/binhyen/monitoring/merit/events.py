"""Facts of proposals. Ids, codes and hashes only."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class MeritEvent(Event):
    SUBJECT: ClassVar[str] = "merit.proposal"


@dataclass(frozen=True, kw_only=True)
class MeritProposed(MeritEvent):
    LABEL: ClassVar[str] = "Lập đề nghị khen thưởng, xem xét trách nhiệm"

    kind_code: str
    period: str
    body: str
    lines: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class MeritLineStruck(MeritEvent):
    LABEL: ClassVar[str] = "Bỏ một dòng của đề nghị"

    line: int


@dataclass(frozen=True, kw_only=True)
class MeritLineAdded(MeritEvent):
    LABEL: ClassVar[str] = "Thêm một dòng vào đề nghị"

    line: int
    ref: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class MeritSent(MeritEvent):
    LABEL: ClassVar[str] = "Gửi đề nghị cho đơn vị có ý kiến"

    due_on: str


@dataclass(frozen=True, kw_only=True)
class MeritAnswered(MeritEvent):
    LABEL: ClassVar[str] = "Đơn vị có ý kiến về đề nghị"

    agreed: int
    objected: int


@dataclass(frozen=True, kw_only=True)
class MeritDecided(MeritEvent):
    LABEL: ClassVar[str] = "Quyết định về đề nghị"

    outcome: str
    number: str = ""
    appeal_due_on: str = ""


@dataclass(frozen=True, kw_only=True)
class MeritAppealed(MeritEvent):
    LABEL: ClassVar[str] = "Đơn vị kiến nghị về quyết định"

    to: str


@dataclass(frozen=True, kw_only=True)
class MeritAppealAnswered(MeritEvent):
    LABEL: ClassVar[str] = "Trả lời kiến nghị"

    outcome: str
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class MeritClosed(MeritEvent):
    LABEL: ClassVar[str] = "Hết hạn kiến nghị, kết thúc đề nghị"


@dataclass(frozen=True, kw_only=True)
class MeritWithdrawn(MeritEvent):
    LABEL: ClassVar[str] = "Rút đề nghị"


@dataclass(frozen=True, kw_only=True)
class MeritLetterDrafted(MeritEvent):
    LABEL: ClassVar[str] = "Soạn dự thảo văn bản từ đề nghị"

    outgoing_id: int


@dataclass(frozen=True, kw_only=True)
class MeritTermSet(Event):
    SUBJECT: ClassVar[str] = "merit.term"
    LABEL: ClassVar[str] = "Đặt tiêu chí, thời hạn, căn cứ khen thưởng, trách nhiệm"

    value: int
    valid_from: str


@dataclass(frozen=True, kw_only=True)
class CircumstanceStated(Event):
    SUBJECT: ClassVar[str] = "merit.circumstance"
    LABEL: ClassVar[str] = "Ghi hoàn cảnh khách quan"

    first: str
    last: str
    communes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CircumstanceWithdrawn(Event):
    SUBJECT: ClassVar[str] = "merit.circumstance"
    LABEL: ClassVar[str] = "Rút hoàn cảnh khách quan"
