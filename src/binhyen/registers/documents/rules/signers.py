"""Whether a certificate is of the person whose name a document prints above the signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from binhyen.kit.official_signing import all_posts, titles
from binhyen.kit.vietnamese.text import clean, match_key, search_key

_WORD = re.compile(r"[^\W_]+")
# what parts a name from an office or a code; a hyphen within a word is the name's own (Lan-Anh, Y-Blô)
_SIGNS = re.compile(r"[^\w\s.'’-]|[\d_]|(?<!\w)-|-(?!\w)")
_RANKS = tuple(f"{grade} {rank}" for grade in ("đại", "thượng", "trung", "thiếu") for rank in ("tướng", "tá", "úy"))
_LEAST = 2  # words of a name: one alone is too many people's


def same_person(*, printed: str, certificate: str) -> bool:
    """A certificate holds the name, beside an office or a code; a document prints a rank before it ("Đại tá …").

    A name counts whole: words before or behind it are another person's name, unless a sign parts them or they are a
    rank or a post, with all their tones. Tones of the name count where the certificate has them; many have none.
    """
    key: Callable[[str], str] = search_key if certificate.isascii() else match_key
    held, whole = clean(certificate), _words(printed)
    name = _bare(whole)
    if len(name) < _LEAST:
        return bool(name) and _keyed(_words(held), key) == _keyed(name, key)
    parts = [_words(part) for part in _SIGNS.split(held)]
    return any(_keyed(part, key) == _keyed(whole, key) or _named(_bare(part), name, key) for part in parts)


def _named(part: Sequence[str], name: Sequence[str], key: Callable[[str], str]) -> bool:
    """These words are the name, alone or with a post behind it: "Nguyễn Văn Hòa Chủ tịch"."""
    if _keyed(part[: len(name)], key) != _keyed(name, key):
        return False
    rest = _keyed(part[len(name) :], match_key)
    return not rest or any(rest[: len(post)] == post for post in _posts())


def _bare(words: Sequence[str]) -> Sequence[str]:
    """Without ranks, titles and posts before the name."""
    for one in _before():
        if len(words) >= len(one) + _LEAST and _keyed(words[: len(one)], match_key) == one:
            return _bare(words[len(one) :])
    return words


@cache
def _before() -> tuple[list[str], ...]:
    return (*(_keyed(_words(one), match_key) for one in (*_RANKS, *titles())), *_posts())


@cache
def _posts() -> tuple[list[str], ...]:
    """Posts of two words and more: one alone may be a name."""
    found = (_keyed(_words(one), match_key) for one in all_posts())
    return tuple(one for one in found if len(one) >= _LEAST)


def _words(text: str) -> list[str]:
    return _WORD.findall(clean(text))


def _keyed(words: Sequence[str], key: Callable[[str], str]) -> list[str]:
    return [key(one) for one in words]
