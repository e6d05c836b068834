"""The register of bodies as accounts see it. It stands above this floor, so it brings itself in at start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Choice:
    """A body an office can be held in."""

    key: str
    name: str
    area_code: str = ""


Names = Callable[[Iterable[str]], dict[str, Choice]]
Search = Callable[[str, date], list[Choice]]
_register: dict[str, tuple[Names, Search]] = {}


def register(*, names: Names, search: Search) -> None:
    """Called from the ``AppConfig.ready`` of the register. ``names`` finds bodies by key, ``search`` by typed words."""
    _register["bodies"] = (names, search)


def names(keys: Iterable[str]) -> dict[str, Choice]:
    """The bodies with these keys; unknown keys are left out. One query."""
    wanted = {key for key in keys if key}
    return _register["bodies"][0](wanted) if wanted and _register else {}


def search(words: str, on: date) -> list[Choice]:
    """Up to a dozen bodies in force on a day, best first."""
    return _register["bodies"][1](words, on) if _register else []


def known(key: str) -> bool:
    """True where the register has the body, or where there is no register to ask."""
    return not _register or key in names([key])
