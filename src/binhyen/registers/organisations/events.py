"""Facts about bodies."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class BodiesLoaded(Event):
    SUBJECT: ClassVar[str] = "organisations.list"
    LABEL: ClassVar[str] = "Nạp danh mục cơ quan"
    bodies: int
    memberships: int


@dataclass(frozen=True, kw_only=True)
class BodyMade(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    LABEL: ClassVar[str] = "Thêm cơ quan"


@dataclass(frozen=True, kw_only=True)
class BodyRenamed(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    LABEL: ClassVar[str] = "Đổi tên cơ quan"
    on: str


@dataclass(frozen=True, kw_only=True)
class AliasAdded(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    LABEL: ClassVar[str] = "Thêm cách gọi cơ quan"
    alias_id: int


@dataclass(frozen=True, kw_only=True)
class BodyClosed(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    LABEL: ClassVar[str] = "Kết thúc cơ quan"
    on: str
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    LABEL: ClassVar[str] = "Thêm cơ quan vào nhóm"
    member: str


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    LABEL: ClassVar[str] = "Đưa cơ quan ra khỏi nhóm"
    member: str
    on: str
