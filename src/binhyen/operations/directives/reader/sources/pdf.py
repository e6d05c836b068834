"""PDF files: text lines with their pages, tables from ruling lines, scanned pages through OCR.

The PDF library is not safe for threads: one document is read at a time in a process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL.Image import Image

from binhyen.operations.directives.reader.values import RawLine, Refused

from . import ocr
from .limits import MAX_PAGES, OCR_DPI
from .pdf_page import PageText, TableRows, TextLine, read_page

_LOCK = threading.Lock()
_LETTERS_OF_A_SCAN = 15  # a page with a picture and fewer letters than this is a scan (a stamp or a page number on it)
_POINTS_PER_INCH = 72
_LONGEST_SIDE = 3_600  # pixels: A4 at 300 dpi; scanners often claim far larger pages than the paper had
_LINES_AROUND = 2  # a running head, a page number: lines that may stand between two parts of one table
_SAME_COLUMN = 6.0  # points


def lines_of(data: bytes, progress: Callable[[int, int], None]) -> tuple[list[RawLine], list[str]]:
    """Lines of a PDF; numbers run through the document, pages count from 1."""
    with _LOCK:
        document = _opened(data)
        try:
            return _lines(document, progress)
        except pdfium.PdfiumError as error:
            raise _corrupt() from error
        finally:
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
        page = document[number]
        text = read_page(page)
        if text.letters < _LETTERS_OF_A_SCAN and text.pictures:
            scans.append(number)
        pages.append(text)
        page.close()
        progress(number + 1, total)
    notes = _recognise(document, pages, scans, progress) if scans else []
    return _numbered(pages), notes


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
        page = document[number]
        scale = min(OCR_DPI / _POINTS_PER_INCH, _LONGEST_SIDE / max(page.get_size()))
        image: Image = page.render(scale=scale, grayscale=True).to_pil()
        page.close()
        return image

    unread = []
    for done, (number, lines) in enumerate(ocr.recognise(scans, picture), 1):
        pages[number] = PageText(items=[TextLine(line) for line in lines])
        if not lines:
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


def _numbered(pages: list[PageText]) -> list[RawLine]:
    """All lines in order; tables that go on over a page break are one table."""
    lines: list[RawLine] = []
    tables = 0
    open_table: TableRows | None = None  # the table a page ended with
    for number, page in enumerate(pages, 1):
        for at, item in enumerate(page.items):
            if isinstance(item, TextLine):
                lines.append(RawLine(number=len(lines) + 1, text=item.text, page=number, bold=item.bold))
                continue
            goes_on = at <= _LINES_AROUND and open_table is not None and _same_columns(open_table, item)
            tables += 0 if goes_on else 1
            for row in item.rows:
                _add_row(lines, row, number, tables)
        open_table = next((item for item in page.items[-1 - _LINES_AROUND :] if isinstance(item, TableRows)), None)
    return lines


def _same_columns(before: TableRows, after: TableRows) -> bool:
    return len(before.columns) == len(after.columns) and all(
        abs(here - there) < _SAME_COLUMN for here, there in zip(before.columns, after.columns, strict=True)
    )


def _add_row(lines: list[RawLine], cells: tuple[str, ...], page: int, table: int) -> None:
    """A row cut by the end of a page is put together; a head row printed again on the next page is dropped."""
    before = next((line for line in reversed(lines[-1 - 2 * _LINES_AROUND :]) if line.table == table), None)
    if before and before.page != page:
        head = next(line for line in lines if line.table == table)
        if head.cells == cells:
            return
        if not cells[0].strip() and any(cells) and len(cells) == len(before.cells):
            whole = tuple(f"{a} {b}".strip() for a, b in zip(before.cells, cells, strict=True))
            lines[before.number - 1] = replace(before, cells=whole, text="\t".join(whole))
            return
    lines.append(RawLine(number=len(lines) + 1, text="\t".join(cells), page=page, cells=cells, table=table))


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
