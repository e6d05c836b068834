"""The dictionary: what each figure is called, what it counts, by which law, whose it is, which way is well.

How it is counted stands in ``binhyen_analytics.measures.CATALOGUE`` under the same code. An entry whose code is not
there, or whose data the product does not hold, has no source and is shown so. An entry may stand for many: ``vary``
names the tables of ``words.toml`` its code and words run through.
"""

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from typing import Any

from .periods import FOLDER

FILES = ("people", "flows", "work", "offences", "communes", "programme", "regime", "quality")
RATE, GROWTH, COUNT = "RATE", "GROWTH", "COUNT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One indicator in words. ``direction``: FEWER, MORE or NEITHER; ``period``: STOCK (as of the last day) or FLOW."""

    code: str
    group: str
    name: str
    name_en: str
    definition: str
    numerator: str
    denominator: str = ""
    unit: str
    direction: str
    period: str
    law: str
    owner: str  # key of a body
    disclosure: str  # PUBLIC: to everybody, small numbers hidden; INTERNAL: to offices
    version: int
    valid_from: date
    confidence: str
    scale: int = 1  # of the numerator
    show: str = COUNT
    target: str = ""
    part_of: str = ""
    dimension: str = ""

    @property
    def formula(self) -> str:
        """The formula in words."""
        if self.show == GROWTH:
            return f"({self.numerator} − {self.denominator.lower()}) ÷ {self.denominator.lower()}"
        return f"{self.numerator} ÷ {self.denominator.lower()}" if self.denominator else self.numerator


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    groups: Mapping[str, Group]
    entries: Mapping[str, Entry]


class _Words(string.Formatter):
    """ "{list}" is the word in the language, "{list:code}" the code."""

    def __init__(self, language: int) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        code, words = value
        return str(code) if format_spec == "code" else str(words[self.language])


class _Codes(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        return str(value[0])


@cache
def dictionary() -> Dictionary:
    """All entries by code, in the order of the files."""
    words = _read("words")
    groups: dict[str, Group] = {}
    entries: dict[str, Entry] = {}
    for file in FILES:
        found = _read(file)
        groups[found["group"]] = Group(found["group"], *found["name"])
        for row in found["indicator"]:
            for entry in _expanded({**found["defaults"], **row, "group": found["group"]}, words):
                if entry.code in entries:
                    raise ValueError(f"{entry.code} stands twice in law/indicators")
                entries[entry.code] = entry
    return Dictionary(groups, entries)


def entry(code: str) -> Entry | None:
    return dictionary().entries.get(code)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _expanded(row: dict[str, Any], words: Mapping[str, Mapping[str, list[str]]]) -> Iterator[Entry]:
    names, varied = row.pop("names"), row.pop("vary", [])
    row.setdefault("show", RATE if row.get("denominator") else COUNT)
    for chosen in product(*(words[name].items() for name in varied)):
        given = dict(zip(varied, chosen, strict=True))
        texts = {key: _Words(0).vformat(value, (), given) for key, value in row.items() if isinstance(value, str)}
        texts["code"] = _Codes().vformat(row["code"], (), given)
        name, name_en = (_Words(n).vformat(text, (), given) for n, text in enumerate(names))
        whole: dict[str, Any] = {**row, **texts, "name": _sentence(name), "name_en": _sentence(name_en)}
        yield Entry(**whole)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
