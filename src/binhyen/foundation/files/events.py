"""Facts about files."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class FileStored(Event):
    SUBJECT: ClassVar[str] = "files.file"
    LABEL: ClassVar[str] = "Nhận tệp vào kho"

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, kw_only=True)
class FileExamined(Event):
    """A file in quarantine was looked at again."""

    SUBJECT: ClassVar[str] = "files.file"
    LABEL: ClassVar[str] = "Kiểm tra tệp"

    state: str


@dataclass(frozen=True, kw_only=True)
class FileForgotten(Event):
    """A file was taken out again: it could not be read, or its reading was thrown away."""

    SUBJECT: ClassVar[str] = "files.file"
    LABEL: ClassVar[str] = "Xóa nội dung tệp"

    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileDownloaded(Event):
    SUBJECT: ClassVar[str] = "files.file"
    LABEL: ClassVar[str] = "Tải tệp về"
