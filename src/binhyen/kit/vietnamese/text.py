"""Vietnamese text as people type it: one form, search keys, and where the tone mark stands.

Plain functions on strings. Nothing here knows files, tables or the screen.
"""

from __future__ import annotations

import re
import unicodedata

from binhyen.kit.vietnamese.syllables import Style, place_tone, split_tone

_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # lone surrogates cannot be stored either
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_TONED_CLUSTER = re.compile("[^\\W\\d_]{2,}")
_D_LOOKALIKES = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ɖ": "d", "Ɖ": "d"})
_SINGLE_Y = re.compile(r"\b(qu|[bcdđghklmnprstvx]{0,3})y\b")


def nfc(text: str) -> str:
    """The one stored form: composed letters (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """NFC, zero-width characters taken out, control characters (NUL too) turned into spaces.

    Line feeds and tabs stay; every control character becomes exactly one space, so columns hold.
    """
    return _CONTROL.sub(" ", nfc(_ZERO_WIDTH.sub("", text)))


def collapse(text: str) -> str:
    """All runs of white space become one space; none at the ends."""
    return _SPACES.sub(" ", text).strip()


def without_tones(text: str) -> str:
    """Base letters only (ă, â → a; đ → d), case and everything else kept."""
    if text.isascii():
        return text
    text = text.replace("đ", "d").replace("Đ", "D").replace("ð", "d").replace("Ð", "D")
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


def search_key(text: str) -> str:
    """What is stored beside a text to search it without tones: lower-case ASCII words and digits, single spaces.

    Letters of other scripts are kept in lower case, so nothing becomes unfindable.
    """
    bare = without_tones(text.translate(_D_LOOKALIKES)).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))


def new_tones(text: str) -> str:
    """Tone marks where the newer school rule puts them: Hòa → Hoà, Thủy → Thuỷ; misplaced marks are mended too."""
    return _place(text, Style.NEW)


def old_tones(text: str) -> str:
    """Tone marks where printed documents mostly put them: Hoà → Hòa, Thuỷ → Thủy."""
    return _place(text, Style.OLD)


def match_key(text: str) -> str:
    """Equal for spellings that mean the same word: case, spacing, tone placement and i/y (kỹ, kĩ) are folded.

    Tones and letters still count: ``match_key("má") != match_key("mà")``.
    """
    folded = collapse(new_tones(nfc(text)).casefold())
    return _WORD.sub(lambda found: _fold_y(found.group()), folded)


def _place(text: str, style: Style) -> str:
    text = nfc(text)
    if text.isascii():
        return text
    return _TONED_CLUSTER.sub(lambda found: place_tone(found.group(), style), text)


def _fold_y(word: str) -> str:
    """``y`` as the only vowel of its syllable is written ``i``; ``tay`` and ``thuy`` are other words than tai, thui."""
    bare, tone = split_tone(word)
    if not _SINGLE_Y.fullmatch(bare):
        return word
    return unicodedata.normalize("NFC", bare[:-1] + "i" + tone)
