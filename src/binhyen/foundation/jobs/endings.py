"""Who wants to know that work came to a bad end registers here at the start."""

from datetime import datetime
from typing import Any, Protocol


class Handler(Protocol):
    def __call__(self, *, job: Any, at: datetime) -> None:
        """``job`` is its row, over now."""


_HANDLERS: dict[str, Handler] = {}


def register(subject: str, handler: Handler) -> None:
    """Called from the subject's ``AppConfig.ready``; ``handler`` works in the transaction that ends a job."""
    _HANDLERS[subject] = handler


def tell(job: Any, at: datetime) -> None:
    """The job failed, or was interrupted too often."""
    for handler in _HANDLERS.values():
        handler(job=job, at=at)
