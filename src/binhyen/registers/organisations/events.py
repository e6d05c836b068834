"""Facts about bodies."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class BodiesLoaded(Event):
    SUBJECT: ClassVar[str] = "organisations.list"
    bodies: int
    memberships: int


@dataclass(frozen=True, kw_only=True)
class BodyMade(Event):
    SUBJECT: ClassVar[str] = "organisations.body"


@dataclass(frozen=True, kw_only=True)
class BodyRenamed(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    on: str


@dataclass(frozen=True, kw_only=True)
class AliasAdded(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    alias_id: int


@dataclass(frozen=True, kw_only=True)
class BodyClosed(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    on: str
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    member: str


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(Event):
    SUBJECT: ClassVar[str] = "organisations.body"
    member: str
    on: str
