"""Any file people send as a directive, to lines with a place: the first stage of the reader.

``raw_lines`` is the only door. What a file is, its bytes decide; its name is never trusted and never opened.
Readers of heavy formats are loaded only when such a file comes.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from pathlib import Path

from binhyen.operations.directives.reader.values import RawLine, Refused

from . import language, plain
from .kinds import Kind, kind_of
from .limits import MAX_BYTES

Progress = Callable[[int, int], None]
Lines = tuple[list[RawLine], list[str]]
Reader = Callable[[bytes, Progress], Lines]

_READERS = {
    Kind.ZIP: "package",
    Kind.PDF: "pdf",
    Kind.IMAGE: "ocr",
    Kind.HTML: "web",
    Kind.MHTML: "web",
    Kind.OLE: "ole",
    Kind.RTF: "ole",
    Kind.WORD_XML: "ole",
}
_REFUSALS = {
    Kind.ARCHIVE: ("ARCHIVE", "Đây là tệp nén (.rar, .7z, .gz). Hãy giải nén rồi nộp từng văn bản bên trong."),
    Kind.PROGRAM: (
        "NOT_A_DOCUMENT",
        "Đây là một chương trình máy tính, không phải văn bản. Không mở và không lưu tệp này.",
    ),
}


def raw_lines(
    source: str | bytes | os.PathLike[str], *, name: str | None = None, progress: Progress | None = None
) -> Lines:
    """Lines of a source and remarks (Vietnamese) on how it was read.

    ``source``: text as pasted (str, never taken for a path), the content of a file (bytes), or a path to read.
    ``name``: the file's name, used in remarks only.
    ``progress``: called with (done, total) in pages or parts; total is 0 while unknown.

    Raises Refused (codes in docs/howto/read-a-directive.md) with what is wrong, where, and how to mend it.
    """
    tell = progress or _silent
    if isinstance(source, str):
        text, notes = plain.text_of_string(source)
        lines, more = plain.lines_of_text(text)
        return language.checked(lines, notes + more)
    data = source if isinstance(source, bytes) else _content(Path(source))
    lines, notes = _read(data, tell)
    return language.checked(lines, _naming(data, name or _name_of(source)) + notes)


def _read(data: bytes, progress: Progress) -> Lines:
    _check_size(len(data))
    kind = kind_of(data)
    if kind in _REFUSALS:
        raise Refused(*_REFUSALS[kind])
    if kind is Kind.TEXT:
        text, notes = plain.text_of_bytes(data)
        lines, more = plain.lines_of_text(text)
        progress(1, 1)
        return lines, notes + more
    reader: Reader = importlib.import_module(f"{__name__}.{_READERS[kind]}").lines_of
    lines, notes = reader(data, progress)
    lines, more = plain.modern_lines(lines)
    return lines, notes + more


def _check_size(size: int) -> None:
    if size == 0:
        raise Refused("EMPTY", "Tệp rỗng (0 byte). Có thể việc sao chép hoặc tải về bị đứt; hãy lấy lại tệp gốc.")
    if size > MAX_BYTES:
        raise Refused(
            "TOO_LARGE",
            f"Tệp nặng {size / 1_048_576:.0f} MB, vượt giới hạn {MAX_BYTES // 1_048_576} MB. "
            "Nếu là bản quét, hãy quét lại ở 300 dpi đen trắng hoặc tách thành nhiều tệp.",
        )


def _content(path: Path) -> bytes:
    try:
        _check_size(path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("NOT_FOUND", f"Không tìm thấy tệp “{path.name}”. Hãy kiểm tra lại tên và thư mục.") from error
    except OSError as error:
        raise Refused(
            "UNREADABLE", f"Không mở được tệp “{path.name}” ({error.strerror}). Hãy kiểm tra quyền đọc."
        ) from error


def _name_of(source: bytes | os.PathLike[str]) -> str:
    return "" if isinstance(source, bytes) else Path(source).name


_EXPECTED = {
    ".docx": (Kind.ZIP, Kind.OLE),
    ".doc": (Kind.OLE,),
    ".odt": (Kind.ZIP,),
    ".pdf": (Kind.PDF,),
    ".png": (Kind.IMAGE,),
    ".jpg": (Kind.IMAGE,),
    ".jpeg": (Kind.IMAGE,),
    ".tif": (Kind.IMAGE,),
    ".tiff": (Kind.IMAGE,),
}
_CALLED = {
    Kind.HTML: "trang web (HTML)",
    Kind.MHTML: "trang web lưu một tệp (MHTML)",
    Kind.TEXT: "văn bản thuần",
    Kind.ZIP: "tài liệu Word hoặc ODT",
    Kind.PDF: "PDF",
    Kind.IMAGE: "ảnh",
    Kind.OLE: "tài liệu Office đời cũ",
}


def _naming(data: bytes, name: str) -> list[str]:
    """A remark where the name promises one thing and the bytes are another."""
    ending = os.path.splitext(name)[1].lower()
    kind = kind_of(data)
    if ending not in _EXPECTED or kind in _EXPECTED[ending]:
        return []
    return [f"Tên tệp có đuôi “{ending}” nhưng nội dung là {_CALLED.get(kind, kind.value)}; đã đọc theo nội dung."]


def _silent(_done: int, _total: int) -> None:
    return None
