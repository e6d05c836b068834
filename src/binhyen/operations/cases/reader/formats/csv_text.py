""".csv and text tables in whatever encoding and with whatever separator they were saved."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial

from binhyen.kit.vietnamese.legacy import Legacy, convert, detect_legacy, vietnamese_share
from binhyen.kit.vietnamese.text import nfc
from binhyen.operations.cases.reader.limits import MAX_CELL_CHARS, MAX_COLUMNS
from binhyen.operations.cases.reader.values import RawRow, SheetCounts, SheetInfo, Unreadable, Value

from .sheet import Numbering, Sheet

_SEPARATORS = ",;\t|"
_SAMPLE_BYTES = 256 * 1024
_SAMPLE_LINES = 100
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NOT_A_TABLE = Unreadable(
    "WRONG_KIND",
    "Tệp không phải là bảng tính đọc được. Hãy mở danh sách bằng Excel, lưu thành tệp .xlsx rồi thả lại.",
)
type Mend = Callable[[str], str]


def sheets_of(data: bytes, name: str) -> list[Sheet]:
    """One sheet. Raises ``Unreadable`` for bytes that are no text."""
    encoding, mend = encoding_of(data)
    separator = _separator(data[:_SAMPLE_BYTES].decode(encoding, "replace"))
    info = SheetInfo(name, 0)
    return [Sheet(info, partial(_rows, data, encoding, separator, mend))]


def encoding_of(data: bytes) -> tuple[str, Mend]:
    """The codec of the bytes and what is still to be done to each cell."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, nfc
    sample = data[:_SAMPLE_BYTES]
    if b"\0" in sample:
        return _without_mark(sample), nfc
    whole_lines = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        text = whole_lines.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(whole_lines)
    legacy = detect_legacy(text)
    return "utf-8", partial(turned, legacy=legacy) if legacy else nfc


def turned(text: str, legacy: Legacy) -> str:
    """A cell out of an old encoding, where that makes it more Vietnamese."""
    if text.isascii() and legacy is not Legacy.VIQR:
        return text
    if max(text) >= "\u0300" and legacy in (Legacy.TCVN3, Legacy.VNI):
        return nfc(text)
    new = convert(text, legacy)
    return new if vietnamese_share(new) >= vietnamese_share(text) else nfc(text)


def _without_mark(sample: bytes) -> str:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for encoding, many, few in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if many > len(sample) // 8 and few <= many // 8:
            return encoding
    if (even + odd) * 50 < len(sample):
        return "utf-8"  # a few stray NULs in a text; they are taken out
    raise _NOT_A_TABLE


def _one_byte(sample: bytes) -> tuple[str, Mend]:
    """Windows-1258, or an old one-byte encoding read as Windows-1252."""
    western = sample.decode("cp1252", "replace")
    legacy = detect_legacy(western)
    vietnamese = nfc(sample.decode("cp1258", "replace"))
    if legacy and vietnamese_share(convert(western, legacy)) > vietnamese_share(vietnamese):
        return "cp1252", partial(turned, legacy=legacy)
    if vietnamese.count("\ufffd") * 100 > len(vietnamese):
        raise _NOT_A_TABLE
    return "cp1258", nfc


def _separator(sample: str) -> str:
    lines = sample.splitlines()[:_SAMPLE_LINES]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]
    return max(_SEPARATORS, key=lambda each: _fits(lines, each))


def _fits(lines: list[str], separator: str) -> float:
    """How many fields the commonest line length gives, times the share of lines that have it."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if any(row)]
    except csv.Error:
        return 0.0
    wide = [each for each in widths if each > 1]
    if not wide:
        return 0.0
    common = max(set(wide), key=lambda each: (wide.count(each), each))
    return common * wide.count(common) / len(widths)


def _rows(data: bytes, encoding: str, separator: str, mend: Mend, counts: SheetCounts) -> Iterator[RawRow]:
    numbering = Numbering()
    lines = _Lines(data, encoding)
    for fields in _records(lines, separator):
        number = numbering.next(None)
        counts.beyond += sum(bool(each) for each in fields[MAX_COLUMNS:])
        values: list[Value] = [mend(each[:MAX_CELL_CHARS]) if each.strip() else None for each in fields[:MAX_COLUMNS]]
        while values and values[-1] is None:
            values.pop()
        if values and not (number == 1 and str(values[0]).lower().startswith("sep=")):
            yield RawRow(number, values)


class _Lines:
    """The lines of the text one by one; the whole text is never decoded at once."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="replace", newline="")

    def __iter__(self) -> Iterator[str]:
        return (line.replace("\0", "") for line in self._stream)


def _records(lines: _Lines, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=separator)
    except csv.Error as error:
        raise Unreadable(
            "CORRUPT",
            "Tệp .csv có dấu ngoặc kép mở mà không đóng nên không tách được cột. "
            "Hãy mở bằng Excel, lưu thành tệp .xlsx rồi thả lại.",
        ) from error
