"""Choosing one person of the register for a link: who is linked now, and whom what was typed may mean."""

from dataclasses import dataclass

from binhyen.foundation.access.values import Scope
from binhyen.registers.people.values import PersonCard

from .cards import cards
from .search import Found, search
from .visible import people

MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Choosing:
    """``chosen`` is linked now; ``card`` says who that is, None where the reader does not see the person."""

    chosen: int | None = None
    card: PersonCard | None = None
    text: str = ""
    found: Found | None = None  # None before anything was typed


def choosing(*, scope: Scope, chosen: int | None = None, text: str = "") -> Choosing:
    """Persons the reader sees, and nobody else. At most twelve queries."""
    now = list(people(scope).filter(pk=chosen).select_related("hamlet")) if chosen else []
    found = search(scope=scope, text=text, limit=MOST_OFFERED) if text else None
    if found and chosen:
        found = Found(tuple(one for one in found.cards if one.id != chosen), found.more)
    return Choosing(chosen, cards(now)[0] if now else None, text, found)


def sees(*, scope: Scope, person_id: int) -> bool:
    """Whether the reader sees the person, and the record stands for somebody today."""
    return people(scope).filter(pk=person_id).exists()
