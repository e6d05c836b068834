"""Names: what is stored, and the words under which a name is found."""

from collections.abc import Iterable
from functools import lru_cache

from binhyen.kit.vietnamese.names import NameKeys, name_keys, name_words
from binhyen.kit.vietnamese.text import clean, collapse, search_key

from .problems import Problem

LONGEST_NAME, LONGEST_TOKEN = 120, 40


@lru_cache(maxsize=1_024)
def keys(name: str) -> NameKeys:
    """Keys of a name, kept for the moment: the row and its words ask one after the other."""
    return name_keys(name)


def tidy(name: str) -> str:
    """As written, in NFC, with single spaces."""
    return collapse(clean(name))


def check_name(name: str) -> tuple[Problem, ...]:
    if not name_words(name):
        return (Problem("full_name", "Họ và tên còn trống hoặc không có chữ cái nào.", grave=True),)
    if len(name) > LONGEST_NAME:
        return (Problem("full_name", f"Họ và tên dài quá {LONGEST_NAME} ký tự.", grave=True),)
    return ()


def tokens(names: Iterable[str]) -> frozenset[str]:
    """Words without tones of all names of a person, and the same words as other offices spell them."""
    found: set[str] = set()
    for name in names:
        found.update(search_key(name).split())
        found.update(keys(name).fold_key.split())
    return frozenset(word[:LONGEST_TOKEN] for word in found)
