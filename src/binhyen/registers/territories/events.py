"""Facts about territories."""

from dataclasses import dataclass
from typing import ClassVar

from binhyen.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CodesLoaded(Event):
    SUBJECT: ClassVar[str] = "territories.codes"
    provinces: int
    communes: int
    successions: int


@dataclass(frozen=True, kw_only=True)
class PopulationSet(Event):
    SUBJECT: ClassVar[str] = "territories.commune"
    kind_of_figure: str
    as_of: str
    people: int


@dataclass(frozen=True, kw_only=True)
class HamletEntered(Event):
    SUBJECT: ClassVar[str] = "territories.hamlet"


@dataclass(frozen=True, kw_only=True)
class HamletRenamed(Event):
    SUBJECT: ClassVar[str] = "territories.hamlet"
    on: str


@dataclass(frozen=True, kw_only=True)
class HamletClosed(Event):
    SUBJECT: ClassVar[str] = "territories.hamlet"
    on: str


@dataclass(frozen=True, kw_only=True)
class BoundariesImported(Event):
    SUBJECT: ClassVar[str] = "territories.boundaries"
    features: int
