"""PDF files: text lines with their pages, tables from ruling lines, scanned pages through OCR.

The PDF library is not safe for threads: one page is in its hands at a time in a process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL.Image import Image

from binhyen.operations.directives.reader.values import RawLine, Refused

from . import ocr
from .limits import MAX_PAGES, OCR_DPI
from .pages import PageText, numbered
from .pdf_page import read_page

_LOCK = threading.Lock()
_LETTERS_OF_A_SCAN = 15  # a page with a picture and fewer letters than this is a scan (a stamp or a page number on it)
_POINTS_PER_INCH = 72
_LONGEST_SIDE = 3_600  # pixels: A4 at 300 dpi; scanners often claim far larger pages than the paper had


def lines_of(data: bytes, progress: Callable[[int, int], None]) -> tuple[list[RawLine], list[str]]:
    """Lines of a PDF; numbers run through the document, pages count from 1."""
    with _LOCK:
        document = _opened(data)
    try:
        return _lines(document, progress)
    except pdfium.PdfiumError as error:
        raise _corrupt() from error
    finally:
        with _LOCK:
            document.close()


def _lines(document: pdfium.PdfDocument, progress: Callable[[int, int], None]) -> tuple[list[RawLine], list[str]]:
    total = len(document)
    if total == 0:
        raise Refused("EMPTY", "Tệp PDF không có trang nào. Hãy xin lại tệp gốc nơi gửi.")
    if total > MAX_PAGES:
        raise Refused(
            "TOO_LARGE", f"Tệp PDF có {total} trang, giới hạn là {MAX_PAGES} trang. Hãy tách thành nhiều tệp."
        )
    pages: list[PageText] = []
    scans: list[int] = []
    for number in range(total):
        with _LOCK:
            page = document[number]
            text = read_page(page)
            page.close()
        if text.letters < _LETTERS_OF_A_SCAN and text.pictures:
            scans.append(number)
        pages.append(text)
        progress(number + 1, total)
    notes = _recognise(document, pages, scans, progress) if scans else []
    return numbered(pages), notes


def _recognise(
    document: pdfium.PdfDocument, pages: list[PageText], scans: list[int], progress: Callable[[int, int], None]
) -> list[str]:
    """Replaces scanned pages by what OCR reads on them; remarks for the reader."""
    if not ocr.is_installed() and len(scans) < len(pages) and sum(page.letters for page in pages) > 200:
        return [
            f"{len(scans)} trang là ảnh quét, không đọc được vì máy chưa cài gói {ocr.PACKAGE}: trang {_listed(scans)}."
        ]
    ocr.require(len(scans))

    def picture(number: int) -> Image:
        with _LOCK:
            page = document[number]
            scale = min(OCR_DPI / _POINTS_PER_INCH, _LONGEST_SIDE / max(1.0, *page.get_size()))
            image: Image = page.render(scale=scale, grayscale=True).to_pil().copy()
            page.close()
        return image

    unread = []
    for done, (number, page) in enumerate(ocr.recognise(scans, picture), 1):
        pages[number] = page
        if not page.letters:
            unread.append(number)
        progress(done, len(scans))
    notes = [f"{len(scans)} trang được nhận dạng chữ từ ảnh quét (OCR), cần rà soát kỹ: trang {_listed(scans)}."]
    if len(unread) == len(pages):
        raise ocr.no_text()
    if unread:
        notes.append(f"{len(unread)} trang quét không nhận dạng được chữ: trang {_listed(unread)}.")
    return notes


def _listed(pages: list[int]) -> str:
    shown = ", ".join(str(number + 1) for number in pages[:10])
    return shown + (" …" if len(pages) > 10 else "")


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise Refused(
                "ENCRYPTED",
                "Tệp PDF có đặt mật khẩu mở. Hãy mở bằng mật khẩu, in ra PDF mới (Print to PDF) rồi nộp bản đó.",
            ) from error
        raise _corrupt() from error


def _corrupt() -> Refused:
    return Refused("CORRUPT", "Tệp PDF bị hỏng hoặc bị cắt cụt, không mở được. Hãy xin lại tệp gốc nơi gửi.")
