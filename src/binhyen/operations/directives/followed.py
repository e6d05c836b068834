"""Duties that somebody above this subject follows by clocks of their own: nobody is told of their days twice.

And where what became of a duty is read: the register links there, and knows no more of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from binhyen.foundation.access.values import Scope

Among = Callable[[list[int]], set[int]]
_FOLLOWERS: dict[str, Among] = {}


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a duty: in words, with its state, and where it is read."""

    text: str
    state: str
    url: str


Links = Callable[[int, Scope], list[Followed]]
_LINKS: dict[str, Links] = {}


def register(subject: str, among: Among) -> None:
    """Called from the subject's ``AppConfig.ready``. ``among`` says which of these duties it follows."""
    _FOLLOWERS[subject] = among


def among(duty_ids: Iterable[int]) -> set[int]:
    """Which of these duties are followed elsewhere. One query per subject."""
    ids = list(duty_ids)
    return set().union(*(ask(ids) for ask in _FOLLOWERS.values())) if ids else set()


def register_links(subject: str, links: Links) -> None:
    """Called from the subject's ``AppConfig.ready``. ``links(duty_id, scope)`` is what the reader may see of it."""
    _LINKS[subject] = links


def links(*, duty_id: int, scope: Scope) -> list[Followed]:
    """What became of a duty, as far as the reader may see it. At most one query or two per subject."""
    return [one for ask in _LINKS.values() for one in ask(duty_id, scope)]
