"""Whether a certificate is of the person whose name a document prints above the signature."""

from __future__ import annotations

import re
from collections.abc import Callable

from binhyen.kit.vietnamese.text import match_key, search_key

_WORD = re.compile(r"[^\W_]+")
_RANKS = {"tuong", "ta", "uy"}  # "Đại tá", "Thiếu tướng", "Thượng úy"
_LEAST = 2  # words of a name: one alone is too many people's


def same_person(*, printed: str, certificate: str) -> bool:
    """A certificate holds the name, beside an office or a code; a document prints a rank before it ("Đại tá …").

    Tones count where the certificate has them; many are written without.
    """
    key: Callable[[str], str] = search_key if certificate.isascii() else match_key
    name, held = _WORD.findall(key(printed)), _WORD.findall(key(certificate))
    if len(name) >= 2 + _LEAST and search_key(name[1]) in _RANKS:
        name = name[2:]
    if len(name) < _LEAST:
        return bool(name) and name == held
    return any(held[at : at + len(name)] == name for at in range(len(held) - len(name) + 1))
