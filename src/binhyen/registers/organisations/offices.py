"""The register of bodies as the accounts below see it: where an office can be held."""

from collections.abc import Iterable
from datetime import date

from binhyen.foundation.accounts.bodies import Choice

from . import queries
from .models import Body


def names(keys: Iterable[str]) -> dict[str, Choice]:
    """The bodies with these keys. One query."""
    rows = Body.objects.filter(key__in=list(keys)).values_list("key", "name", "area_code")
    return {key: Choice(key, name, area) for key, name, area in rows}


def search(words: str, on: date) -> list[Choice]:
    """Bodies that fit what is typed, best first, those of the day only."""
    return [Choice(found.key, found.name) for found in queries.complete(text=words, on=on) if not found.note]
