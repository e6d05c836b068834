"""Many papers as one PDF: in order, each with a bookmark, every page numbered through at its foot."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdf
import typst
from PIL import Image, ImageOps, ImageSequence
from pypdf.errors import PyPdfError

from binhyen.kit.official_letters import LETTERS, NoLetters

_STAMPS = Path(__file__).with_name("stamps.typ")
_MOST_PAGES = 2_000  # of one paper
_SHEET = (1240, 1754)  # A4 at 150 dots an inch
_DOTS = 150

__all__ = ["NoLetters", "Part", "Unbindable", "bound", "pages_of", "pdf_of_picture"]


class Unbindable(ValueError):
    """The paper cannot be put into one PDF with others: locked, damaged, or without end."""


@dataclass(frozen=True, slots=True)
class Part:
    """A paper of the whole: what its bookmark says, and its PDF as ``pages_of`` found it in order."""

    title: str
    pdf: bytes


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has that can be bound. Raises Unbindable."""
    return len(_read(pdf).pages)


def pdf_of_picture(data: bytes) -> bytes:
    """A scanned picture, of one page or many, each on an A4 sheet. Raises Unbindable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                sheets = [_sheet(frame) for frame in ImageSequence.Iterator(picture)]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unbindable("picture") from error
    out = io.BytesIO()
    sheets[0].save(out, "PDF", resolution=_DOTS, save_all=True, append_images=sheets[1:])
    return out.getvalue()


def bound(parts: Sequence[Part], *, title: str, words: str) -> bytes:
    """The parts as one PDF with a bookmark for each; ``words`` stand before the number of every page.

    Raises Unbindable for a part ``pages_of`` would not read, NoLetters where the installation lacks its letters.
    """
    writer = pypdf.PdfWriter()
    for part in parts:
        begins = len(writer.pages)
        for page in _read(part.pdf).pages:
            writer.add_page(page).transfer_rotation_to_content()
        writer.add_outline_item(title=part.title, page_number=begins)
    stamps = _stamps([_size(page) for page in writer.pages], words)
    for page, stamp in zip(writer.pages, stamps.pages, strict=True):
        box = page.mediabox
        place = pypdf.Transformation().translate(float(box.left), float(box.bottom))
        page.merge_transformed_page(stamp, place)
    writer.add_metadata({"/Title": title})
    writer.page_mode = "/UseOutlines"
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _read(pdf: bytes) -> pypdf.PdfReader:
    """Reads every page once, so that what cannot be bound is known before anything is made of it."""
    reader = _opened(pdf)
    if reader is None:
        raise Unbindable("locked or damaged")
    if not 1 <= len(reader.pages) <= _MOST_PAGES:
        raise Unbindable("pages")
    return reader


def _opened(pdf: bytes) -> pypdf.PdfReader | None:
    """None where it is locked or not whole."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        if reader.is_encrypted and not reader.decrypt(""):
            return None
        for page in reader.pages[:_MOST_PAGES]:
            _size(page)
            page.get_contents()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return None
    return reader


def _size(page: pypdf.PageObject) -> tuple[float, float]:
    return float(page.mediabox.width), float(page.mediabox.height)


def _sheet(frame: Image.Image) -> Image.Image:
    """One picture on white A4, turned as its camera held it, wide ones on a wide sheet."""
    upright = ImageOps.exif_transpose(frame).convert("RGB")
    size = _SHEET if upright.height >= upright.width else (_SHEET[1], _SHEET[0])
    shown = ImageOps.contain(upright, size)
    sheet = Image.new("RGB", size, "white")
    sheet.paste(shown, ((size[0] - shown.width) // 2, (size[1] - shown.height) // 2))
    return sheet


def _stamps(sizes: Sequence[tuple[float, float]], words: str) -> pypdf.PdfReader:
    """One page for each size, with nothing on it but its number."""
    if not any(LETTERS.rglob("*.ttf")):
        raise NoLetters
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[LETTERS])
    given = json.dumps({"pages": sizes, "words": words}, ensure_ascii=False)
    compiler = typst.Compiler(
        _STAMPS, root=_STAMPS.parent, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"pages": given}
    )
    return pypdf.PdfReader(io.BytesIO(compiler.compile(format="pdf")))  # type: ignore[arg-type]
