"""Subjects that hold rows of a person take part when two records turn out to be one. They register at the start.

Their handlers run inside the merge's transaction, with everything of both persons open to them (cases merge their
facts, or refuse with a sentence). Whatever ``merge`` returns is kept, as JSON, and handed to ``unmerge``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Kept = Mapping[str, Any]
MergeHandler = Callable[[int, int, Any, datetime], Kept]  # (kept id, gone id, by, at) -> what undoing needs
UnmergeHandler = Callable[[int, int, Kept, Any, datetime], None]  # (kept id, gone id, kept, by, at)


@dataclass(frozen=True, slots=True)
class Handler:
    merge: MergeHandler
    unmerge: UnmergeHandler


_HANDLERS: dict[str, Handler] = {}


def register(subject: str, *, merge: MergeHandler, unmerge: UnmergeHandler) -> None:
    """Called from the subject's ``AppConfig.ready``. Raise PersonRefused with a sentence to refuse."""
    _HANDLERS[subject] = Handler(merge, unmerge)


def merge_all(kept: int, gone: int, by: Any, at: datetime) -> dict[str, Kept]:
    """What each subject needs to undo it, by subject."""
    return {subject: dict(handler.merge(kept, gone, by, at)) for subject, handler in _HANDLERS.items()}


def unmerge_all(kept: int, gone: int, done: Mapping[str, Kept], by: Any, at: datetime) -> None:
    """In the opposite order."""
    for subject in reversed(list(done)):
        if subject in _HANDLERS:
            _HANDLERS[subject].unmerge(kept, gone, done[subject], by, at)
