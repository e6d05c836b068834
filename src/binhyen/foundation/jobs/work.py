"""The register of job functions: the subjects bring them in their ``jobs.py``, the worker finds them here by kind.

A job function gets ids, never rows, and is safe to run twice::

    @job("directives.read")
    def read(*, intake_id: int, progress: Progress, at: datetime) -> str:
        ...
        return "Đã đọc 170 nhiệm vụ."

It returns the sentence people see when it is done (or "" for none) and raises ``JobRefused`` with a sentence when it
cannot be. Anything else that is raised is a fault of ours: logged, shown as such, not tried again. A lost connection
to the database is tried again.
"""

from collections.abc import Callable
from typing import Protocol

JobFunction = Callable[..., str]
WORK: dict[str, JobFunction] = {}


class Progress(Protocol):
    """What a job function tells while it works. Cheap to call often: at most two writes a second leave."""

    def report(self, done: int, total: int = 0, message: str = "") -> None:
        """``done`` of ``total`` steps; ``total`` 0 where it is not known yet. Seen at once, whatever becomes of the
        job's own transaction."""

    def link(self, url: str) -> None:
        """Where people find the outcome."""


class Unwatched:
    """Progress nobody looks at: for calling a job function from a test or a command."""

    def report(self, done: int, total: int = 0, message: str = "") -> None:
        """Nothing to do."""

    def link(self, url: str) -> None:
        """Nothing to do."""


def job(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Register a function as the work of ``kind`` ("subject.verb", stored, never renamed)."""

    def register(function: JobFunction) -> JobFunction:
        if kind in WORK and WORK[kind].__qualname__ != function.__qualname__:
            raise ValueError(f"two functions for {kind}")
        WORK[kind] = function
        return function

    return register
