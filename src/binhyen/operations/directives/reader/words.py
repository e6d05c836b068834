"""Vietnamese words as the reader compares them: case, old and new tone marks set aside, lengths kept."""

from __future__ import annotations

import re
from functools import lru_cache

# Old tone placement (hoà, tuý) to new (hòa, túy); only at the end of a syllable, "hoàn" stays.
_OLD = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE = re.compile("(?:" + "|".join(_OLD) + r")(?!\w)")
_QU = re.compile(r"(?<=q)(?:ùy|úy|ủy|ũy|ụy)")
_QU_BACK = {"ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}
_SIGNS = (("–", "-"), ("—", "-"), ("‑", "-"), ("−", "-"), ("\u00a0", " "), ("’", "'"), ("\t", " "))
# "kì", "lí" are read as "kỳ", "lý".
_Y_FOR_I = re.compile(r"\b([hklm])([ìíỉĩị])(?!\w)")
_I_TO_Y = {"ì": "ỳ", "í": "ý", "ỉ": "ỷ", "ĩ": "ỹ", "ị": "ỵ"}
# Letters for patterns: ranges such as À-Ỹ would take in both cases.
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = UPPER.lower()


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """``text`` in lower case with new tone marks, character for character as long as before."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    for sign, plain in _SIGNS:
        low = low.replace(sign, plain)
    low = _OLD_TONE.sub(lambda found: _OLD[found.group()], low)
    low = _QU.sub(lambda found: _QU_BACK[found.group()], low)
    return _Y_FOR_I.sub(lambda found: found.group(1) + _I_TO_Y[found.group(2)], low)


def squeeze(text: str) -> str:
    """One space between words, none at the ends."""
    return " ".join(text.split())


def is_capital(char: str) -> bool:
    return char.isupper()


def mostly_capitals(text: str) -> bool:
    """Is a heading printed in capitals (quotes and codes aside)?"""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 3 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)
