"""A file's bytes -> sheets of cells. What a file is, its first bytes say, never its name."""

from __future__ import annotations

import os.path
import zipfile
from dataclasses import dataclass

from binhyen.kit.zipped import carries_macros

from .formats import csv_text, html_table, ods, xls, xlsx
from .formats.package import CORRUPT, guarded, opened
from .formats.sheet import Sheet
from .limits import MAX_BYTES
from .values import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FOREIGN = {
    b"%PDF": "tệp PDF",
    b"\x89PNG": "ảnh chụp",
    b"\xff\xd8\xff": "ảnh chụp",
    b"Rar!": "tệp nén",
    b"7z\xbc\xaf": "tệp nén",
    b"\x1f\x8b": "tệp nén",
    b"MZ": "chương trình",
    b"\x7fELF": "chương trình",
    b"{\\rtf": "văn bản Word",
}
_HTML = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<head", b"<body", b"<div", b"<style")


@dataclass(frozen=True, slots=True)
class Book:
    """``kind`` is xlsx, xls, ods, csv or html; ``macros``: the file carries a program, which was not opened."""

    kind: str
    sheets: tuple[Sheet, ...]
    macros: bool = False


def open_book(data: bytes, name: str) -> Book:
    """The sheets of a file. Raises ``Unreadable`` with a sentence for anything that is no list."""
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("EMPTY", "Tệp trống, không có dòng nào. Hãy kiểm tra lại tệp vừa chọn.")
    if len(data) > MAX_BYTES:
        raise Unreadable(
            "TOO_LARGE",
            f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy xóa ảnh và trang tính thừa, hoặc tách thành nhiều tệp.",
        )
    if data.startswith(_ZIPS):
        return _zip(data)
    if data.startswith(_OLE):
        return Book("xls", tuple(xls.sheets_of(data)))
    stem = os.path.splitext(os.path.basename(name))[0] or "Danh sách"
    return _text(data, stem)


def _zip(data: bytes) -> Book:
    with guarded():
        package = opened(data)
        names = frozenset(package.namelist())
        macros = carries_macros(names)
        if "mimetype" in names and "opendocument.spreadsheet" in _mime(package):
            return Book("ods", tuple(ods.sheets_of(data)), any(each.startswith("Basic/") for each in names))
        if any(each.lower().endswith("workbook.bin") for each in names):
            raise Unreadable(
                "WRONG_KIND", "Đây là tệp .xlsb. Hãy mở bằng Excel, lưu thành tệp .xlsx rồi thả lại tệp mới."
            )
        if any(each.lower().endswith("workbook.xml") for each in names):
            return Book("xlsx", tuple(xlsx.sheets_of(data)), macros)
        if "[Content_Types].xml" not in names:
            raise Unreadable(
                "WRONG_KIND", "Đây là tệp nén chứa nhiều tệp. Hãy giải nén rồi thả từng danh sách bên trong."
            )
    if any(each.startswith(("word/", "ppt/")) for each in names):
        raise Unreadable(
            "WRONG_KIND",
            "Đây là tệp Word hoặc PowerPoint, không phải bảng tính. "
            "Hãy chép bảng sang Excel, lưu thành .xlsx rồi thả lại.",
        )
    raise CORRUPT


def _mime(package: zipfile.ZipFile) -> str:
    with package.open("mimetype") as part:
        return part.read(200).decode("latin-1")


def _text(data: bytes, stem: str) -> Book:
    for mark, what in _FOREIGN.items():
        if data.startswith(mark):
            raise Unreadable(
                "WRONG_KIND",
                f"Đây là {what}, không phải bảng tính. Hãy thả danh sách dạng .xlsx, .xls, .ods hoặc .csv.",
            )
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"").lower()
    if head.startswith(b"<?xml") and b"schemas-microsoft-com:office:spreadsheet" in head:
        raise Unreadable("WRONG_KIND", "Đây là tệp XML của Excel 2003. Hãy mở bằng Excel, lưu thành .xlsx rồi thả lại.")
    if head.startswith(_HTML) or (head.startswith(b"<?xml") and b"<html" in head):
        return Book("html", tuple(html_table.sheets_of(data, stem)))
    return Book("csv", tuple(csv_text.sheets_of(data, stem)))
