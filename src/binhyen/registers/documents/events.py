"""Facts about documents."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentRegistered(Event):
    SUBJECT: ClassVar[str] = "documents.document"
    direction: str


@dataclass(frozen=True, kw_only=True)
class DocumentAmended(Event):
    SUBJECT: ClassVar[str] = "documents.document"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentWithdrawn(Event):
    """The reading that entered it was thrown away."""

    SUBJECT: ClassVar[str] = "documents.document"


@dataclass(frozen=True, kw_only=True)
class DocumentLinked(Event):
    SUBJECT: ClassVar[str] = "documents.document"
    link_kind: str
    target_id: int | None


@dataclass(frozen=True, kw_only=True)
class DocumentUnlinked(Event):
    SUBJECT: ClassVar[str] = "documents.document"
    link_kind: str
