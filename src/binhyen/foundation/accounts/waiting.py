"""What waits for an office, as other subjects count it. They stand above this floor, so they bring themselves in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from binhyen.foundation.access.values import Scope


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: what waits and how much of it. No personal data: the line stands in minutes and mails."""

    label: str
    count: int
    note: str = ""


class Lister(Protocol):
    def __call__(self, *, scope: Scope, on: date, at: datetime) -> Iterable[Waiting]:
        """What waits for a reader with this scope; runs outside of any reader's scope in the database."""


_LISTERS: dict[str, Lister] = {}


def register(subject: str, lister: Lister) -> None:
    """Called from the subject's ``AppConfig.ready``."""
    _LISTERS[subject] = lister


def lines(*, scope: Scope, on: date, at: datetime) -> list[Waiting]:
    """Everything that waits for somebody with this scope, subject by subject."""
    return [line for lister in _LISTERS.values() for line in lister(scope=scope, on=on, at=at) if line.count]
