"""Subjects that hold rows of a person take part when two records turn out to be one. They register at the start.

Their handlers run inside the merge's transaction, with everything of both persons open to them (cases merge their
facts, or refuse with a sentence). Whatever ``merge`` returns is kept, as JSON, and handed to ``unmerge``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

Held = Mapping[str, Any]


class MergeHandler(Protocol):
    def __call__(self, *, kept: int, gone: int, by: Any, at: datetime) -> Held:
        """Ids of the record that stays and of the one that goes; gives what undoing needs."""


class UnmergeHandler(Protocol):
    def __call__(self, *, kept: int, gone: int, held: Held, by: Any, at: datetime) -> None:
        """``held`` is what ``merge`` gave."""


@dataclass(frozen=True, slots=True)
class Handler:
    merge: MergeHandler
    unmerge: UnmergeHandler


_HANDLERS: dict[str, Handler] = {}


def register(subject: str, *, merge: MergeHandler, unmerge: UnmergeHandler) -> None:
    """Called from the subject's ``AppConfig.ready``. Raise PersonRefused with a sentence to refuse."""
    _HANDLERS[subject] = Handler(merge, unmerge)


def merge_all(*, kept: int, gone: int, by: Any, at: datetime) -> dict[str, Held]:
    """What each subject needs to undo it, by subject."""
    return {subject: dict(handler.merge(kept=kept, gone=gone, by=by, at=at)) for subject, handler in _HANDLERS.items()}


def unmerge_all(*, kept: int, gone: int, held: Mapping[str, Held], by: Any, at: datetime) -> None:
    """In the opposite order."""
    for subject in reversed(list(held)):
        if subject in _HANDLERS:
            _HANDLERS[subject].unmerge(kept=kept, gone=gone, held=held[subject], by=by, at=at)
