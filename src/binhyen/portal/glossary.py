"""The words of docs/glossary.md, read once: for the help drawer and the help page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from binhyen.kit.paths import ROOT
from binhyen.kit.vietnamese.text import search_key

FILE = ROOT / "docs/glossary.md"
OURS = "cách gọi ở đây"
_ROW = re.compile(r"^\|(.+)\|$")
_CUT = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Term:
    group: str
    vi: str
    en: str
    meaning_vi: str
    meaning_en: str
    source: str  # the instrument; empty where the word is ours

    @property
    def key(self) -> str:
        return search_key(self.vi)


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    terms: tuple[Term, ...]


@cache
def terms() -> tuple[Term, ...]:
    """All terms in the file's order. A row that has not exactly five cells is an error, not a shorter term."""
    found: list[Term] = []
    group = ""
    for number, line in enumerate(FILE.read_text().splitlines(), 1):
        if line.startswith("## "):
            group = line.removeprefix("## ")
        row = _ROW.match(line.strip())
        if not row:
            continue
        cells = [cell.strip() for cell in _CUT.split(row[1])]
        if len(cells) != 5:
            raise ValueError(f"docs/glossary.md:{number}: {len(cells)} cells, 5 expected")
        if cells[0] != "Từ" and set(cells[0]) != {"-"}:
            vi, en, meaning_vi, meaning_en, source = cells
            found.append(Term(group, vi, en, meaning_vi, meaning_en, "" if source == OURS else source))
    return tuple(found)


def named(words: Iterable[str]) -> tuple[Term, ...]:
    """The terms named in ``words`` (any tones), in that order; unknown ones are left out."""
    known = {term.key: term for term in terms()}
    return tuple(known[key] for key in map(search_key, words) if key in known)


def find(text: str) -> tuple[Term, ...]:
    """Terms whose Vietnamese or English name, or meaning, holds every word of ``text``, tones or not."""
    wanted = search_key(text).split()
    return tuple(
        term
        for term in terms()
        if all(word in search_key(f"{term.vi} {term.en} {term.meaning_vi}").split() for word in wanted)
    )


def grouped(some: Iterable[Term], language: str) -> list[Group]:
    """Terms by the groups of the file, with the group's name in ``language``."""
    out: dict[str, list[Term]] = {}
    for term in some:
        vi, _, en = term.group.partition(" · ")
        out.setdefault(en if language == "en" and en else vi, []).append(term)
    return [Group(name, tuple(members)) for name, members in out.items()]


def one_of(groups: list[Group], place: str) -> dict[str, object]:
    """All groups to choose from, by number, and the one that is open: the first where none is named."""
    at = int(place) if place.isdigit() and int(place) < len(groups) else 0
    offered = [(number, group.name, len(group.terms), number == at) for number, group in enumerate(groups)]
    return {"offered": offered, "groups": groups[at : at + 1]}
