"""Facts about keys. Numbers and counts, never a key."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class KeyMade(Event):
    SUBJECT: ClassVar[str] = "secrets.key"
    LABEL: ClassVar[str] = "Tạo khóa mã hóa mới"

    mark: str


@dataclass(frozen=True, kw_only=True)
class RowsSealedAnew(Event):
    """The subject is the number of the key they now stand under."""

    SUBJECT: ClassVar[str] = "secrets.key"
    LABEL: ClassVar[str] = "Mã hóa lại bằng khóa mới"

    column: str  # "people_identity.number"
    rows: int
