"""What a file really is, from its bytes. Its name and the sender's word count for nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

from binhyen.kit.zipped import carries_macros

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MACRO = "application/vnd.ms-office.macro"  # any Office file that carries macros
OLE = "application/x-ole-storage"  # .doc, .xls of before 2007, and password-protected new ones
PNG, JPEG, TIFF, WEBP = "image/png", "image/jpeg", "image/tiff", "image/webp"
HTML, TEXT, ZIP, UNKNOWN = "text/html", "text/plain", "application/zip", "application/octet-stream"

WORDS = {
    PDF: "PDF", DOCX: "Word (.docx)", XLSX: "Excel (.xlsx)", PPTX: "PowerPoint (.pptx)", ODT: "văn bản .odt",
    ODS: "bảng tính .ods", MACRO: "tệp Office có macro", OLE: "tệp Office đời cũ hoặc có mật khẩu", PNG: "ảnh PNG",
    JPEG: "ảnh JPEG", TIFF: "ảnh TIFF", WEBP: "ảnh WebP", HTML: "trang web (HTML)", TEXT: "văn bản thuần",
    ZIP: "tệp nén .zip", UNKNOWN: "loại tệp không nhận ra",
}  # fmt: skip
PICTURES = frozenset({PNG, JPEG, WEBP})
HEAD_BYTES = 4096
_MAGIC = (
    (b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"II*\x00", TIFF), (b"MM\x00*", TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
)  # fmt: skip
_OFFICE = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX))
_HTML_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<meta ", b"<iframe", b"<svg")
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def media_type(path: Path) -> str:
    """The media type of the file at ``path``: magic bytes, then the inside of a zip, then whether it reads as text."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    found = of_head(head)
    if found:
        return found
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(path)
    return _text_or_unknown(head)


def of_head(head: bytes) -> str:
    """The media type the first bytes name by themselves; "" where they do not."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return WEBP if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else ""


def _inside_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if carries_macros(names):
                return MACRO
            for part, kind in _OFFICE:
                if part in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size <= 100:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                return declared if declared in {ODT, ODS} else ZIP
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        return UNKNOWN  # cut off, encrypted, or not a zip after all
    return ZIP


def _text_or_unknown(head: bytes) -> str:
    lower = head.lower()
    if any(mark in lower for mark in _HTML_MARKS):
        return HTML
    if head.startswith(_BOMS):
        return TEXT
    control = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1b")
    return UNKNOWN if b"\x00" in head or control > len(head) // 100 else TEXT
