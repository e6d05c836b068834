"""Zip packages: which document is inside, and is it safe to unpack? (.docx, .odt; others are refused by name.)"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lxml import etree

from binhyen.kit.zipped import carries_macros
from binhyen.operations.directives.reader.values import RawLine, Refused

from . import odt, word
from .limits import (
    MAX_UNZIPPED_BYTES,
    MAX_XML_BYTES,
    MAX_ZIP_MEMBERS,
    MAX_ZIP_RATIO,
    RATIO_COUNTS_FROM_BYTES,
)

_CORRUPT = Refused(
    "CORRUPT",
    "Tệp bị hỏng hoặc bị cắt cụt, không mở được. Hãy mở bằng Word, lưu lại thành tệp .docx mới rồi nộp, "
    "hoặc xin lại tệp gốc nơi gửi.",
)
_BOMB = Refused(
    "ZIP_BOMB",
    "Tệp nén bất thường: bung ra lớn hơn nhiều lần so với một văn bản thật, có thể là tệp phá hoại. "
    "Đã dừng, không bung. Hãy xin lại tệp gốc nơi gửi.",
)
MACRO = Refused(
    "MACRO",
    "Tài liệu Word có chứa macro (chương trình tự chạy) nên không nhận. "
    "Hãy mở bằng Word, chọn “Lưu thành” kiểu “Word Document (.docx)” để bỏ macro rồi nộp lại.",
)


def lines_of(data: bytes, progress: Callable[[int, int], None]) -> tuple[list[RawLine], list[str]]:
    """Lines of the document in a zip package."""
    with guarded(), zipfile.ZipFile(io.BytesIO(data)) as package:
        members = _checked(package)
        kind = _kind(package, members)
        if kind == "docx":
            return word.lines_of(package, progress)
        if kind == "odt":
            return odt.lines_of(package, progress)
        raise Refused(*_OTHERS[kind])


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever a torn or forged package makes the unpacker or the XML parser say becomes one refusal."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.LxmlError,
        EOFError,
        KeyError,
        NotImplementedError,  # a packing method we do not have
        RuntimeError,  # an encrypted member
        OSError,
        UnicodeError,
        ValueError,
    ) as error:
        raise _CORRUPT from error


def _checked(package: zipfile.ZipFile) -> frozenset[str]:
    infos = package.infolist()
    if len(infos) > MAX_ZIP_MEMBERS or sum(each.file_size for each in infos) > MAX_UNZIPPED_BYTES:
        raise _BOMB
    for each in infos:
        xml = each.filename.endswith((".xml", ".rels"))
        swollen = each.file_size > RATIO_COUNTS_FROM_BYTES and each.file_size > MAX_ZIP_RATIO * max(
            1, each.compress_size
        )
        if swollen or (xml and each.file_size > MAX_XML_BYTES):
            raise _BOMB
        if each.flag_bits & 1:
            raise Refused("ENCRYPTED", "Tệp nén có đặt mật khẩu, không đọc được. Hãy bỏ mật khẩu, lưu lại rồi nộp.")
    return frozenset(each.filename for each in infos)


_OTHERS = {
    "sheet": (
        "WRONG_KIND",
        (
            "Đây là bảng tính Excel, không phải văn bản chỉ đạo. Hãy nộp văn bản (.docx, .pdf); "
            "nếu phụ lục nằm trong bảng tính, hãy lưu nó thành PDF."
        ),
    ),
    "slides": (
        "WRONG_KIND",
        "Đây là tệp trình chiếu (PowerPoint), không phải văn bản. Hãy nộp văn bản .docx hoặc .pdf.",
    ),
    "archive": ("ARCHIVE", "Đây là tệp nén chứa nhiều tệp. Hãy giải nén rồi nộp từng văn bản bên trong."),
}


def _kind(package: zipfile.ZipFile, members: frozenset[str]) -> str:
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in members else b""
    if b"macroEnabled" in types or carries_macros(members):
        raise MACRO
    if b"wordprocessingml" in types:
        return "docx"
    if b"spreadsheetml" in types:
        return "sheet"
    if b"presentationml" in types:
        return "slides"
    mime = package.read("mimetype")[:100] if "mimetype" in members else b""
    if mime.startswith(b"application/vnd.oasis.opendocument."):
        flavour = mime.rsplit(b".", 1)[1]
        return "odt" if flavour.startswith(b"text") else "slides" if flavour.startswith(b"pres") else "sheet"
    return "archive"
