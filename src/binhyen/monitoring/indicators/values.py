"""What the rooms of figures hand each other."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What no longer fits a closing: which check, in words, how many rows, some of their numbers, in which communes."""

    check: str  # CODE of queries.checks
    text: str
    count: int = 0
    rows: tuple[int, ...] = ()
    communes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a closing holds; ``rows`` were looked at, ``position`` is its place in the journal's chain."""

    code: str
    rows: int
    position: int | None
    findings: tuple[Finding, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.findings


@dataclass(frozen=True, slots=True)
class ListLine:
    """People of one place by list as published, frozen and today. Keys are list codes."""

    commune: str
    name: str
    reported: dict[str, int] = field(default_factory=dict)
    corrected: dict[str, int] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        return self.reported != self.corrected


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Somebody who is counted otherwise today than when the books were closed."""

    person_id: int
    name: str
    born: int | str
    was: str
    was_commune: str
    now: str
    now_commune: str
    since: datetime  # when it was learnt
    because: str  # the kind of fact, in words
    on: date | None  # its legal day
