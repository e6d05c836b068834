"""How wide words are in the letters of official documents.

Tinos is as wide as Times New Roman letter by letter, and free: what is measured here is what Word and our PDF print.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PIL import ImageFont

from binhyen.kit.paths import ROOT

LETTERS = ROOT / "node_modules" / "@expo-google-fonts" / "tinos"
_CUTS = {
    (False, False): "400Regular/Tinos_400Regular.ttf",
    (True, False): "700Bold/Tinos_700Bold.ttf",
    (False, True): "400Regular_Italic/Tinos_400Regular_Italic.ttf",
    (True, True): "700Bold_Italic/Tinos_700Bold_Italic.ttf",
}
_EM = 1000
_MM_PER_POINT = 25.4 / 72


class NoLetters(RuntimeError):
    """The letters documents are drawn with are not installed; the message says what to do."""

    def __init__(self) -> None:
        super().__init__("Máy chủ chưa có bộ chữ Tinos để trình bày văn bản. Ở thư mục cài đặt hãy chạy: npm ci")


@lru_cache(maxsize=2048)
def width(text: str, *, size: float, bold: bool = False, italic: bool = False) -> float:
    """Millimetres of ``text`` on one line, ``size`` in points. Raises NoLetters."""
    return float(_cut(bold, italic).getlength(text)) * size / _EM * _MM_PER_POINT


def widest_line(text: str, *, size: float, into: float, bold: bool = False) -> float:
    """Millimetres of the widest line where ``text`` is broken into a column of ``into`` millimetres."""
    widest = 0.0
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and width(longer, size=size, bold=bold) > into:
                widest, line = max(widest, width(line, size=size, bold=bold)), word
            else:
                line = longer
        widest = max(widest, width(line, size=size, bold=bold))
    return min(widest, into)


@cache
def _cut(bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(str(LETTERS / _CUTS[bold, italic]), _EM, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        raise NoLetters from error
