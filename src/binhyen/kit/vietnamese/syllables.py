"""The build of a Vietnamese syllable: onset, vowels, coda, tone.

Used to place tone marks, to tell Vietnamese from other languages, and to recognise text in old encodings.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_TONES = frozenset(TONE_MARKS)
_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_VOWELS = (
    "oai|oay|oao|oeo|uay|uây|uya|uyu|uyê|iêu|yêu|ươi|ươu|uôi|uêu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iê|yê|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ưu|ươ|"
    "[aăâeêioôơuưy]"
)
_CODAS = "ng|nh|ch|[cmnpt]"
_SYLLABLE = re.compile(f"(?P<onset>{_ONSETS})?(?P<vowels>{_VOWELS})(?P<coda>{_CODAS})?")
_GI_ALONE = re.compile(f"gi(?P<coda>{_CODAS})?")
_STOPS = frozenset(("c", "ch", "p", "t"))
_STOP_TONES = frozenset(("\u0301", "\u0323"))  # a syllable closed by a stop takes only sắc or nặng
_OPEN_PAIRS = frozenset(("oa", "oe", "uy"))  # the pairs the two schools write differently when nothing follows
_CACHE = 65_536  # distinct words; a 300-page document has some 5,000


class Style(StrEnum):
    OLD = "OLD"  # hòa, thủy
    NEW = "NEW"  # hoà, thuỷ


def split_tone(word: str) -> tuple[str, str]:
    """The word without its tone mark (NFC, other diacritics kept) and the mark, "" for the level tone."""
    parts = unicodedata.normalize("NFD", word)
    tones = [c for c in parts if c in _TONES]
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES)), tones[0] if tones else ""


def _shape(bare: str) -> tuple[int, str, str] | None:
    """Where the vowels start, the vowels and the coda of a toneless lower-case syllable; None for no syllable."""
    alone = _GI_ALONE.fullmatch(bare)
    if alone:
        return 1, "i", alone["coda"] or ""
    found = _SYLLABLE.fullmatch(bare)
    return (found.start("vowels"), found["vowels"], found["coda"] or "") if found else None


@lru_cache(maxsize=_CACHE)
def is_syllable(word: str) -> bool:
    """Whether one word could be a Vietnamese syllable, tone included ("tát" could, "tàt" could not)."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in parts if c in _TONES]
    if len(tones) > 1:
        return False
    shape = _shape(unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES)))
    if shape is None:
        return False
    return shape[2] not in _STOPS or not tones or tones[0] in _STOP_TONES


@lru_cache(maxsize=_CACHE)
def is_marked_syllable(word: str) -> bool:
    """A syllable that carries something only Vietnamese writes: a tone, or ă â đ ê ô ơ ư."""
    return not word.isascii() and is_syllable(word)


@lru_cache(maxsize=_CACHE)
def place_tone(word: str, style: Style) -> str:
    """The same word with its tone mark on the right vowel; what is no Vietnamese syllable comes back as it is."""
    bare, tone = split_tone(word)
    if not tone or sum(c in _TONES for c in unicodedata.normalize("NFD", word)) > 1:
        return word
    shape = _shape(bare.lower())
    if shape is None:
        return word
    at = shape[0] + _toned_vowel(shape[1], shape[2], style)
    return unicodedata.normalize("NFC", bare[: at + 1] + tone + bare[at + 1 :])


def _toned_vowel(vowels: str, coda: str, style: Style) -> int:
    marked = [i for i, c in enumerate(vowels) if c in "ăâêôơ"] or [i for i, c in enumerate(vowels) if c == "ư"]
    if marked:
        return marked[-1]
    if len(vowels) == 1:
        return 0
    if coda:
        return len(vowels) - 1
    if len(vowels) == 3:
        return 1
    return 1 if vowels in _OPEN_PAIRS and style is Style.NEW else 0
