"""Duties that somebody above this subject follows by clocks of their own: nobody is told of their days twice."""

from collections.abc import Callable, Iterable

Among = Callable[[list[int]], set[int]]
_FOLLOWERS: dict[str, Among] = {}


def register(subject: str, among: Among) -> None:
    """Called from the subject's ``AppConfig.ready``. ``among`` says which of these duties it follows."""
    _FOLLOWERS[subject] = among


def among(duty_ids: Iterable[int]) -> set[int]:
    """Which of these duties are followed elsewhere. One query per subject."""
    ids = list(duty_ids)
    return set().union(*(ask(ids) for ask in _FOLLOWERS.values())) if ids else set()
