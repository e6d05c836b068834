"""PDF of official documents: drawn from the very .docx people get, page for page, without any office program.

``pdf_of(docx)`` draws a document made by ``kit.official_document``; ``laid_out`` says where its marks ended up too, so
that a signature field can be put there. What a .docx holds beyond what our own documents use is refused, not left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from binhyen.kit.official_letters import LETTERS, NoLetters

from .pictures import page_count, page_picture
from .reading import NotDrawable, tree_of

MEDIA_TYPE = "application/pdf"
_PAGE = Path(__file__).with_name("page.typ")

__all__ = [
    "MEDIA_TYPE",
    "LaidOut",
    "NoLetters",
    "NotDrawable",
    "Place",
    "laid_out",
    "page_count",
    "page_picture",
    "pages_in",
    "pdf_of",
    "pictures_of",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark of the .docx ended up: page from 1, points from the page's left and top edge."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LaidOut:
    pdf: bytes
    places: dict[str, Place]  # name of a bookmark -> where it stands


def pdf_of(docx: bytes, *, at: datetime | None = None) -> bytes:
    """The PDF/A-2a of an official document. ``at`` is printed in its properties; without it no time is.

    Raises NotDrawable where the .docx is none of ours, NoLetters where the installation lacks its letters.
    """
    compiler = _compiler(docx)
    return _pdf(compiler, at)


def laid_out(docx: bytes, *, at: datetime | None = None) -> LaidOut:
    """``pdf_of``, and where the bookmarks of the .docx stand in it."""
    compiler = _compiler(docx)
    found = json.loads(compiler.query("<mark>", field="value"))
    places = {one["name"]: Place(one["page"], one["x"], one["y"]) for one in found}
    return LaidOut(_pdf(compiler, at), places)


def pictures_of(docx: bytes, *, ppi: float = 96) -> list[bytes]:
    """Every page as a PNG, for looking at. Raises as ``pdf_of`` does."""
    made = _compiler(docx).compile(format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made or [])


def pages_in(docx: bytes) -> int:
    """How many pages the document has."""
    return int(json.loads(_compiler(docx).query("<pages>", field="value", one=True)))


def _compiler(docx: bytes) -> typst.Compiler:
    tree = json.dumps(tree_of(docx), ensure_ascii=False)
    return typst.Compiler(
        _PAGE, root=_PAGE.parent, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"tree": tree}
    )


def _pdf(compiler: typst.Compiler, at: datetime | None) -> bytes:
    """PDF/A-2a: for keeping, its structure readable aloud."""
    whole = at.replace(microsecond=0) if at else 0  # what a PDF can say
    made = compiler.compile(format="pdf", pdf_standards=["a-2a"], timestamp=whole)
    if not isinstance(made, bytes):
        raise NotDrawable("Không vẽ được văn bản này thành PDF.")
    return made


@cache
def _fonts() -> typst.Fonts:
    if not any(LETTERS.rglob("*.ttf")):
        raise NoLetters
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[LETTERS])
