"""Text in the encodings of the 1990s: TCVN3 (ABC, fonts .Vn…), VNI-Windows (fonts VNI-…), VIQR; and twice-coded UTF-8.

All tables are applied to text that was read one byte per character (Latin-1 or Windows-1252), which is how such text
looks inside Word files and after a plain byte read. Detection counts how many words become Vietnamese syllables.

Sources of the tables: TCVN 5712:1993, table VN3; VNI Software's double-byte code for Windows; RFC 1456 for VIQR.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from binhyen.kit.vietnamese.syllables import is_marked_syllable, is_syllable

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
# VNI writes a vowel, then one character for hat and tone together. Keys are lower case; upper case is derived.
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300",
    "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300",
    "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_ALONE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
_VNI_PLAIN = "aeouy"  # vowels that may take a mark; a alone takes the breve, e and o the hat
_VNI_PAIR = re.compile("([aeouyôöAEOUYÔÖ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])|([íìæóòîñôöÍÌÆÓÒÎÑÔÖ])")
_VIQR = re.compile(r"\\([\\.?'`~^(+])|([dD])[dD]|([aeiouyAEIOUY])([(^+]?)(['`?~.]?)")
_VIQR_MARKS = {
    "(": "\u0306",
    "^": "\u0302",
    "+": "\u031b",
    "'": "\u0301",
    "`": "\u0300",
    "?": "\u0309",
    "~": "\u0303",
    ".": "\u0323",
}
_VIQR_SURE = re.compile(r"[aeoAEO]\^|[ouOU]\+|[aA]\(|\bdd|[aeiouy]['`~?](?=[a-z])")
_WORD = re.compile(r"[^\W\d_]+")
_TCVN3_FONT = re.compile(r"^\.vn", re.IGNORECASE)
_VNI_FONT = re.compile(r"^vni[- ]", re.IGNORECASE)
_SAMPLE_CHARS = 20_000  # enough to decide, keeps detection cheap on long files
_GAIN = 0.15  # a conversion must lift the share of Vietnamese words by this much to be believed
_PLAUSIBLE = 0.30  # and reach at least this share of words that only Vietnamese writes


class Legacy(StrEnum):
    TCVN3 = "TCVN3"
    VNI = "VNI"
    VIQR = "VIQR"
    UTF8_TWICE = "UTF8_TWICE"


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """TCVN3 (ABC) to Unicode. ``capitals``: the font's name ends in H (.VnTimeH), small letters print as capitals."""
    out = "".join(_TCVN3.get(c, c) for c in text)
    return unicodedata.normalize("NFC", out.upper() if capitals else out)


def from_vni(text: str) -> str:
    """VNI-Windows to Unicode."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_vni_letter, text))


def from_viqr(text: str) -> str:
    """VIQR (RFC 1456) to Unicode; a backslash keeps the next mark as it is."""
    return unicodedata.normalize("NFC", _VIQR.sub(_viqr_letter, text))


def from_utf8_twice(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 ("Káº¿ hoáº¡ch"); the text unchanged where it is something else."""
    try:
        return unicodedata.normalize("NFC", _as_bytes(text).decode("utf-8"))
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def legacy_of_font(name: str | None) -> Legacy | None:
    """Which encoding a font's name promises; whether the text keeps the promise is for ``detect_legacy`` to say."""
    if not name:
        return None
    if _TCVN3_FONT.match(name):
        return Legacy.TCVN3
    return Legacy.VNI if _VNI_FONT.match(name) else None


def is_capital_font(name: str | None) -> bool:
    """Fonts such as .VnTimeH and .VnArialH draw small letters as capitals."""
    return bool(name) and legacy_of_font(name) is Legacy.TCVN3 and str(name).rstrip().endswith("H")


def convert(text: str, legacy: Legacy, *, capitals: bool = False) -> str:
    match legacy:
        case Legacy.TCVN3:
            return from_tcvn3(text, capitals=capitals)
        case Legacy.VNI:
            return from_vni(text)
        case Legacy.VIQR:
            return from_viqr(text)
        case Legacy.UTF8_TWICE:
            return from_utf8_twice(text)


def vietnamese_share(text: str) -> float:
    """Share (0 to 1) of the words that only Vietnamese writes: some 0.7-0.9 in Vietnamese, 0 in English."""
    words = _WORD.findall(text[:_SAMPLE_CHARS])
    return sum(map(is_marked_syllable, words)) / len(words) if words else 0.0


def toneless_share(text: str) -> float:
    """Share (0 to 1) of the words that could be Vietnamese typed without marks: near 1 there, below 0.5 in English."""
    words = _WORD.findall(text[:_SAMPLE_CHARS])
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def detect_legacy(text: str) -> Legacy | None:
    """The old encoding a text is written in, None for Unicode and for anything doubtful."""
    sample = text[:_SAMPLE_CHARS]
    if sample.isascii():
        return Legacy.VIQR if _looks_viqr(sample) else None
    before = vietnamese_share(sample)
    shares = {each: vietnamese_share(convert(sample, each)) for each in (Legacy.TCVN3, Legacy.VNI, Legacy.UTF8_TWICE)}
    best = max(shares, key=lambda each: shares[each])
    return best if shares[best] >= _PLAUSIBLE and shares[best] - before >= _GAIN else None


def _looks_viqr(sample: str) -> bool:
    words = _WORD.findall(sample)
    if not words or len(_VIQR_SURE.findall(sample)) < max(2, len(words) // 5):
        return False
    return vietnamese_share(from_viqr(sample)) >= _PLAUSIBLE


def _vni_letter(found: re.Match[str]) -> str:
    vowel, mark, alone = found.groups()
    if alone:
        return _cased(_VNI_ALONE[alone.lower()], alone)
    low = vowel.lower()
    base = _VNI_ALONE.get(low, low)
    marks = _VNI_MARKS[mark.lower()]
    if not _vni_allows(low, marks):
        return found.group() if low not in _VNI_ALONE else _cased(base, vowel) + mark
    return unicodedata.normalize("NFC", _cased(base, vowel) + marks)


def _vni_allows(vowel: str, marks: str) -> bool:
    if marks[0] == "\u0306":
        return vowel == "a"
    if marks[0] == "\u0302":
        return vowel in "aeo"
    return True


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter


def _viqr_letter(found: re.Match[str]) -> str:
    escaped, dee, vowel, hat, tone = found.groups()
    if escaped:
        return escaped
    if dee:
        return "Đ" if dee == "D" else "đ"
    allowed = {"(": "a", "^": "aeo", "+": "ou", "": "aeiouy"}[hat]
    if vowel.lower() not in allowed:
        return found.group()
    return vowel + _VIQR_MARKS.get(hat, "") + _VIQR_MARKS.get(tone, "")


def _as_bytes(text: str) -> bytes:
    """Windows-1252 with its five holes filled from Latin-1, as browsers and Word do."""
    return b"".join(c.encode("latin-1") if c <= "\x9f" else c.encode("cp1252") for c in text)
