"""Who may read a file is asked of the subjects it belongs to. They register here when the program starts."""

from collections.abc import Callable
from uuid import UUID

from binhyen.foundation.access.values import Scope

MayRead = Callable[[UUID, Scope], bool]
_OWNERS: dict[str, MayRead] = {}


def register(subject: str, may_read: MayRead) -> None:
    """``may_read(file_id, scope)`` is True where a row of ``subject`` holds the file and the reader may see that row.

    Called from the subject's ``AppConfig.ready``. It must be cheap and say False for files it does not know.
    """
    _OWNERS[subject] = may_read


def may_read(file_id: UUID, scope: Scope) -> bool:
    """True where any subject that holds the file lets the reader see it. At most one query per subject."""
    return any(ask(file_id, scope) for ask in _OWNERS.values())
