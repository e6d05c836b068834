"""Facts about territories."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CodesLoaded(Event):
    SUBJECT: ClassVar[str] = "territories.codes"
    LABEL: ClassVar[str] = "Nạp danh mục hành chính"
    provinces: int
    communes: int
    successions: int


@dataclass(frozen=True, kw_only=True)
class PopulationSet(Event):
    SUBJECT: ClassVar[str] = "territories.commune"
    LABEL: ClassVar[str] = "Ghi số dân"
    kind_of_figure: str
    as_of: str
    people: int


@dataclass(frozen=True, kw_only=True)
class HamletEntered(Event):
    SUBJECT: ClassVar[str] = "territories.hamlet"
    LABEL: ClassVar[str] = "Thêm thôn, tổ"


@dataclass(frozen=True, kw_only=True)
class HamletRenamed(Event):
    SUBJECT: ClassVar[str] = "territories.hamlet"
    LABEL: ClassVar[str] = "Đổi tên thôn, tổ"
    on: str


@dataclass(frozen=True, kw_only=True)
class HamletClosed(Event):
    SUBJECT: ClassVar[str] = "territories.hamlet"
    LABEL: ClassVar[str] = "Kết thúc thôn, tổ"
    on: str


@dataclass(frozen=True, kw_only=True)
class BoundariesImported(Event):
    SUBJECT: ClassVar[str] = "territories.boundaries"
    LABEL: ClassVar[str] = "Nạp ranh giới"
    features: int
