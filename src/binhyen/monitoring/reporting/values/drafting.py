"""Lines the work of a unit offers for the words of its report, and what was taken. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .consolidated import From


@dataclass(frozen=True, slots=True)
class Source:
    """A task or a difficulty words were drawn from. ``mark`` are the words it is known by in a text."""

    kind: From
    number: int
    mark: str

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.number}"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of one piece of work. Periods of one recurring task are lines of their own, told apart by ``days``."""

    source: Source
    text: str
    days: tuple[date, date] | None = None  # of a period of recurring work

    @property
    def key(self) -> str:
        """As a page sends it back: "TASK-12", of a period "TASK-12-2026-11-09"."""
        return f"{self.source.key}-{self.days[0].isoformat()}" if self.days else self.source.key


type Offers = Mapping[str, Sequence[Line]]  # by block
EVERY = "tat-ca"  # instead of a key: all lines that are offered
