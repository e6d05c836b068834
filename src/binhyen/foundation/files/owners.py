"""Who may read a file, and where it is shown, is asked of the subjects it belongs to. They register at start."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from binhyen.foundation.access.values import Scope


@dataclass(frozen=True, slots=True)
class Use:
    """A file is shown somewhere: as what, by whom, when. ``seen``: whether the reader may see where."""

    file_id: UUID
    subject: str
    subject_id: int
    title: str
    who: str
    at: datetime
    url: str
    seen: bool


MayRead = Callable[[UUID, Scope], bool]
Uses = Callable[[Collection[UUID], Scope], Iterable[Use]]
_OWNERS: dict[str, MayRead] = {}
_USES: dict[str, Uses] = {}


def register(subject: str, may_read: MayRead) -> None:
    """``may_read(file_id, scope)`` is True where a row of ``subject`` holds the file and the reader may see that row.

    Called from the subject's ``AppConfig.ready``. It must be cheap and say False for files it does not know.
    """
    _OWNERS[subject] = may_read


def may_read(file_id: UUID, scope: Scope) -> bool:
    """True where any subject that holds the file lets the reader see it. At most one query per subject."""
    return any(ask(file_id, scope) for ask in _OWNERS.values())


def register_uses(subject: str, uses: Uses) -> None:
    """``uses(file_ids, scope)``: where ``subject`` shows these files now; what was withdrawn is not shown.

    Called from the subject's ``AppConfig.ready``.
    """
    _USES[subject] = uses


def uses(file_ids: Collection[UUID], scope: Scope) -> list[Use]:
    """Where the files are shown, in every subject, the oldest first; none are asked of none."""
    found = [one for ask in _USES.values() for one in ask(file_ids, scope)] if file_ids else []
    return sorted(found, key=lambda one: one.at)
