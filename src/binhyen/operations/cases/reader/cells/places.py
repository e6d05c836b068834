"""Addresses as lists write them -> names of hamlet, commune, old district and province. Codes are found elsewhere."""

from __future__ import annotations

import re
from functools import cache

from binhyen.kit.vietnamese.text import collapse, search_key
from binhyen.operations.cases.reader.values import Address
from binhyen.operations.cases.reader.words import places
from binhyen.registers.people.rules.law import law

from .letters import proper

_SPLIT = re.compile(r"\s*[,;\n]\s*|\s+[-–—]\s+|\s*[–—]\s*")
_JOINED_BARE = re.compile(
    r"(?<=[^\s,;(])\s+(?=(?:xa|phuong|thi tran|huyen|quan|tinh|thanh pho|tp\.?)\s+\w)", re.IGNORECASE
)
_JOINED = re.compile(
    r"(?<=[^\s,;(])\s+(?=(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố|tp\.?|h\.|x\.|p\.)"
    r"\s*[^\W\d_])",
    re.IGNORECASE,
)
_DASHED = re.compile(r"(?<=[^\W_])-(?=(?:xã|phường|p\.|x\.|h\.|t\.|huyện|tỉnh|tp|thị)\s*)", re.IGNORECASE)
_SHORT = frozenset(("tt", "p", "x", "tx", "tp", "q", "h", "t", "tdp"))
_FULL = {"tt": "thị trấn", "p": "phường", "x": "xã"}
_CITIES = frozenset(("ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue", "hcm"))
_EDGES = " .:-–—"
_LEVELS = ("hamlet", "commune", "district", "province")
_STOPS = frozenset(  # words that end the name of a commune in a title
    ("nam", "thang", "ngay", "tinh", "huyen", "tp", "thanh", "thi", "tu", "den", "tai", "co", "dang", "trong", "quan",
     "danh", "bieu", "cong", "va", "cac", "theo", "quy", "so", "chi", "thong", "ke", "quy", "dot")
)  # fmt: skip
_COMMUNE_IN_TITLE = re.compile(r"\b(xã|phường|thị trấn|đặc khu)\s+((?:[^\W\d_][\w'’\-]*\s*){1,5})", re.IGNORECASE)


def address(text: str) -> Address:
    """The parts of an address. A part without a word for its kind is placed by its position, from the end."""
    text = collapse(text.replace("\n", ", "))
    found: dict[str, str] = {}
    rest: list[tuple[int, str]] = []  # parts that do not say what they are, with their place
    kind, commune_at = "", -1
    for place, part in enumerate(_parts(text)):
        level, word, name = _level(part, found)
        if level and level not in found:
            found[level] = f"{word} {name}" if level == "hamlet" else name
            kind = _FULL.get(word.lower(), word.lower()) if level == "commune" else kind
            commune_at = place if level == "commune" or (level == "hamlet" and commune_at < 0) else commune_at
        else:
            rest.append((place, part))
    if "commune" not in found and _like_a_hamlet(found) and (rest[0][0] == 0 if rest else "province" in found):
        found["commune"] = found.pop("hamlet")  # "Na Lốc, Bản Lầu, Mường Khương" and "Bản Vược, Lào Cai"
    details = _placed(rest, found, commune_at if "commune" in found else -1)
    return Address(
        text,
        found.get("hamlet", ""),
        found.get("commune", ""),
        kind,
        found.get("district", ""),
        found.get("province", ""),
        ", ".join(details),
    )


def _parts(text: str) -> list[str]:
    joined = _JOINED_BARE if text.isascii() else _JOINED
    spaced = joined.sub(", ", _DASHED.sub(", ", text))
    return [part.strip(_EDGES) for part in _SPLIT.split(spaced) if part.strip(_EDGES)]


_OFFICES = ("trưởng", "phó", "viên", "công an", "quản lý")  # "Đội trưởng" is nobody's address
_BARE_IN_ROWS = frozenset(("thon", "xom", "to dan pho", "khu pho"))  # "to" and "ban" begin names as well


