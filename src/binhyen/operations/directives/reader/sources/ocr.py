"""Scans and photographs: letters by the ``tesseract`` program with its Vietnamese data, page by page, in parallel."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.Image import Image as Picture

from binhyen.kit.vietnamese.legacy import vietnamese_share
from binhyen.operations.directives.reader.values import RawLine, Refused

from .limits import MAX_IMAGE_PIXELS, MAX_OCR_PAGES, OCR_DPI, OCR_SECONDS_PER_PAGE
from .ocr_layout import laid_out, straightened, strokes_of, without_rules, words_of
from .pages import PageText, TableRows, TextLine, numbered
from .pdf_tables import grids

PACKAGE = "tesseract-ocr-vie"
_LANGUAGE = "vie"
_WORKERS = max(1, min(4, os.cpu_count() or 1))
_SOUND = 0.25  # share of Vietnamese words below which a page is tried turned round
_FEW_LETTERS = 40
_TURNS = (180, 90, 270)
_SMALL_WIDTH = 1_600  # pixels; A4 at 200 dpi. Smaller pictures are enlarged before reading
_GONE_WRONG = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError)


def lines_of(data: bytes, progress: Callable[[int, int], None]) -> tuple[list[RawLine], list[str]]:
    """Lines of an image file; a TIFF may hold several pages."""
    try:
        image = Image.open(io.BytesIO(data))
        count = getattr(image, "n_frames", 1)
    except Image.DecompressionBombError as error:
        raise _too_large("quá nhiều điểm ảnh") from error
    except _GONE_WRONG as error:
        raise _corrupt() from error
    require(count)
    pages = []
    for done, (_, page) in enumerate(recognise(range(count), lambda at: _frame(image, at)), 1):
        pages.append(page)
        progress(done, count)
    if not any(page.letters for page in pages):
        raise no_text()
    return numbered(pages), [f"{count} trang được nhận dạng chữ từ ảnh (OCR), cần rà soát kỹ."]


@cache
def is_installed() -> bool:
    """Whether the program and its Vietnamese data are there."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    asked = [program, "--list-langs"]
    try:
        listed = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return _LANGUAGE in (listed.stdout + listed.stderr).split()


def require(pages: int) -> None:
    """Raises Refused where scanned pages cannot be read here."""
    if not is_installed():
        raise Refused(
            "NEEDS_OCR",
            f"Tệp là ảnh quét ({pages} trang), không có chữ để đọc. Máy chủ chưa cài nhận dạng chữ: "
            f"quản trị viên chạy “apt install {PACKAGE}”, rồi nộp lại; hoặc nộp bản .docx, bản PDF có chữ.",
        )
    if pages > MAX_OCR_PAGES:
        raise Refused(
            "TOO_LARGE", f"Có {pages} trang ảnh quét, giới hạn là {MAX_OCR_PAGES} trang. Hãy tách thành nhiều tệp."
        )


def recognise(pages: Sequence[int], picture: Callable[[int], Picture]) -> Iterator[tuple[int, PageText]]:
    """(number, page) in order. Pictures are made one after the other here, read in parallel, few held at a time."""
    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting: list[tuple[int, Future[PageText]]] = []
        for page in pages:
            waiting.append((page, pool.submit(_read_turning, picture(page))))
            if len(waiting) > _WORKERS:
                number, future = waiting.pop(0)
                yield number, future.result()
        for number, future in waiting:
            yield number, future.result()


def _frame(image: Picture, at: int) -> Picture:
    """One page of an image, upright and grey; only this page is unpacked."""
    try:
        image.seek(at)
        if image.width * image.height > MAX_IMAGE_PIXELS:
            raise _too_large(f"{image.width} × {image.height} điểm")
        return ImageOps.exif_transpose(image).convert("L")
    except _GONE_WRONG as error:
        raise _corrupt() from error


def _too_large(size: str) -> Refused:
    return Refused("TOO_LARGE", f"Ảnh quá lớn ({size}). Hãy quét lại ở {OCR_DPI} dpi, khổ A4, mỗi trang một ảnh.")


def no_text() -> Refused:
    """For images in which nothing was recognised."""
    return Refused(
        "NO_TEXT_IN_IMAGE",
        "Không nhận dạng được chữ nào trong ảnh. Hãy chụp hoặc quét lại thẳng, đủ sáng, 300 dpi, mỗi trang một ảnh.",
    )


def _corrupt() -> Refused:
    return Refused("CORRUPT", "Ảnh bị hỏng hoặc bị cắt cụt, không mở được. Hãy lấy lại ảnh gốc.")


def _read_turning(image: Picture) -> PageText:
    """A page; one that makes no sense is tried upside down and sideways."""
    best = _read(image)
    if _share(best) >= _SOUND or best.letters < _FEW_LETTERS:
        return best
    for turn in _TURNS:
        page = _read(image.rotate(turn, expand=True))
        if _share(page) > _share(best):
            best = page
        if _share(best) >= _SOUND:
            break
    return best


def _share(page: PageText) -> float:
    return vietnamese_share(
        "\n".join(item.text for item in page.items if isinstance(item, TextLine)) or _in_tables(page)
    )


def _in_tables(page: PageText) -> str:
    return "\n".join(" ".join(row) for item in page.items if isinstance(item, TableRows) for row in item.rows)


def _read(image: Picture) -> PageText:
    if image.width < _SMALL_WIDTH:
        factor = min(3.0, _SMALL_WIDTH / max(1, image.width))
        image = image.resize((int(image.width * factor), int(image.height * factor)), Image.Resampling.LANCZOS)
    image = straightened(image)
    tables = grids(strokes_of(image))
    return laid_out(words_of(_recognised(without_rules(image, tables))), tables, width=image.width)


def _recognised(image: Picture) -> str:
    """What the program says: a table of words with their places; "" where it fails or takes too long."""
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1, dpi=(OCR_DPI, OCR_DPI))
    asked = [shutil.which("tesseract") or "tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--psm", "4", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603
            asked,
            input=stream.getvalue(),
            capture_output=True,
            timeout=OCR_SECONDS_PER_PAGE,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return done.stdout.decode("utf-8", "replace")
