"""The words of lists (law/cases/list_words.toml), compared without tones and case."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from binhyen.kit.paths import LAW
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.cases.values import ListCode, State

from .values import Status

_CASES = LAW / "cases"


@cache
def table(name: str) -> Mapping[str, Any]:
    """A data file of law/cases; it never changes while the program runs."""
    return tomllib.loads((_CASES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _words() -> Mapping[str, Any]:
    return table("list_words")


def has(key: str, phrase: str) -> bool:
    """Whether a phrase stands in a search key as whole words."""
    return f" {phrase} " in f" {key} "


def keys(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(search_key, words))))


def plain(text: str) -> str:
    """How short signs such as "x", "(+)" and "Không" are compared: lower case, no spaces around."""
    return text.strip().lower()


@cache
def sexes() -> Mapping[str, str]:
    """Search key -> MALE or FEMALE."""
    return {key: code for code, words in _words()["sexes"].items() for key in keys(words)}


@cache
def signs(block: str) -> Mapping[str, str]:
    """Exact small words of a block (marks, tests) -> their code."""
    found: dict[str, str] = {}
    for code, words in _words()[block].items():
        for word in words:
            found.setdefault(plain(word), code)
            if key := search_key(word):
                found.setdefault(key, code)
    return found


@cache
def nothing() -> frozenset[str]:
    """Cells that say there is nothing."""
    words = _words()["nothing"]["words"]
    return frozenset((*map(plain, words), *keys(words)))


@cache
def names_of(block: str) -> Mapping[str, str]:
    """Search key -> the name that is kept, for ethnic groups and religions."""
    data = _words()[block]
    found = {search_key(name): name for name in data["names"]}
    for name, others in data["others"].items():
        found |= dict.fromkeys(keys(others), name)
    return {key.replace(" ", ""): name for key, name in found.items()}


@cache
def first_names() -> frozenset[str]:
    """First syllables of names, with their tones and without."""
    words = _words()["names"]["first"]
    return frozenset((*words, *keys(words)))


@cache
def places(level: str) -> tuple[str, ...]:
    """Words for kinds of places at one level, longest first."""
    return tuple(_words()["places"][level])


@cache
def substances() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((each["code"], keys(each["words"])) for each in _words()["substance"])


@dataclass(frozen=True, slots=True)
class _StatusWords:
    state: State
    form: str
    words: tuple[str, ...]
    but_not: tuple[str, ...]
    flags: tuple[str, ...]
    sure: bool


@cache
def _statuses() -> tuple[_StatusWords, ...]:
    return tuple(
        _StatusWords(
            State(each["state"]),
            each.get("form", ""),
            keys(each["words"]),
            keys(each.get("not", ())),
            tuple(each.get("flags", ())),
            each.get("sure", True),
        )
        for each in _words()["status"]
    )


@cache
def _flags() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((each["code"], keys(each["words"])) for each in _words()["flag"])


def status_of(text: str) -> Status | None:
    """What the words of a cell say of where the person stands; None where nothing is recognised."""
    key = search_key(text)
    flags = tuple(code for code, words in _flags() if any(has(key, word) for word in words))
    for each in _statuses():
        if any(has(key, word) for word in each.words) and not any(has(key, word) for word in each.but_not):
            return Status(text, each.state, each.form, tuple(dict.fromkeys((*flags, *each.flags))), each.sure)
    return Status(text, State.NONE, "", flags, False) if flags else None


@cache
def _lists() -> tuple[tuple[ListCode, tuple[str, ...]], ...]:
    return tuple((ListCode(code), keys(words)) for code, words in _words()["lists"].items())


def list_of(text: str) -> ListCode:
    """Which list a title, a section or a cell speaks of; NONE where it speaks of none or of several."""
    code = search_key(text)
    if code.upper() in ("L1", "L2", "L3"):
        return ListCode(code.upper())
    if _speaks_of_both(code):
        return ListCode.NONE
    return next((each for each, words in _lists() if any(has(code, word) for word in words)), ListCode.NONE)


def _speaks_of_both(key: str) -> bool:
    users = any(has(key, word) for word in ("su dung trai phep", "nguoi su dung"))
    addicts = has(key, "nguoi nghien")
    after = has(key, "sau cai")
    return users + addicts + after > 1
