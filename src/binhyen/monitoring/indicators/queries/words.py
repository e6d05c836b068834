"""Searching the dictionary."""

from functools import cache

from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.indicators.rules.dictionary import Entry, Group, dictionary


@cache
def _keys() -> dict[str, str]:
    return {
        entry.code: search_key(f"{entry.code} {entry.name} {entry.name_en} {entry.definition} {entry.law}")
        for entry in dictionary().entries.values()
    }


def find(*, text: str = "", group: str = "") -> list[Entry]:
    """Entries whose words hold all those of ``text``, tones or not, in the order of the dictionary."""
    wanted, keys = search_key(text).split(), _keys()
    return [
        entry
        for entry in dictionary().entries.values()
        if (not group or entry.group == group) and all(word in keys[entry.code] for word in wanted)
    ]


def groups() -> list[Group]:
    return list(dictionary().groups.values())
