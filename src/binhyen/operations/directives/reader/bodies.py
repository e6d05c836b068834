"""The bodies a directive names: found by a catalogue of names and, where that knows nothing, by the grammar of names.

The catalogue is data (``law/bodies.csv``); the register of organisations may supply another one.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from binhyen.kit.paths import LAW

from .body_grammar import AREA, HEAD, Area, grammar_name, read_area
from .values import BodyMention
from .words import UPPER, fold, squeeze

# Heads of bodies stand for the bodies; "Chánh Văn phòng UBND" keeps "Văn phòng UBND".
_PERSON = re.compile(
    r"(?:(?:các\s+)?(?:đồng chí|đ/c|ông|bà)\s+)?"
    r"(?:(?:phó\s+)?chủ tịch|(?:phó\s+)?(?:tổng\s+)?giám đốc|thủ trưởng|chỉ huy trưởng|chỉ huy|chánh(?=\s+(?:văn phòng|thanh tra))"
    r"|chánh án|viện trưởng|trưởng ban(?=\s+ban\s)|trưởng(?=\s+(?:công an|ban|phòng|chi nhánh|các|trạm))|bí thư|tổng biên tập|hiệu trưởng"
    r"|giám hiệu|cục trưởng|chi cục trưởng|bộ trưởng|tư lệnh|tổng thanh tra|thống đốc|tập thể lãnh đạo|(?:ban\s+)?lãnh đạo|người đứng đầu"
    r"|ban (?:chấp hành|thường vụ)(?=\s+(?:hội|liên đoàn|tỉnh đoàn|thành đoàn|đoàn))|đồn trưởng|đội trưởng|trạm trưởng|thường trực(?=\s+(?:ubnd|ủy ban|đảng ủy|hội))|đại diện lãnh đạo)"
    r"(?:\s*,\s*(?:phó\s+)?(?:chủ tịch|giám đốc|trưởng))?\s+(?:của\s+)?"
    r"|(?:các\s+)?(?:đồng chí|đ/c)\s+"
)
_PARTY_HEAD = re.compile(r"bí thư\s+(?:đảng ủy\s+)?(?:(?:các\s+)?xã,\s*phường|cấp xã|xã\b|phường\b)")
_PARTY = re.compile(r"(?:cấp ủy|đảng ủy)(?:\s+đảng)?\s+(?:(?:các\s+)?xã,\s*phường|cấp xã|cơ sở)")
_UNIT_OF = re.compile(
    r"(?:các\s+)?(?:đơn vị|cơ quan|cục|phòng|vụ|ban|lực lượng)(?:\s+(?:nghiệp vụ|chức năng|chuyên môn|liên quan))?"
    r"(?:,\s*(?:đơn vị|địa phương|phòng|ban))?\s+(?:của|thuộc)\s+(?=\S)"
)
_BOTH = re.compile(
    r"(?:các\s+)?(?:cấp ủy(?:\s+đảng)?|đảng ủy)(?:,|\s+và)?\s+(?:hđnd,\s*)?(?:chính quyền|ubnd|ủy ban nhân dân)\s+"
    r"(?:cấp xã|cơ sở|(?:các\s+)?xã,\s*phường(?:,\s*(?:thị trấn|đặc khu))?|các xã)"
)
_COMMUNE_GOVERNMENT = re.compile(r"chính quyền\s+(?:cơ sở|cấp xã|(?:các\s+)?xã,\s*phường)|cấp xã\b(?=\s*[:.]?\s*$)")
_QUALIFIER = re.compile(
    r"(?:\s+(?:(?:có\s+)?liên quan(?:\s+khác)?|chức năng|cấp tỉnh|cấp thành phố|cấp xã|của\s+(?:tỉnh|thành phố|xã)|(?:trên|ở|đóng trên)\s+(?:các\s+)?địa bàn"
    r"(?:\s+(?:toàn\s+)?(?:tỉnh|thành phố|xã|phường))?|khác|còn lại|trực thuộc(?:\s+(?:tỉnh|ubnd\s+tỉnh|tỉnh ủy))?|thuộc\s+(?:tỉnh|ubnd\s+tỉnh|thành phố)|tại\s+địa\s+phương"
    r"|giáp\s+ranh|biên giới|các\s+cấp|từ\s+tỉnh\s+đến\s+(?:cấp\s+xã|cơ\s+sở)|trong\s+tỉnh|cùng\s+cấp|đồng\s+cấp"
    r"|nơi\s+cư\s+trú|các\s+tỉnh(?!,)|phòng,?\s*chống\s+ma\s+túy|trọng\s+điểm|tỉnh\b|thành phố\b))+"
)
_STANDING = re.compile(
    r"\s*[-–,(]\s*(?:là\s+)?cơ quan\s+thường trực(?:\s+(?:của\s+)?ban chỉ đạo(?:\s+\d+)?(?:\s+tỉnh|\s+thành phố)?)?\s*\)?"
)
_ALIAS_IN_BRACKETS = re.compile(r"\s*\((?:qua\s+)?[^()]{1,80}\)")
_COMMA = re.compile(
    r"\s*[,;+]\s*(?:(?:và|cùng|với|cùng với)\s+)?(?:các\s+(?=sở[: ]))?|\s+(?:và|cùng với|cùng|hoặc|với)\s+|\s*\.\.\.\s*,\s*|\s+[-–/]\s+(?="
    + f"[{UPPER}])|/"
)
_SERIES = re.compile(r"(?:các\s+)?(sở|bộ|hội|ban|phòng)\s*:?\s+(?=\S)")
_HOME_KINDS = frozenset(("union", "front", "justice", "army", "committee", "council", "press", "department", "party"))
_UNFINISHED = re.compile(r"\s+(?:chính trị|xã hội|đoàn thể|nghề nghiệp|đảng)\b")
_CAPITAL_ONLY = re.compile(r"[A-ZĐ0-9]{2,6}$")
_NUMBERED = re.compile(r"\s+(\d{2,4})\b")
_TRIM = " \t,;.:-–()"


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
class Catalogue:
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
                index[_first(low)].append((low, body, _CAPITAL_ONLY.match(alias) is not None))
                head, _, tail = low.partition(" ")
                if head in ("sở", "bộ", "hội", "ban", "phòng") and tail and "&" not in tail:
                    tails[head].append((tail, body))
        for found in index.values():
            found.sort(key=lambda row: -len(row[0]))
        for series in tails.values():
            series.sort(key=lambda row: -len(row[0]))
        self._index, self._tails = dict(index), dict(tails)

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

    # --- one place ---------------------------------------------------------------------------------------------------

    def read_list(self, text: str, folded: str, position: int) -> tuple[list[Hit], int]:
        """Bodies listed from ``position`` on ("Sở Y tế, Giáo dục và Đào tạo; UBND các xã") and where the list ends."""
        hits: list[Hit] = []
        end = at = position
        series = ""
        opening = self._opening(text, folded, position)
        if opening:
            series, at = opening
        while at < len(text):
            hit = self.at(text, folded, at) or (self._tail(text, folded, at, series) if series else None)
            if hit is None:
                break
            hits.append(hit)
            low = folded[hit.start : hit.end]
            series = next((head for head in ("sở", "bộ", "hội", "phòng") if low.startswith(head + " ")), series)
            inner, end = self._after(text, folded, hit)
            hits.extend(inner)
            comma = _COMMA.match(text, end)
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
        person = _PERSON.match(folded, position)
        found = _SERIES.match(folded, person.end() if person else position)
        if not found or not self._tail(text, folded, found.end(), found.group(1)):
            return None
        plain = folded.startswith(found.group(1) + " ", found.start())
        return None if plain and ":" not in found.group() else (found.group(1), found.end())

    def at(self, text: str, folded: str, position: int) -> Hit | None:
        """The body named exactly at ``position``; heads ("Giám đốc …") stand for their body."""
        if not folded[position].isalpha():
            return None
        special = self._special(folded, position)
        if special:
            return special
        person = _PERSON.match(folded, position)
        if person:
            hit = self._named(text, folded, person.end())
            if hit is None and folded.startswith("các ", person.end()):
                hit = self._named(text, folded, person.end() + 4)
            if hit:
                return replace(hit, start=position)
        hit = self._named(text, folded, position)
        unit = _UNIT_OF.match(folded, position)
        if unit and (hit is None or hit.form == "group"):
            owner = self._named(text, folded, unit.end())
            if owner and owner.form != "group":
                return replace(owner, start=position)
        return hit

    def _special(self, folded: str, position: int) -> Hit | None:
        party = ("Đảng ủy cấp xã", "dang_uy_xa")
        commune = ("UBND cấp xã", "ubnd_xa")
        for pattern, names in (
            (_BOTH, (party, commune)),
            (_PARTY_HEAD, (party,)),
            (_PARTY, (party,)),
            (_COMMUNE_GOVERNMENT, (commune,)),
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
            if alias.endswith("tổ chức") and _UNFINISHED.match(folded, end):
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
        numbered = _NUMBERED.match(text, end) if body.key == "bcd" else None
        if numbered:  # "Ban Chỉ đạo 89 tỉnh"
            body, end = replace(body, name=f"{body.name} {numbered.group(1)}", key=""), numbered.end()
        area = read_area(text, folded, end)
        if body.key == "ca" and area.kind in ("", "central"):
            return Hit(start, end, (("Lực lượng Công an", "ll_ca"),), "fixed", body) if not area.kind else None
        if body.key == "ubnd" and not area.kind and not text[start].isupper():
            return None
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
        name, key = body.name, body.key
        if area.kind == "communes_named":
            for place in area.names:
                yield (f"UBND cấp xã ({place})", "ubnd_xa") if key == "ubnd" else (f"{name} {area.words} {place}", "")
        elif area.kind.endswith("_named"):
            for place in area.names:
                yield f"{name} {area.words} {place}", ""
        elif area.kind == "communes" or (
            area.kind == "own" and area.words.lower() in ("xã", "phường") and self.home not in ("xã", "phường")
        ):
            yield f"{name} cấp xã", f"{key}_xa"
        elif area.kind == "districts":
            yield f"{name} cấp huyện", f"{key}_huyen"
        elif area.kind == "provinces":
            yield f"{name} các tỉnh, thành phố", ""
        elif area.kind == "place" and body.kind not in ("press", "department", "school"):
            yield f"{name} thành phố", f"{key}_tinh"
        elif area.kind in ("province", "city"):
            yield f"{name} {area.words}", f"{key}_tinh"
        elif area.kind == "":
            plain = (
                not self.home
                or body.kind not in _HOME_KINDS
                or (body.level == "xã" and self.home not in ("xã", "phường"))
            )
            yield (
                (name, key)
                if plain
                else (f"{name} {self.home}", f"{key}_tinh" if self.home in ("tỉnh", "thành phố") else f"{key}_xa")
            )
        else:
            yield f"{name} {area.words}", ""

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

    def _tail(self, text: str, folded: str, position: int, series: str) -> Hit | None:
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

    def _after(self, text: str, folded: str, hit: Hit) -> tuple[list[Hit], int]:
        """What may follow a name before the list goes on: "liên quan", "- Cơ quan thường trực", a list in brackets."""
        end = hit.end
        for pattern in (_QUALIFIER, _STANDING):
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
        if inner or (bracket[1] - bracket[0] <= 60 and _COMMA.match(text, bracket[1] + 1)):
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


def _presented(name: str) -> str:
    """Names begin with a capital letter and "các" at the head is written "Các"."""
    return name[:1].upper() + name[1:]


def _mentions(text: str, hit: Hit) -> Iterator[BodyMention]:
    surface = text[hit.start : hit.end].strip(_TRIM)
    for name, key in hit.names:
        yield BodyMention(name, surface, key)


def mentions(text: str, hits: Iterable[Hit]) -> tuple[BodyMention, ...]:
    """The bodies of ``hits``, each name once."""
    seen: dict[str, BodyMention] = {}
    for hit in hits:
        for mention in _mentions(text, hit):
            seen.setdefault(fold(mention.name), mention)
    return tuple(seen.values())


def _first(low: str, start: int = 0) -> str:
    """The first word, without what may be glued to it."""
    end = start
    while end < len(low) and (low[end].isalnum() or low[end] in "&"):
        end += 1
    return low[start:end]


def _joins(char: str) -> bool:
    return char.isalnum() or char == "&"


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


__all__ = ["HEAD", "Body", "Catalogue", "Hit", "default_catalogue", "mentions"]
