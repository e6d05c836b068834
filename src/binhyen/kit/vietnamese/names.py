"""Names of persons: their parts, and the keys under which differently written copies of one name meet.

Nothing is guessed about the person: a key only forgets what scribes vary (tones, i and y, the letters by which names
of the Mông, Dao, Tày, Nùng … are spelled in one office so and in the next otherwise).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from binhyen.kit.vietnamese.text import clean, match_key, search_key

_COMPOUND_FAMILIES = frozenset((("au", "duong"), ("cong", "tang"), ("ton", "nu"), ("ton", "that")))  # toneless
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`´]")
_WORD = re.compile(r"[^\W\d_]+\.?")
_VOWEL = re.compile("[aeiouy]")
_CACHE = 65_536  # distinct words of names; a province has some 3,000

# One sound, several letters: how officers write down what they hear. Applied to the toneless word, in this order.
_FOLDS = (
    (re.compile("^(?:gi(?=[aeou])|[rzj])"), "d"),  # Giàng, Dàng, Ràng
    (re.compile("^gi"), "di"),
    (re.compile("^x"), "s"),  # Xùng, Sùng
    (re.compile("^tr"), "ch"),  # Tráng, Cháng
    (re.compile("^ngh"), "ng"),
    (re.compile("^gh"), "g"),
    (re.compile("^f"), "ph"),
    (re.compile("^k(?!h)|^q"), "c"),  # Ký, Cí; Quáng, Cuáng
    (re.compile("^y"), "i"),  # Yên, Iên
)


class NameParts(NamedTuple):
    """As written, in NFC; "" where the name has no such part."""

    family: str
    middle: str
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameKeys:
    """What is stored beside a name to find its other spellings; all lower-case words with single spaces.

    ``match_key`` still tells tones apart, ``full_name_key`` does not, ``fold_key`` forgives the spelling of sounds
    too, and ``order_key`` the order of the words.
    """

    match_key: str
    full_name_key: str
    fold_key: str
    order_key: str
    family_key: str  # the three parts are folded as in fold_key
    middle_key: str
    given_key: str
    initials: str  # first letter of every word: "nvn"
    is_abbreviated: bool  # some word stands for a longer one: "Ng. V. Nam"


class _Word(NamedTuple):
    toned: str
    bare: str
    folded: str


def name_words(name: str) -> list[str]:
    """The words of a name as written; "N.V.Nam" has three, "H'Mỷ" is one."""
    return _WORD.findall(_APOSTROPHES.sub("", clean(name)))


def name_parts(name: str) -> NameParts:
    """Family, middle, given: the first word (or a compound family name), the last word, and what lies between."""
    words = name_words(name)
    if len(words) < 2:
        return NameParts("", "", "".join(words))
    families = _families(words)
    return NameParts(" ".join(words[:families]), " ".join(words[families:-1]), words[-1])


def name_keys(name: str) -> NameKeys:
    """Every key of one name, some 10 µs. An empty name has empty keys."""
    words = name_words(name)
    read = [_read(word) for word in words]
    families = _families(words) if len(words) > 1 else 0
    folded = [word.folded for word in read]
    return NameKeys(
        match_key=" ".join(word.toned for word in read),
        full_name_key=" ".join(word.bare for word in read),
        fold_key=" ".join(folded),
        order_key=" ".join(sorted(folded)),
        family_key=" ".join(folded[:families]),
        middle_key=" ".join(folded[families:-1]),
        given_key=folded[-1] if folded else "",
        initials="".join(word.bare[:1] for word in read),
        is_abbreviated=any(is_initial(word) for word in words),
    )


def fold(word: str) -> str:
    """One word without tones and without what spelling varies: "Xùng" and "Sung" → "sung"."""
    return _read(word).folded


@lru_cache(maxsize=_CACHE)
def is_initial(word: str) -> bool:
    """A word that stands for a longer one: it ends in a full stop or has no vowel ("Ng", "V.", "Th"; not "A")."""
    return word.endswith(".") or not _VOWEL.search(search_key(word))


def _families(words: list[str]) -> int:
    """How many words the family name has."""
    opening = tuple(_read(word).bare for word in words[:2])
    return 2 if len(words) > 2 and opening in _COMPOUND_FAMILIES else 1


@lru_cache(maxsize=_CACHE)
def _read(word: str) -> _Word:
    toned = match_key(word.rstrip("."))
    bare = search_key(toned).replace(" ", "")  # a sign such as ¼ comes apart
    folded = bare
    for pattern, letters in _FOLDS:
        folded = pattern.sub(letters, folded, count=1)
    return _Word(toned, bare, folded)
