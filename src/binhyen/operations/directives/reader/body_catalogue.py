"""Names of bodies and what stands at one place of a text: a catalogued name, one of several levels, or a built one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from .body_areas import Area, read_area
from .body_names import grammar_name
from .body_words import (
    BOTH,
    CAPITAL_ONLY,
    COMMUNE_GOVERNMENT,
    HOME_KINDS,
    NUMBERED,
    PARTY,
    PARTY_HEAD,
    PERSON,
    UNFINISHED,
    UNIT_OF,
)
from .words import fold, squeeze


@dataclass(frozen=True, slots=True)
class Body:
    """One row of the catalogue."""

    key: str
    name: str
    form: str  # fixed / local (takes an area at the end) / group
    kind: str = ""
    level: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Bodies named at one place: ``text[start:end]``."""

    start: int
    end: int
    names: tuple[tuple[str, str], ...]  # (canonical name, key)
    form: str  # fixed / local / group / grammar
    body: Body | None = None
    area: Area | None = None

    @property
    def bare(self) -> bool:
        """A name that exists at several levels, printed without its level."""
        return self.form == "local" and self.area is not None and not self.area.kind


@dataclass(slots=True)
class Names:
    """Names and aliases, indexed by their first word. ``home``: "tỉnh", "thành phố", "xã" … of the issuing body."""

    bodies: tuple[Body, ...]
    home: str = "tỉnh"
    _index: dict[str, list[tuple[str, Body, bool]]] = field(default_factory=dict, repr=False)
    _tails: dict[str, list[tuple[str, Body]]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if self._index:
            return
        index: dict[str, list[tuple[str, Body, bool]]] = defaultdict(list)
        tails: dict[str, list[tuple[str, Body]]] = defaultdict(list)
        for body in self.bodies:
            for alias in {body.name, *body.aliases}:
                low = fold(alias)
                index[_first(low)].append((low, body, CAPITAL_ONLY.match(alias) is not None))
                head, _, tail = low.partition(" ")
                if head in ("sở", "bộ", "hội", "ban", "phòng") and tail and "&" not in tail:
                    tails[head].append((tail, body))
        for found in index.values():
            found.sort(key=lambda row: -len(row[0]))
        for series in tails.values():
            series.sort(key=lambda row: -len(row[0]))
        self._index, self._tails = dict(index), dict(tails)

    def at(self, text: str, folded: str, position: int) -> Hit | None:
        """The body named exactly at ``position``; heads ("Giám đốc …") stand for their body."""
        if not folded[position].isalpha():
            return None
        special = self._special(folded, position)
        if special:
            return special
        person = PERSON.match(folded, position)
        if person:
            hit = self._named(text, folded, person.end())
            if hit is None and folded.startswith("các ", person.end()):
                hit = self._named(text, folded, person.end() + 4)
            if hit:
                return replace(hit, start=position)
        hit = self._named(text, folded, position)
        unit = UNIT_OF.match(folded, position)
        if unit and (hit is None or hit.form == "group"):
            owner = self._named(text, folded, unit.end())
            if owner and owner.form != "group":
                return replace(owner, start=position)
        return hit

    def _special(self, folded: str, position: int) -> Hit | None:
        party = ("Đảng ủy cấp xã", "dang_uy_xa")
        commune = ("UBND cấp xã", "ubnd_xa")
        for pattern, names in (
            (BOTH, (party, commune)),
            (PARTY_HEAD, (party,)),
            (PARTY, (party,)),
            (COMMUNE_GOVERNMENT, (commune,)),
        ):
            found = pattern.match(folded, position)
            if found:
                return Hit(position, found.end(), names, "fixed")
        return None

    def _named(self, text: str, folded: str, position: int) -> Hit | None:
        best: Hit | None = None
        starts = [position]
        if folded.startswith(("các ", "toàn thể ", "mọi "), position):
            starts.append(folded.index(" ", position) + 1)
        for start in starts:
            for hit in self._catalogued(text, folded, start):
                if best is None or hit.end > best.end:
                    best = replace(hit, start=position)
        built = self._built(text, folded, position)
        if built and (
            best is None or (best.form != "group" and any(char.isupper() for char in text[best.end : built.end]))
        ):
            return built
        return best

    def _catalogued(self, text: str, folded: str, start: int) -> Iterator[Hit]:
        if start >= len(folded):
            return
        for alias, body, capitals in self._index.get(_first(folded, start), ()):
            end = start + len(alias)
            if not folded.startswith(alias, start) or (end < len(folded) and _joins(folded[end])):
                continue
            if capitals and not text[start:end].isupper():
                continue
            if alias == "mặt trận" and not text[start].isupper():
                continue
            if alias.endswith("tổ chức") and UNFINISHED.match(folded, end):
                continue
            if body.form != "local":
                yield self._fixed(text, folded, start, end, body)
                return
            hit = self._local(text, folded, start, end, body)
            if hit:
                yield hit
                return

    def _fixed(self, text: str, folded: str, start: int, end: int, body: Body) -> Hit:
        """A body with one name; "Tỉnh đoàn Lào Cai", "Sở Y tế tỉnh" are the same bodies."""
        area = read_area(text, folded, end) if body.kind in ("department", "union", "party") else None
        own = area is not None and area.kind in ("province", "city", "place")
        if own and area and body.key in ("thanhdoan", "thanhuy"):
            return Hit(start, area.end, ((squeeze(text[start : area.end]), body.key),), "fixed", body)
        return Hit(start, area.end if own and area else end, ((body.name, body.key),), body.form, body)

    def _local(self, text: str, folded: str, start: int, end: int, body: Body) -> Hit | None:
        """A body that exists at several levels: its area decides which one is meant."""
        numbered = NUMBERED.match(text, end) if body.key == "bcd" else None
        if numbered:  # "Ban Chỉ đạo 89 tỉnh"
            body, end = replace(body, name=f"{body.name} {numbered.group(1)}", key=""), numbered.end()
        area = read_area(text, folded, end)
        if body.key == "ca" and area.kind in ("", "central"):
            return Hit(start, end, (("Lực lượng Công an", "ll_ca"),), "fixed", body) if not area.kind else None
        if body.key == "ubnd" and not area.kind and (self.home not in ("xã", "phường") or not text[start].isupper()):
            return None  # whose committee is meant only the context tells
        if body.key == "bochihuy_bdbp" and not area.kind and folded.startswith("bộ đội", start):
            return None
        if body.key == "cuc_hq" and area.kind != "province":
            return Hit(start, end, (("Cục Hải quan", "cuc_hq_tw"),), "fixed", body)
        if body.key == "cscn":
            return Hit(
                start,
                area.end if area.kind in ("province", "city", "place") else end,
                ((body.name, body.key),),
                "fixed",
                body,
            )
        names = tuple(self._in_area(body, area))
        return Hit(start, area.end, names, "local", body, area) if names else None

    def _in_area(self, body: Body, area: Area) -> Iterator[tuple[str, str]]:
        """Canonical name and key of a body in an area; several where communes or districts are listed."""
        if area.kind.endswith("_named"):
            for place in area.names:
                yield self._named_place(body, area, place)
        elif not area.kind:
            yield self._at_home(body)
        else:
            words, key = self._level(body, area)
            yield f"{body.name} {words}", f"{body.key}{key}" if key else ""

    def _named_place(self, body: Body, area: Area, place: str) -> tuple[str, str]:
        if body.key == "ubnd" and area.kind == "communes_named":
            return f"UBND cấp xã ({place})", "ubnd_xa"
        return f"{body.name} {area.words} {place}", ""

    def _at_home(self, body: Body) -> tuple[str, str]:
        """A name printed without its level is of the issuing body's level."""
        commune = self.home in ("xã", "phường")
        if not self.home or body.kind not in HOME_KINDS or (body.level == "xã" and not commune):
            return body.name, body.key
        return f"{body.name} {self.home}", f"{body.key}_{'xa' if commune else 'tinh'}"

    def _level(self, body: Body, area: Area) -> tuple[str, str]:
        """The words a level has in a canonical name, and the ending of its key."""
        own = area.kind == "own" and area.words.lower() in ("xã", "phường") and self.home not in ("xã", "phường")
        if area.kind == "communes" or own:
            return "cấp xã", "_xa"
        if area.kind == "place" and body.kind not in ("press", "department", "school"):
            return "thành phố", "_tinh"
        level = {"districts": ("cấp huyện", "_huyen"), "provinces": ("các tỉnh, thành phố", "")}
        return level.get(area.kind, (area.words, "_tinh" if area.kind in ("province", "city") else ""))

    def _built(self, text: str, folded: str, position: int) -> Hit | None:
        end = grammar_name(text, folded, position)
        if end < 0:
            return None
        stem = squeeze(text[position:end])
        area = read_area(text, folded, end)
        name = stem
        if area.kind in ("province", "city") and not fold(stem).startswith("sở "):
            name = f"{stem} {area.words}"
        elif area.kind in ("communes", "districts"):
            name = f"{stem} cấp {'xã' if area.kind == 'communes' else 'huyện'}"
        elif area.kind and area.kind not in ("province", "city"):
            name = f"{stem} {squeeze(text[end : area.end])}"
        return Hit(position, area.end, ((_presented(name), ""),), "grammar")

    def tail(self, text: str, folded: str, position: int, series: str) -> Hit | None:
        """The second and later names of "Sở Y tế, Giáo dục và Đào tạo": without their head noun."""
        if position >= len(text) or not text[position].isupper():
            return None
        for tail, body in self._tails.get(series, ()):
            end = position + len(tail)
            if folded.startswith(tail, position) and not (end < len(folded) and _joins(folded[end])):
                if body.form == "local":
                    area = read_area(text, folded, end)
                    return Hit(position, area.end, tuple(self._in_area(body, area)), "local", body)
                return Hit(position, end, ((body.name, body.key),), "fixed", body)
        return None


def _presented(name: str) -> str:
    """Names begin with a capital letter and "các" at the head is written "Các"."""
    return name[:1].upper() + name[1:]


def _first(low: str, start: int = 0) -> str:
    """The first word, without what may be glued to it."""
    end = start
    while end < len(low) and (low[end].isalnum() or low[end] in "&"):
        end += 1
    return low[start:end]


def _joins(char: str) -> bool:
    return char.isalnum() or char == "&"
