"""The bodies a directive names: found by a catalogue of names and, where that knows nothing, by the grammar of names.

The catalogue is data (``law/bodies.csv``); the register of organisations may supply another one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from binhyen.kit.paths import LAW

from .body_areas import AREA, Area, read_area
from .body_catalogue import Body, Hit, Names
from .body_words import COMMA, PERSON, QUALIFIER, SERIES, STANDING, TRIM
from .values import BodyMention
from .words import fold


@dataclass(slots=True)
class Catalogue(Names):
    """Finds bodies in running text and reads lists of them as lists."""

    def for_home(self, home: str) -> Catalogue:
        """The same names, read in a document of another level ("thành phố", "xã" …)."""
        return Catalogue(self.bodies, home, self._index, self._tails)

    def by_key(self, key: str) -> Body | None:
        """The row with this key."""
        return next((body for body in self.bodies if body.key == key), None)

    def find(self, text: str) -> tuple[BodyMention, ...]:
        """Every body named in ``text``, in order; lists are read as lists."""
        folded = fold(text)
        mentions: list[BodyMention] = []
        position = 0
        while position < len(text):
            hits, end = self.read_list(text, folded, position)
            for hit in hits:
                mentions.extend(_mentions(text, hit))
            position = end if hits else _next_word(text, position)
        return tuple(mentions)

    def read_list(self, text: str, folded: str, position: int) -> tuple[list[Hit], int]:
        """Bodies listed from ``position`` on ("Sở Y tế, Giáo dục và Đào tạo; UBND các xã") and where the list ends."""
        hits: list[Hit] = []
        end = at = position
        series = ""
        opening = self._opening(text, folded, position)
        if opening:
            series, at = opening
        while at < len(text):
            hit = self.at(text, folded, at) or (self.tail(text, folded, at, series) if series else None)
            if hit is None:
                break
            hits.append(hit)
            low = folded[hit.start : hit.end]
            series = next((head for head in ("sở", "bộ", "hội", "phòng") if low.startswith(head + " ")), series)
            inner, end = self._after(text, folded, hit)
            hits.extend(inner)
            comma = COMMA.match(text, end)
            if not comma:
                break
            at = comma.end()
            if hit.bare:
                self._lend(hits, text, folded, at)
            opening = self._opening(text, folded, at)
            if opening:
                series, at = opening
        return hits, end

    def _lend(self, hits: list[Hit], text: str, folded: str, at: int) -> None:
        """ "Ủy ban MTTQ, Công an cấp xã": names without an area take that of the next one."""
        following = self.at(text, folded, at) if at < len(text) else None
        area = _area_of(text, folded, following) if following else None
        if area is None or not area.kind or area.kind.endswith("_named"):
            return
        for number in range(len(hits) - 1, -1, -1):
            hit = hits[number]
            if not hit.bare or hit.body is None:
                return
            names = tuple(self._in_area(hit.body, area))
            hits[number] = replace(hit, names=names or hit.names)

    def _opening(self, text: str, folded: str, position: int) -> tuple[str, int] | None:
        """ "Giám đốc các Sở: Y tế, …": the head noun of a series and where its first name begins."""
        person = PERSON.match(folded, position)
        found = SERIES.match(folded, person.end() if person else position)
        if not found or not self.tail(text, folded, found.end(), found.group(1)):
            return None
        plain = folded.startswith(found.group(1) + " ", found.start())
        return None if plain and ":" not in found.group() else (found.group(1), found.end())

    def _after(self, text: str, folded: str, hit: Hit) -> tuple[list[Hit], int]:
        """What may follow a name before the list goes on: "liên quan", "- Cơ quan thường trực", a list in brackets."""
        end = hit.end
        for pattern in (QUALIFIER, STANDING):
            found = pattern.match(folded, end)
            if found:
                end = found.end()
        bracket = _bracket(text, end)
        if bracket is None:
            return [], end
        inner: list[Hit] = []
        if hit.form == "group":
            inner, _ = self.read_list(text, folded, bracket[0])
            if len(inner) < 2:
                inner = []
        if inner or (bracket[1] - bracket[0] <= 60 and COMMA.match(text, bracket[1] + 1)):
            return inner, bracket[1] + 1
        return [], end


def _area_of(text: str, folded: str, hit: Hit) -> Area | None:
    """The area a name ends with, or that stands after it."""
    if hit.area is not None:
        return hit.area
    after = read_area(text, folded, hit.end)
    if after.kind:
        return after
    inside = next((found for found in AREA.finditer(folded, hit.start, hit.end) if found.end() == hit.end), None)
    return read_area(text, folded, inside.start()) if inside else None


def _bracket(text: str, position: int) -> tuple[int, int] | None:
    """Inside of the round brackets that open at ``position``."""
    found = re.compile(r"\s*\(").match(text, position)
    if not found:
        return None
    close = text.find(")", found.end())
    return (found.end(), close) if close > 0 else None


def _mentions(text: str, hit: Hit) -> Iterator[BodyMention]:
    surface = text[hit.start : hit.end].strip(TRIM)
    for name, key in hit.names:
        yield BodyMention(name, surface, key)


def mentions(text: str, hits: Iterable[Hit]) -> tuple[BodyMention, ...]:
    """The bodies of ``hits``, each name once."""
    seen: dict[str, BodyMention] = {}
    for hit in hits:
        for mention in _mentions(text, hit):
            seen.setdefault(fold(mention.name), mention)
    return tuple(seen.values())


def _next_word(text: str, position: int) -> int:
    space = re.compile(r"[\s(\[“\"/,;:.]+").search(text, position + 1)
    return space.end() if space else len(text)


@cache
def default_catalogue(path: Path = LAW / "bodies.csv") -> Catalogue:
    """The catalogue that comes with the project, read once."""
    with path.open(encoding="utf-8", newline="") as file:
        return Catalogue(tuple(_body(row) for row in csv.DictReader(file)))


def _body(row: dict[str, str]) -> Body:
    return Body(
        row["key"], row["name"], row["form"], row["kind"], row["level"],
        tuple(alias for alias in row["aliases"].split("|") if alias),
        _day(row["valid_from"]), _day(row["valid_to"]),
        tuple(key for key in row["successor"].split("|") if key),
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


__all__ = ["Body", "Catalogue", "Hit", "default_catalogue", "mentions"]
