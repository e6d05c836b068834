"""Pages of a finished PDF as pictures. Only of files this system drew: nothing brought from outside is opened here."""

from __future__ import annotations

import io
from threading import Lock

import pypdfium2

_ALONE = Lock()  # the library must not be used by two threads at once
_POINTS = 72


def page_count(pdf: bytes) -> int:
    """How many pages."""
    with _ALONE, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_picture(pdf: bytes, page: int, *, ppi: float = 96) -> bytes | None:
    """A page (from 1) as PNG; None where there is none of that number."""
    with _ALONE, pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= page <= len(document):
            return None
        image = document[page - 1].render(scale=ppi / _POINTS, may_draw_forms=False).to_pil()
    stream = io.BytesIO()
    image.save(stream, format="PNG")
    return stream.getvalue()
