"""Facts about numbers, documents being made, and templates. Codes and ids, never the words of a document."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class NumberGiven(Event):
    SUBJECT: ClassVar[str] = "documents.number"
    LABEL: ClassVar[str] = "Cấp số văn bản đi"
    body: str
    year: int
    series: str
    number: int


@dataclass(frozen=True, kw_only=True)
class NumberKept(Event):
    SUBJECT: ClassVar[str] = "documents.number"
    LABEL: ClassVar[str] = "Giữ trước số văn bản"
    body: str
    year: int
    series: str
    number: int


@dataclass(frozen=True, kw_only=True)
class NumberCancelled(Event):
    SUBJECT: ClassVar[str] = "documents.number"
    LABEL: ClassVar[str] = "Hủy số văn bản"
    number: int


@dataclass(frozen=True, kw_only=True)
class NumberingSet(Event):
    SUBJECT: ClassVar[str] = "documents.numbering"
    LABEL: ClassVar[str] = "Đặt cách đánh số văn bản"
    from_year: int
    mode: str


@dataclass(frozen=True, kw_only=True)
class NumberingGoesOn(Event):
    """A book goes on from the last number given on paper."""

    SUBJECT: ClassVar[str] = "documents.numbering"
    LABEL: ClassVar[str] = "Nối tiếp số của sổ giấy"
    year: int
    series: str
    last: int


@dataclass(frozen=True, kw_only=True)
class OutgoingDrafted(Event):
    SUBJECT: ClassVar[str] = "documents.outgoing"
    LABEL: ClassVar[str] = "Soạn dự thảo văn bản"
    template: str


@dataclass(frozen=True, kw_only=True)
class OutgoingChanged(Event):
    SUBJECT: ClassVar[str] = "documents.outgoing"
    LABEL: ClassVar[str] = "Sửa dự thảo văn bản"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OutgoingSigned(Event):
    SUBJECT: ClassVar[str] = "documents.outgoing"
    LABEL: ClassVar[str] = "Nhận văn bản đã ký"
    on_paper: bool
    sha256: str
    unconfirmed: bool = False  # taken with a reason: the signer's certificate leads to no installed root


@dataclass(frozen=True, kw_only=True)
class OutgoingSent(Event):
    SUBJECT: ClassVar[str] = "documents.outgoing"
    LABEL: ClassVar[str] = "Phát hành văn bản"
    sent_on: str


@dataclass(frozen=True, kw_only=True)
class OutgoingCancelled(Event):
    SUBJECT: ClassVar[str] = "documents.outgoing"
    LABEL: ClassVar[str] = "Hủy văn bản đang soạn"


@dataclass(frozen=True, kw_only=True)
class DocumentTemplateSaved(Event):
    SUBJECT: ClassVar[str] = "documents.template"
    LABEL: ClassVar[str] = "Lưu mẫu văn bản"
    version: int
    as_shipped: bool
    ended: bool = False
