"""What the journal hands to its rules and its pages."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FactRow:
    """Everything of a fact that the hash covers. ``data`` is parsed JSON, its fractions as written (str)."""

    id: int
    at: datetime
    kind: str
    subject_type: str
    subject_id: str
    area: str
    actor_id: int | None
    actor_name: str
    reason: str
    data: object
    xid: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is stored."""

    position: int
    fact_id: int
    xid: int
    era: int
    fact_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many facts are sealed, and the hash that stands for all of them."""

    position: int = 0
    hash: str = ""
    sealed_at: datetime | None = None

    def __str__(self) -> str:
        return f"{self.position} {self.hash}"


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold. ``fact_id`` is 0 where no fact is meant."""

    position: int
    fact_id: int
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a walk along the whole chain."""

    head: Head
    broken: Break | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFilter:
    """What a reader of the journal asks for; empty fields ask for everything. Days are local, both inclusive."""

    words: str = ""
    kind: str = ""
    subject: str = ""  # "directives.duty" or "directives.duty:15"
    actor_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    before: int | None = None  # id of the last fact on the page before
