"""Bytes and pasted text to lines: encodings of the last thirty years, line numbers as ``cat -n`` counts them."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from binhyen.kit.vietnamese.legacy import Legacy, convert, detect_legacy, vietnamese_share
from binhyen.kit.vietnamese.text import clean, nfc
from binhyen.operations.directives.reader.values import RawLine, Refused

from .limits import MAX_TEXT_BYTES

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1258": "Windows-1258",
    Legacy.TCVN3: "TCVN3 (ABC)",
    Legacy.VNI: "VNI-Windows",
    Legacy.VIQR: "VIQR",
    Legacy.UTF8_TWICE: "UTF-8 bị đổi mã hai lần",
}
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s")
_BOLD = re.compile(r"^\s*(?:[-*+]\s+)?(\*\*|__)(?=\S)(?:(?!\1).)+\1\s*(?:<br\s*/?>)?\s*$")
_BARE_CR = re.compile("\r(?!\n)")


def text_of_bytes(data: bytes) -> tuple[str, list[str]]:
    """Decoded text (encoding found from the bytes alone) and remarks for the reader."""
    if len(data) > MAX_TEXT_BYTES:
        raise Refused(
            "TOO_LARGE",
            f"Tệp văn bản thuần dài {len(data) // 1_048_576} MB, giới hạn là {MAX_TEXT_BYTES // 1_048_576} MB. "
            "Hãy kiểm tra lại có chọn nhầm tệp không, hoặc tách thành nhiều tệp.",
        )
    text, encoding = _decode(data)
    text, legacy = _modern(text)
    found = legacy or encoding
    notes = [f"Tệp dùng bảng mã {_NAMES[found]}, đã chuyển sang Unicode."] if found in _NAMES else []
    return text, notes


def text_of_string(text: str) -> tuple[str, list[str]]:
    """Pasted text: the same repairs, without guessing bytes."""
    text, legacy = _modern(text)
    return text, [f"Văn bản dùng bảng mã {_NAMES[legacy]}, đã chuyển sang Unicode."] if legacy else []


def lines_of_text(text: str) -> tuple[list[RawLine], list[str]]:
    """One RawLine per line, empty ones too, numbered from 1 as ``cat -n`` does; a form feed starts a new page.

    Columns are those of the NFC text; every control character has become one space.
    """
    notes = ["Văn bản có ký tự NUL, đã bỏ qua."] if "\0" in text else []
    if "\n" not in text and "\r" in text:
        text = _BARE_CR.sub("\n", text)
    lines: list[RawLine] = []
    paged = "\f" in text
    page = 1
    for number, raw in enumerate(text.split("\n"), 1):
        page += raw.count("\f")
        line = clean(raw).rstrip()
        heading = _HEADING.match(line)
        lines.append(
            RawLine(
                number=number,
                text=line,
                page=page if paged else None,
                heading=len(heading.group(1)) if heading else None,
                bold=bool(_BOLD.match(line)),
            )
        )
    while lines and not lines[-1].text:
        lines.pop()
    return lines, notes


def modern_lines(lines: list[RawLine]) -> tuple[list[RawLine], list[str]]:
    """Lines of a document whose letters are still in an old encoding (a PDF or page made with .Vn or VNI fonts)."""
    step = max(1, len(lines) // 400)
    legacy = detect_legacy("\n".join(line.text for line in lines[::step]))
    if legacy is None or legacy is Legacy.VIQR:
        return lines, []
    modern = [
        replace(line, text=convert(line.text, legacy), cells=tuple(convert(cell, legacy) for cell in line.cells))
        for line in lines
    ]
    return modern, [f"Chữ trong tệp dùng bảng mã {_NAMES[legacy]}, đã chuyển sang Unicode."]


def _decode(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace"), encoding
    wide = _utf16_without_bom(data)
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mostly_utf8(data, error.start):
            return data.decode("utf-8", "replace"), "utf-8"
    return _one_byte(data)


def _utf16_without_bom(data: bytes) -> str:
    """Latin text in UTF-16 has a zero in every other byte."""
    sample = data[:4096]
    if len(sample) < 8:
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.35 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.35 and odd < half * 0.05 else ""


def _mostly_utf8(data: bytes, first_error: int) -> bool:
    """A torn or patched UTF-8 file: errors are rare and Vietnamese is plain to see."""
    text = data[: first_error + 200_000].decode("utf-8", "replace")
    return text.count("\ufffd") * 100 <= len(text) and vietnamese_share(text) > 0.2


def _one_byte(data: bytes) -> tuple[str, str]:
    """Windows-1258 keeps its own tone marks; everything else is looked at as Latin-1 by ``detect_legacy``."""
    latin = data.decode("latin-1")
    windows = nfc(data.decode("cp1258", "replace"))
    legacy = detect_legacy(latin)
    share = vietnamese_share(convert(latin, legacy)) if legacy else vietnamese_share(latin)
    if vietnamese_share(windows) > share:
        return windows, "cp1258"
    return latin, "latin-1"


def _modern(text: str) -> tuple[str, Legacy | None]:
    legacy = detect_legacy(text)
    return (convert(text, legacy), legacy) if legacy else (text, None)