@cache
def _starts(level: str, *, bare: bool = False) -> re.Pattern[str]:
    """Words for a kind of place at the start of a part; ``bare``: as typed without tones."""
    known = places(level)
    words = "|".join(re.escape(search_key(each) if bare else each) for each in known)
    return re.compile(rf"({words})(\s*[.:]\s*|\s+)(?=\S)", re.IGNORECASE)


def _level(part: str, found: dict[str, str]) -> tuple[str, str, str]:
    """(level, word for the kind, name) of a part that begins with such a word; level "" for one that does not."""
    for level in _LEVELS:
        hit = _starts(level, bare=part.isascii()).match(part)
        if not hit:
            continue
        word, name = hit.group(1), part[hit.end() :].strip()
        if word.lower() in _SHORT and "." not in hit.group(2) and not word.isupper() and len(word) == 1:
            continue
        if level == "hamlet" and "hamlet" in found and "commune" not in found and word.lower() in ("bản", "làng"):
            return "commune", "", part  # communes such as Bản Lầu and Làng Giàng carry the word in their name
        if level == "district" and word.lower() in ("thành phố", "tp") and search_key(name) in _CITIES:
            continue
        return level, word, name
    return "", "", ""


@cache
def province_keys() -> frozenset[str]:
    return frozenset(search_key(name) for name in law("numbers")["citizen"]["places"].values())


def _placed(rest: list[tuple[int, str]], found: dict[str, str], commune_at: int) -> list[str]:
    """Parts without a kind take the free levels from the end; what is left over is the detail."""
    rest = list(rest)
    if not found and len(rest) == 1:
        return [rest[0][1]]
    if rest and "province" not in found and search_key(rest[-1][1]) in province_keys():
        found["province"] = rest.pop()[1]
    if commune_at >= 0:
        free = ["district"] if rest and rest[-1][0] > commune_at else []
    else:  # since 01/07/2025 there is no district between commune and province
        lower = 1 if "hamlet" in found else 2
        free = ["district", "commune"] if len(rest) > lower else ["commune"]
    for level in (*free, "hamlet"):
        if not rest or level in found:
            continue
        if level == "hamlet" and rest[-1][1][:1].isdigit():
            break  # a house number is no hamlet
        found[level] = rest.pop()[1]
    return [part for _, part in rest]


def _like_a_hamlet(found: dict[str, str]) -> bool:
    """Whether what was taken for a hamlet may be a commune named like one: Bản Lầu, Làng Giàng."""
    return search_key(found.get("hamlet", "")).startswith(("ban ", "lang "))


def hamlet(text: str) -> str:
    """A cell of a column of hamlets: as written, a bare number stays a number ("5" in a column "Tổ")."""
    return collapse(text).strip(" .,;:")


def commune(text: str) -> tuple[str, str]:
    """(name, kind) of a cell of a column of communes."""
    parts = address(text)
    if parts.commune:
        return parts.commune, parts.commune_kind
    return collapse(text).strip(" .,;:"), ""


def commune_in(title: str) -> str:
    """The commune a title names: "DANH SÁCH NGƯỜI NGHIỆN XÃ BẢN LẦU NĂM 2026" -> "Bản Lầu"; "" for none."""
    for hit in _COMMUNE_IN_TITLE.finditer(title):
        words: list[str] = []
        for word in hit.group(2).split():
            if search_key(word) in _STOPS or not (word[0].isupper() or word.isupper()):
                break
            words.append(word)
        if words:
            name = " ".join(words[:4])
            return proper(name) if name.isupper() else name
    return ""


def hamlet_in(text: str) -> str:
    """The hamlet a section row names: "I. Thôn Na Lốc (5 người)" -> "Thôn Na Lốc"; "" for none."""
    bare = re.sub(r"^\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,3})\s*[.)/:\-]\s*", "", text)
    bare = re.split(r"[(:;,]|\s[-–]\s", bare)[0].strip()
    hit = _starts("hamlet", bare=bare.isascii()).match(bare)
    if hit and bare.isascii() and hit.group(1).lower() not in _BARE_IN_ROWS:
        return ""
    if not hit or len(bare) > 60 or bare[hit.end() :].lower().startswith(_OFFICES):
        return ""
    return collapse(bare)
