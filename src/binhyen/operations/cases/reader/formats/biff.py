"""What the library leaves out of an .xls: hidden rows and columns, and how many formulas there are.

Records of the workbook stream (BIFF8) in an OLE file. Whatever is not as expected is left out: these are only hints.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_SECTOR_SHIFT, _FAT_COUNT, _DIRECTORY, _FAT_LIST = 30, 44, 48, 76
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA  # from here on numbers are signs, not sectors
_BOF, _EOF, _SHEET, _ROW, _COLUMNS, _FORMULA = 0x809, 0x0A, 0x85, 0x208, 0x7D, 0x06
_ROW_HIDDEN = 0x20
_COLUMN_HIDDEN = 0x01
_FAT_LIST_LENGTH = 109


@dataclass(slots=True)
class Hints:
    """Of one sheet: row numbers from 1, columns from 0."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    formulas: int = 0


def hints(data: bytes) -> list[Hints]:
    """Hints of each sheet in the order of the tabs; [] where the file is built otherwise."""
    try:
        stream = _stream(data)
        return [_of_sheet(stream, start) for start in _sheets(stream)]
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return []


def _stream(data: bytes) -> bytes:
    """The workbook stream, or b"" where there is none of the usual length."""
    size = 1 << struct.unpack_from("<H", data, _SECTOR_SHIFT)[0]
    if size not in (512, 4096):
        return b""
    count = min(struct.unpack_from("<I", data, _FAT_COUNT)[0], _FAT_LIST_LENGTH)
    tables = struct.unpack_from(f"<{count}I", data, _FAT_LIST)
    links = [link for each in tables for link in struct.unpack(f"<{size // 4}I", _sector(data, each, size))]
    directory = b"".join(_chain(data, links, struct.unpack_from("<I", data, _DIRECTORY)[0], size))
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, length - 2)].decode("utf-16-le")
        if name.lower() in ("workbook", "book"):
            start, whole = struct.unpack_from("<IQ", directory, at + 116)
            return b"".join(_chain(data, links, start, size))[: whole & 0xFFFFFFFF]
    return b""


def _sector(data: bytes, number: int, size: int) -> bytes:
    found = data[(number + 1) * size : (number + 2) * size]
    if len(found) != size:
        raise ValueError("beyond the end")
    return found


def _chain(data: bytes, links: list[int], start: int, size: int) -> Iterator[bytes]:
    number, passed = start, 0
    while number < _LAST_SECTOR and passed <= len(links):
        yield data[(number + 1) * size : (number + 2) * size]
        number, passed = links[number], passed + 1


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int]]:
    """(kind, where its body starts) up to the end of the substream."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4
        at += 4 + length
        if kind == _EOF:
            return


def _sheets(stream: bytes) -> list[int]:
    """Where each worksheet starts; charts and macro sheets are none."""
    return [
        struct.unpack_from("<I", stream, body)[0]
        for kind, body in _records(stream, 0)
        if kind == _SHEET and stream[body + 5] == 0
    ]


def _of_sheet(stream: bytes, start: int) -> Hints:
    found, depth = Hints(), 0
    for kind, body in _records(stream, start):
        depth += kind == _BOF
        if kind == _ROW and struct.unpack_from("<H", stream, body + 12)[0] & _ROW_HIDDEN:
            found.rows.add(struct.unpack_from("<H", stream, body)[0] + 1)
        elif kind == _COLUMNS:
            first, last, _, _, options = struct.unpack_from("<HHHHH", stream, body)
            if options & _COLUMN_HIDDEN:
                found.columns.update(range(first, min(last, 255) + 1))
        elif kind == _FORMULA:
            found.formulas += 1
        if depth > 1:  # an embedded chart: nothing below it is of the sheet
            break
    return found
