"""The dated lists offences are told apart by: kinds, articles, agencies, everyday names of substances."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from binhyen.kit.paths import LAW
from binhyen.kit.vietnamese.text import search_key

FOLDER = LAW / "offences"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    code: str
    label: str
    aliases: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    source: str
    confidence: str

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def codes(table: str) -> Mapping[str, Code]:
    """``table`` is kind, article or agency."""
    return {one["code"]: _code(one) for one in _read("kinds.toml")[table]}


def _code(one: dict[str, Any]) -> Code:
    return Code(
        code=one["code"],
        label=one["label"],
        aliases=tuple(one.get("aliases", ())),
        valid_from=one["valid_from"],
        valid_to=one.get("valid_to"),
        source=one["source"],
        confidence=one["confidence"],
    )


def choices(table: str, *, on: date | None = None) -> tuple[tuple[str, str], ...]:
    """(code, label) of what the list holds on a day; all of it with no day. An article is named with its number."""
    rows = [one for one in codes(table).values() if on is None or one.holds_on(on)]
    return tuple((one.code, f"Điều {one.code}: {one.label}" if table == "article" else one.label) for one in rows)


def labels(table: str, given: Iterable[str]) -> str:
    """The words of several codes, joined; unknown ones as they are."""
    known = codes(table)
    return "; ".join(known[code].label if code in known else code for code in given)


@cache
def words(table: str) -> Mapping[str, str]:
    """How a cell of a list may name a code: by code, label or alias, without tones and case."""
    found: dict[str, str] = {}
    for one in codes(table).values():
        for name in (one.code, one.label, *one.aliases):
            found[search_key(name)] = one.code
    return found


@cache
def substance_words() -> Mapping[str, str]:
    return {search_key(word): code for word, code in _read("substance_words.toml")["words"].items()}


def common_substances() -> tuple[str, ...]:
    return tuple(_read("substance_words.toml")["common"])


def headings(table: str) -> Mapping[str, Mapping[str, list[str]]]:
    """Headings of the columns of lists, by field: offences, points, plants, populations."""
    found: Mapping[str, Mapping[str, list[str]]] = _read("import_headings.toml")[table]
    return found
