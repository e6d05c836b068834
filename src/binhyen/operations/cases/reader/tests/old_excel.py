"""The smallest .xls (BIFF8 in an OLE file) that holds a grid, merged ranges and days: no library here writes one."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from datetime import date

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST_STREAM = 4096  # shorter streams would need a second table


def xls(
    rows: Sequence[Sequence[object] | None],
    *,
    merges: Sequence[tuple[int, int, int, int]] = (),
    hidden: Sequence[int] = (),
) -> bytes:
    """One sheet. ``merges``: first row, last row, first column, last column, all from 0. ``hidden``: rows from 0."""
    return _compound(_workbook(rows, merges, hidden))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _workbook(
    rows: Sequence[Sequence[object] | None], merges: Sequence[tuple[int, int, int, int]], hidden: Sequence[int]
) -> bytes:
    texts = list(dict.fromkeys(each for row in rows for each in row or () if isinstance(each, str)))
    globals_before = _bof(5) + _record(0x42, struct.pack("<H", 1200)) + _style(0) + _style(14)
    strings = b"".join(struct.pack("<HB", len(each), 1) + each.encode("utf-16-le") for each in texts)
    globals_after = _record(0xFC, struct.pack("<II", len(texts), len(texts)) + strings) + _record(0x0A, b"")
    name = "Danh sách".encode("utf-16-le")
    size = len(globals_before) + len(globals_after) + 4 + 8 + len(name)
    sheet = _record(0x85, struct.pack("<IBBBB", size, 0, 0, len(name) // 2, 1) + name)
    return globals_before + sheet + globals_after + b"".join(_sheet(rows, texts, merges, hidden))


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def _style(number_format: int) -> bytes:
    return _record(0xE0, struct.pack("<HH", 0, number_format) + bytes(16))


def _sheet(
    rows: Sequence[Sequence[object] | None],
    texts: list[str],
    merges: Sequence[tuple[int, int, int, int]],
    hidden: Sequence[int],
) -> Iterator[bytes]:
    yield _bof(16)
    width = max(len(row or ()) for row in rows)
    yield _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    yield _record(0x7D, struct.pack("<HHHHHH", 9, 9, 0, 0, 1, 0))  # column J is hidden
    for number in hidden:
        yield _record(0x208, struct.pack("<HHHHHHI", number, 0, width, 255, 0, 0, 0x120))
    for number, row in enumerate(rows):
        for column, value in enumerate(row or ()):
            if isinstance(value, str):
                yield _record(0xFD, struct.pack("<HHHI", number, column, 0, texts.index(value)))
            elif isinstance(value, date):
                yield _record(0x203, struct.pack("<HHHd", number, column, 1, (value - date(1899, 12, 30)).days))
            elif isinstance(value, int | float):
                yield _record(0x203, struct.pack("<HHHd", number, column, 0, value))
    ranges = b"".join(struct.pack("<HHHH", *each) for each in merges)
    yield _record(0xE5, struct.pack("<H", len(merges)) + ranges)
    yield _record(0x0A, b"")


def _compound(stream: bytes) -> bytes:
    stream = stream.ljust(_SMALLEST_STREAM, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    table = [_FAT, _END, *range(3, 2 + sectors), _END]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _SMALLEST_STREAM, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    root = _entry("Root Entry", 5, 1, _END, 0)
    book = _entry("Workbook", 2, _FREE, 2, len(stream))
    directory = (root + book).ljust(_SECTOR, b"\0")
    return header + struct.pack(f"<{len(table)}I", *table) + directory + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + struct.pack("<III", _FREE, _FREE, child)
    return entry + bytes(16) + bytes(4) + bytes(16) + struct.pack("<IQ", start, size)
