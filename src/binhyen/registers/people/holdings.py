"""What other subjects hold of a person, for the summary printed for that person. They register at the start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from binhyen.foundation.access.values import Scope


@dataclass(frozen=True, slots=True)
class Holding:
    """A part of the summary: a heading and rows of (what, value), in words the person understands."""

    heading: str
    rows: tuple[tuple[str, str], ...]


Held = Callable[[int, Scope, date], tuple[Holding, ...]]
_HELD: dict[str, Held] = {}


def register(subject: str, held: Held) -> None:
    """``held(person_id, scope, on)`` gives what the reader may see of it. Called from ``AppConfig.ready``."""
    _HELD[subject] = held


def holdings(person_id: int, scope: Scope, on: date) -> tuple[Holding, ...]:
    """Everything the other subjects hold, in the order they registered."""
    return tuple(part for held in _HELD.values() for part in held(person_id, scope, on))
