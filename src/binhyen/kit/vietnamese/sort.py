"""Vietnamese alphabetical order as bytes to store and compare: no database collation is needed for it.

Letters decide first (a ă â b c d đ e ê …), tones second (ngang, huyền, hỏi, ngã, sắc, nặng), capitals not at all:
the order of the Unicode collation for ``vi``.
"""

from __future__ import annotations

import unicodedata

from binhyen.kit.vietnamese.syllables import TONE_MARKS

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SPACE, _PUNCTUATION, _DIGITS, _LETTERS, _OTHER = 2, 3, 4, 20, 250  # primary weights; 0 and 1 are separators
_RANK = {c: _LETTERS + i for i, c in enumerate(_ALPHABET)} | {str(i): _DIGITS + i for i in range(10)}
_TONE = {mark: i + 2 for i, mark in enumerate(TONE_MARKS)}  # 1 is the level tone
_TONES = frozenset(TONE_MARKS)


def sort_key(text: str) -> bytes:
    """Key of a whole text. Keys compare as the texts sort; equal keys differ at most in case and spacing."""
    letters = bytearray()
    tones = bytearray()
    for char in unicodedata.normalize("NFKC", " ".join(text.casefold().split())):
        known = _KNOWN.get(char)
        weight, tone = known if known else _unknown(char)
        letters += weight
        tones.append(tone)
    return bytes(letters) + b"\0" + bytes(tones).rstrip(b"\1")


def name_sort_key(name: str) -> bytes:
    """Key of a person's name in the order of Vietnamese lists: given name (the last word) first, then the rest."""
    words = name.split()
    if not words:
        return sort_key("")
    return sort_key(words[-1]) + b"\0" + sort_key(" ".join(words[:-1]))


def _weigh(char: str) -> tuple[bytes, int]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONE[p] for p in parts if p in _TONES), 1)
    base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
    if base in _RANK:
        return bytes((_RANK[base],)), tone
    if char == " ":
        return bytes((_SPACE,)), 1
    return (b"%c" % _PUNCTUATION if not char.isalnum() else b"%c" % _OTHER) + char.encode("utf-8", "replace"), 1


_KNOWN = {
    c: _weigh(c)
    for c in (*_RANK, " ", *(unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in TONE_MARKS))
}


def _unknown(char: str) -> tuple[bytes, int]:
    return _weigh(char)
