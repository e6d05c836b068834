"""What a heading says a column holds (law/cases/list_columns.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from binhyen.kit.vietnamese.text import search_key

from .values import Field
from .words import has, table

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_FOOTNOTE = re.compile(r"[*\u00b9\u00b2\u00b3]+$")
_SURE, _NEARLY, _PART, _LEAST = 0.95, 0.92, 0.55, 0.5
_SHORT = {"đt": Field.PHONE, "dt": Field.ETHNICITY}  # the same letters once the bar of đ is gone
_LONGEST_HEADING = 160  # characters; longer is a text, not a heading


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column may hold, how sure (0 to 1), and why in Vietnamese."""

    field: Field
    option: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Index:
    whole: Mapping[str, tuple[Field, str]]
    nested: Mapping[str, tuple[tuple[str, Field, str], ...]]  # leaf -> (words of the heading above, field, option)
    phrases: tuple[tuple[str, Field, str], ...]  # longest first


@cache
def labels() -> Mapping[tuple[str, str], str]:
    """(field, option) -> what the officer sees."""
    found = {(each["code"], each.get("option", "")): str(each["label"]) for each in table("list_columns")["field"]}
    return found | {("", ""): "Chưa nhận ra", ("IGNORED", ""): "Không dùng"}


def label(field: Field, option: str = "") -> str:
    return labels().get((field.value, option)) or labels().get((field.value, ""), field.value)


@cache
def _index() -> _Index:
    whole: dict[str, tuple[Field, str]] = {}
    nested: dict[str, list[tuple[str, Field, str]]] = {}
    phrases: list[tuple[str, Field, str]] = []
    for each in table("list_columns")["field"]:
        field, option = Field(each["code"]), each.get("option", "")
        for heading in each["headings"]:
            above, mark, leaf = heading.rpartition(" > ")
            if mark:
                nested.setdefault(search_key(leaf), []).append((search_key(above), field, option))
            else:
                whole.setdefault(search_key(heading), (field, option))
        phrases.extend((search_key(words), field, option) for words in each.get("words", ()))
    phrases.sort(key=lambda each: -len(each[0]))
    return _Index(whole, {leaf: tuple(found) for leaf, found in nested.items()}, tuple(phrases))


def heading_key(text: str) -> str:
    """A heading as it is compared: without tones, case, signs and footnote stars."""
    return search_key(_FOOTNOTE.sub("", text.strip()))


@lru_cache(maxsize=8192)
def is_heading(text: str) -> bool:
    """Whether a cell is a heading by itself."""
    if len(text) > _LONGEST_HEADING:
        return False
    index, bare = _index(), heading_key(_BRACKETS.sub(" ", text))
    if bare in index.whole or heading_key(text) in index.whole:
        return True
    words = bare.count(" ") + 1
    return words <= 12 and any(
        has(bare, phrase) and (phrase.count(" ") + 1) * 2.5 >= words for phrase, _, _ in index.phrases
    )


def is_part_heading(text: str) -> bool:
    """Whether a cell may stand under a merged heading ("ngày", "số", "nam", "thường trú")."""
    return len(text) <= _LONGEST_HEADING and (heading_key(text) in _index().nested or is_heading(text))


def guesses(path: tuple[str, ...], siblings: frozenset[str]) -> list[Guess]:
    """What a column under these headings (from the top) may hold, best first. ``siblings``: keys beside it."""
    if not path:
        return []
    if heading_key(path[-1]) == "nam":
        return _year_or_man(path, siblings)
    if field := _SHORT.get(path[-1].strip().lower()):
        return [Guess(field, "", _NEARLY, f"tiêu đề “{path[-1]}”")]
    found: dict[tuple[Field, str], Guess] = {}
    for each in (*_whole(path), *_parts(path)):
        known = found.get((each.field, each.option))
        if known is None or known.confidence < each.confidence:
            found[(each.field, each.option)] = each
    return sorted(found.values(), key=lambda each: -each.confidence)


def _year_or_man(path: tuple[str, ...], siblings: frozenset[str]) -> list[Guess]:
    """Without its tone "Năm" (year) looks like "Nam" (man): the letters and the columns beside it decide."""
    leaf, above = path[-1].lower(), search_key(" ".join(path[:-1]))
    year = Guess(Field.BIRTH_YEAR, "", _NEARLY, "tiêu đề “Năm” dưới phần ngày sinh")
    man = Guess(Field.SEX_MARK, "MALE", _NEARLY, "tiêu đề “Nam” cạnh cột “Nữ”")
    if "nu" in siblings:
        return [man]
    if "ă" in leaf or siblings & {"ngay", "thang"}:
        return [year] if not above or has(above, "sinh") else []
    return [man] if has(above, "gioi tinh") or has(above, "gioi") else [year] if has(above, "sinh") else []


def _whole(path: tuple[str, ...]) -> list[Guess]:
    index, found = _index(), []
    leaf, above = path[-1], " ".join(path[:-1])
    for text, sure in ((leaf, _SURE), (_BRACKETS.sub(" ", leaf), _SURE), (" ".join(path), _NEARLY)):
        if hit := index.whole.get(heading_key(text)):
            found.append(Guess(*hit, sure, f"tiêu đề “{leaf}”"))
    over = search_key(above)
    for words, field, option in index.nested.get(heading_key(_BRACKETS.sub(" ", leaf)), ()):
        if has(over, words):
            found.append(Guess(field, option, _SURE + 0.02, f"tiêu đề “{path[-2]}” › “{leaf}”"))
    return found


def _parts(path: tuple[str, ...]) -> list[Guess]:
    found = []
    for text, weight in ((path[-1], 1.0), (" ".join(path), 0.85)):
        key = heading_key(text)
        words = key.count(" ") + 1
        for phrase, field, option in _index().phrases:
            if has(key, phrase):
                share = (phrase.count(" ") + 1) / words
                early = 0.05 if key.startswith(phrase) else 0.0
                confidence = min(0.9, (_PART + 0.35 * share + early)) * weight
                found.append(Guess(field, option, confidence, f"tiêu đề có chữ “{phrase_shown(phrase, path)}”"))
    return [each for each in found if each.confidence >= _LEAST]


def phrase_shown(phrase: str, path: tuple[str, ...]) -> str:
    """The words of the heading that matched, with their tones."""
    shown = " ".join(path).split()
    bare = [search_key(each) for each in shown]
    size = phrase.count(" ") + 1
    for start in range(len(shown) - size + 1):
        if " ".join(bare[start : start + size]) == phrase:
            return " ".join(shown[start : start + size]).strip(" ,;:.()")
    return phrase
