"""Opening a .docx somebody brought: what is no Word file, carries macros or swells is refused in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from binhyen.kit.zipped import carries_macros

LARGEST, LARGEST_UNPACKED, LARGEST_PART = 30 * 1024 * 1024, 300 * 1024 * 1024, 24 * 1024 * 1024  # bytes
MOST_PARTS, LARGEST_RATIO, SMALL = 5_000, 200, 5 * 1024 * 1024
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_READ = ("word/document.xml", "word/styles.xml", "word/theme/theme1.xml", "word/_rels/document.xml.rels")
Element = Any


class NotDocument(ValueError):
    """The file is not looked at; the message says why and what to do."""


def parts_in(content: bytes) -> Mapping[str, Element]:
    """The XML parts that say how a document looks, by name. Raises NotDocument."""
    if content[:8].startswith(b"\xd0\xcf\x11\xe0"):
        raise NotDocument("Đây là tệp Word đời cũ (.doc) hoặc tệp có mật khẩu. Hãy mở bằng Word, lưu lại thành .docx.")
    if len(content) > LARGEST:
        raise NotDocument("Tệp lớn hơn 30 MB. Hãy nén ảnh trong tệp rồi thử lại.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _harmless(archive)
            names = [
                name for name in archive.namelist() if name in _READ or name.startswith(("word/header", "word/footer"))
            ]
            found = {name: _xml(archive, name) for name in names}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise NotDocument("Tệp không phải Word (.docx), hoặc bị hỏng. Hãy mở tệp, lưu lại thành .docx.") from error
    document = found.get("word/document.xml")
    if document is None or document.find(qn("w:body")) is None:
        raise NotDocument("Tệp không phải văn bản Word (.docx).")
    return found


def _harmless(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if carries_macros(part.filename for part in parts):
        raise NotDocument("Tệp có macro nên không được mở. Hãy lưu lại thành .docx (không phải .docm).")
    unpacked = sum(part.file_size for part in parts)
    swells = unpacked > SMALL and unpacked > LARGEST_RATIO * max(1, sum(part.compress_size for part in parts))
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or swells:
        raise NotDocument("Tệp phình ra quá lớn khi giải nén nên không được mở. Hãy lưu lại thành tệp thường.")


def _xml(archive: zipfile.ZipFile, name: str) -> Element:
    with archive.open(name) as file:
        content = file.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise NotDocument("Tệp dài quá mức hệ thống kiểm tra được. Hãy tách văn bản rồi thử lại.")
    if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content:
        raise NotDocument("Tệp có khai báo lạ bên trong nên không được mở. Hãy mở bằng Word, lưu lại thành .docx.")
    try:
        return etree.fromstring(content, _PARSER)
    except (etree.XMLSyntaxError, RecursionError) as error:
        raise NotDocument("Tệp Word bị hỏng bên trong. Hãy mở bằng Word, lưu lại rồi thử lại.") from error
