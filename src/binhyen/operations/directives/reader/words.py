"""Vietnamese words as the reader compares them: case, old and new tone marks set aside, lengths kept."""

from __future__ import annotations

import re

# Old tone placement (hoà, tuý) to new (hòa, túy); only at the end of a syllable, "hoàn" stays.
_OLD = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE = re.compile("(?:" + "|".join(_OLD) + r")(?![a-zà-ỹđ])")
_QU = re.compile(r"(?<=q)(?:ùy|úy|ủy|ũy|ụy)")
_QU_BACK = {"ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}
# A printed "y" and "i" that stand for the same sound at the end of a syllable.
_SIGNS = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " ", "’": "'", "\t": " "})
_I_FOR_Y = re.compile(r"\b([hklmst])([ỳýỷỹỵ])(?![a-zà-ỹđ])")
_Y_TO_I = {"ỳ": "ì", "ý": "í", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị"}


def fold(text: str) -> str:
    """``text`` in lower case with new tone marks, character for character as long as before."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    low = low.translate(_SIGNS)
    low = _OLD_TONE.sub(lambda found: _OLD[found.group()], low)
    low = _QU.sub(lambda found: _QU_BACK[found.group()], low)
    return _I_FOR_Y.sub(lambda found: found.group(1) + _Y_TO_I[found.group(2)], low)


def squeeze(text: str) -> str:
    """One space between words, none at the ends."""
    return " ".join(text.split())


def is_capital(char: str) -> bool:
    return char.isupper()


def mostly_capitals(text: str) -> bool:
    """Is a heading printed in capitals (quotes and codes aside)?"""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 3 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)
