"""Who wants to know that work came to a bad end registers here at the start."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

_HANDLERS: dict[str, Callable[[Any, datetime], None]] = {}


def register(subject: str, handler: Callable[[Any, datetime], None]) -> None:
    """Called from the subject's ``AppConfig.ready``; ``handler(job, at)`` works in the transaction that ends a job."""
    _HANDLERS[subject] = handler


def tell(job: Any, at: datetime) -> None:
    """The job failed, or was interrupted too often."""
    for handler in _HANDLERS.values():
        handler(job, at)
