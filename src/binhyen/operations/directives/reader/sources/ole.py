"""Word files of before 2007 (.doc), RTF and one-piece Word XML: turned into .docx by LibreOffice where it is installed,
else refused with advice. Other binary Office files are refused by what they are."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from binhyen.operations.directives.reader.values import RawLine, Refused

from . import package
from .kinds import Kind, kind_of
from .limits import CONVERSION_SECONDS

_PROGRAMS = ("soffice", "libreoffice")
_ENDINGS = {Kind.OLE: "doc", Kind.RTF: "rtf", Kind.WORD_XML: "xml"}
_CALLED = {Kind.OLE: "Word đời cũ (.doc)", Kind.RTF: "RTF", Kind.WORD_XML: "Word dạng XML một khối"}


def lines_of(data: bytes, progress: Callable[[int, int], None]) -> tuple[list[RawLine], list[str]]:
    """Lines of an old Word file; Refused ENCRYPTED, MACRO, WRONG_KIND or OLD_FORMAT where it cannot be read."""
    kind = kind_of(data)
    if kind is Kind.OLE:
        _check_container(data)
    progress(0, 0)
    modern = _as_docx(data, _ENDINGS[kind])
    if modern is None:
        raise Refused(
            "OLD_FORMAT",
            f"Đây là tệp {_CALLED[kind]}, máy này chưa đọc được. Hãy mở bằng Word hoặc LibreOffice, chọn “Lưu thành” "
            "(Save As) kiểu “Word Document (.docx)” rồi nộp lại; chữ và bảng được giữ nguyên.",
        )
    lines, notes = package.lines_of(modern, progress)
    return lines, [f"Tệp {_CALLED[kind]} đã được LibreOffice chuyển sang .docx trước khi đọc.", *notes]


def _check_container(data: bytes) -> None:
    if _holds(data, "EncryptedPackage") or _holds(data, "EncryptionInfo"):
        raise Refused(
            "ENCRYPTED",
            "Tài liệu có đặt mật khẩu mở. Hãy mở bằng Word, vào Tệp → Thông tin → Bảo vệ tài liệu, xóa mật khẩu, "
            "lưu lại rồi nộp.",
        )
    if _holds(data, "_VBA_PROJECT"):
        raise package.MACRO
    if _holds(data, "Workbook") and not _holds(data, "WordDocument"):
        raise Refused(
            "WRONG_KIND", "Đây là bảng tính Excel đời cũ (.xls), không phải văn bản. Hãy nộp bản .docx hoặc .pdf."
        )


def _holds(data: bytes, stream: str) -> bool:
    """Names in the directory of an OLE file are UTF-16."""
    return stream.encode("utf-16-le") in data


def _as_docx(data: bytes, ending: str) -> bytes | None:
    """The same document as .docx; None where LibreOffice is missing, fails or takes too long.

    It runs with a profile of its own, so that it disturbs no other and keeps nothing.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="binhyen-doc-") as folder:
        source = Path(folder) / f"van-ban.{ending}"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        asked = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx"]
        try:
            subprocess.run(  # noqa: S603
                [*asked, "--outdir", folder, str(source)], capture_output=True, timeout=CONVERSION_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        made = source.with_suffix(".docx")
        return made.read_bytes() if made.exists() else None
