"""Binary Office containers: never read, but each refused by what it is."""

from __future__ import annotations

from collections.abc import Callable

from binhyen.operations.directives.reader.values import RawLine, Refused


def _named(stream: str) -> bytes:
    """Names in the directory of an OLE file are UTF-16."""
    return stream.encode("utf-16-le")


def lines_of(data: bytes, progress: Callable[[int, int], None]) -> tuple[list[RawLine], list[str]]:
    """Always Refused: ENCRYPTED, MACRO, WRONG_KIND or OLD_FORMAT."""
    progress(0, 1)
    if _named("EncryptedPackage") in data or _named("EncryptionInfo") in data:
        raise Refused(
            "ENCRYPTED",
            "Tài liệu có đặt mật khẩu mở. Hãy mở bằng Word, vào Tệp → Thông tin → Bảo vệ tài liệu, xóa mật khẩu, "
            "lưu lại rồi nộp.",
        )
    if _named("Workbook") in data and _named("WordDocument") not in data:
        raise Refused(
            "WRONG_KIND", "Đây là bảng tính Excel đời cũ (.xls), không phải văn bản. Hãy nộp bản .docx hoặc .pdf."
        )
    raise Refused(
        "OLD_FORMAT",
        "Đây là tệp Word đời cũ (.doc). Hãy mở bằng Word hoặc LibreOffice, chọn “Lưu thành” kiểu "
        "“Word Document (.docx)” rồi nộp lại; chữ và bảng được giữ nguyên.",
    )
