"""Small PDF files written by hand: text at given places, ruling lines, a picture; no PDF writer is needed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field


@dataclass
class Page:
    """``texts``: (x, y, words) in points from the lower left corner; ``lines``: (x0, y0, x1, y1)."""

    texts: list[tuple[float, float, str]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    picture: bool = False


def paragraphs(*texts: str, top: float = 780.0) -> Page:
    """A page with one line per text."""
    return Page([(85.0, top - 20.0 * at, text) for at, text in enumerate(texts)])


def ruled(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    """All lines of a full grid."""
    flat = [(xs[0], y, xs[-1], y) for y in ys]
    return flat + [(x, min(ys), x, max(ys)) for x in xs]


def pdf(*pages: Page) -> bytes:
    """A PDF 1.4 file. Letters are numbered in order of use and named by a ToUnicode table, as PDF writers do."""
    letters = sorted({letter for page in pages for _, _, text in page.texts for letter in text})
    codes = {letter: code for code, letter in enumerate(letters, 33)}  # codes below 33 are control characters
    count = len(pages)
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    kids = " ".join(f"{10 + 2 * at} 0 R" for at in range(count))
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()
    objects[3] = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /FirstChar 0 /LastChar 255 /Widths ["
        + b"500 " * 256
        + b"] /Encoding /WinAnsiEncoding /ToUnicode 4 0 R >>"
    )
    objects[4] = _stream(_to_unicode(codes))
    objects[5] = _stream(
        b"\xff" * 64, b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    )
    for at, page in enumerate(pages):
        resources = b"/Resources << /Font << /F 3 0 R >> /XObject << /I 5 0 R >> >>"
        objects[10 + 2 * at] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents %d 0 R >>" % (
            resources,
            11 + 2 * at,
        )
        objects[11 + 2 * at] = _stream(_content(page, codes))
    return _file(objects)


def _content(page: Page, codes: dict[str, int]) -> bytes:
    parts = []
    for x, y, text in page.texts:
        letters = "".join(f"{codes[letter]:02x}" for letter in text)
        parts.append(f"BT /F 12 Tf {x} {y} Td <{letters}> Tj ET")
    parts += [f"0.5 w {x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in page.lines]
    if page.picture:
        parts.append("q 500 0 0 700 40 60 cm /I Do Q")
    return "\n".join(parts).encode()


def _to_unicode(codes: dict[str, int]) -> bytes:
    names = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{names}\nendbfchar\nendcmap end end"
    ).encode()


def _stream(content: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), extra, packed)


def _file(objects: dict[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    begin = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        used = number in places
        out += b"%010d %05d %s \n" % (places.get(number, 0), 0 if used else 65535, b"n" if used else b"f")
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, begin)
    return bytes(out)
