"""Facts about documents."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentRegistered(Event):
    SUBJECT: ClassVar[str] = "documents.document"
    LABEL: ClassVar[str] = "Ghi văn bản vào sổ"
    direction: str


@dataclass(frozen=True, kw_only=True)
class DocumentAmended(Event):
    SUBJECT: ClassVar[str] = "documents.document"
    LABEL: ClassVar[str] = "Sửa văn bản trong sổ"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentWithdrawn(Event):
    """The reading that entered it was thrown away."""

    SUBJECT: ClassVar[str] = "documents.document"
    LABEL: ClassVar[str] = "Rút văn bản khỏi sổ"


@dataclass(frozen=True, kw_only=True)
class DocumentLinked(Event):
    SUBJECT: ClassVar[str] = "documents.document"
    LABEL: ClassVar[str] = "Nối văn bản liên quan"
    link_kind: str
    target_id: int | None


@dataclass(frozen=True, kw_only=True)
class DocumentUnlinked(Event):
    SUBJECT: ClassVar[str] = "documents.document"
    LABEL: ClassVar[str] = "Bỏ liên kết văn bản"
    link_kind: str
