"""What a file really is: by its first bytes, never by its name."""

from __future__ import annotations

from enum import StrEnum

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
)
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<table", b"<div", b"<p>", b"<p ")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_PROGRAMS = (b"MZ", b"\x7fELF")


class Kind(StrEnum):
    TEXT = "TEXT"
    ZIP = "ZIP"  # .docx, .odt, .xlsx … : the members decide
    PDF = "PDF"
    IMAGE = "IMAGE"
    HTML = "HTML"
    MHTML = "MHTML"
    RTF = "RTF"
    OLE = "OLE"  # .doc, .xls, an encrypted .docx
    WORD_XML = "WORD_XML"  # Word 2003 XML, flat OPC
    ARCHIVE = "ARCHIVE"
    PROGRAM = "PROGRAM"


def kind_of(data: bytes) -> Kind:
    """The kind of a file's content; TEXT where nothing else is recognised."""
    if data.startswith(_OLE):
        return Kind.OLE
    if data.startswith(_ZIPS):
        return Kind.ZIP
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if any(data.startswith(magic) for magic, _ in _IMAGES) or data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.IMAGE
    if data.startswith(_ARCHIVES):
        return Kind.ARCHIVE
    if data.startswith(_PROGRAMS) and b"\0" in data[:256]:
        return Kind.PROGRAM
    return _kind_of_markup(data)


def _kind_of_markup(data: bytes) -> Kind:
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"").lower()
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if b"mime-version:" in head[:512] and b"multipart/related" in head:
        return Kind.MHTML
    if head.startswith(b"<?xml") and (b"<pkg:package" in head or b"w:worddocument" in head):
        return Kind.WORD_XML
    if head.startswith(_HTML) or head.startswith(b"<?xml") and b"<html" in head:
        return Kind.HTML
    return Kind.HTML if b"<html" in head and b"schemas-microsoft-com" in head else Kind.TEXT
