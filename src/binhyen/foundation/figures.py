"""Figures as lower floors see them: the dictionary stands above, so it brings itself in at start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from binhyen.foundation.access.values import Scope


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that can be shown as evidence."""

    code: str
    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What the books say of a figure, a place and a day, and the moment that was known."""

    value: Decimal
    known_at: datetime
    as_of: date


Dictionary = Callable[[], list[Known]]
Lookup = Callable[[str, str, date, Scope], Figure | None]
_source: dict[str, tuple[Dictionary, Lookup]] = {}


def register(*, dictionary: Dictionary, lookup: Lookup) -> None:
    """Called from the ``AppConfig.ready`` of whoever keeps the figures.

    ``lookup(code, place, as_of, scope)`` is None where there is no such figure, or the reader may not see it.
    """
    _source["figures"] = (dictionary, lookup)


def known() -> list[Known]:
    """Figures that can be chosen; none where nobody keeps any."""
    return _source["figures"][0]() if _source else []


def lookup(*, code: str, place: str, as_of: date, scope: Scope) -> Figure | None:
    """What the books say, None where they say nothing."""
    return _source["figures"][1](code, place, as_of, scope) if _source and code else None
