"""The end of a document: recipients on the left, who signs on the right."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document
from docx.table import _Cell

from .measures import used
from .values import Signature
from .words import bookmark, centred, next_paragraph, side_by_side, text_width, write

SIGNED_HERE = "chu_ky"  # the bookmark where the (first) signature goes; others are chu_ky_2, chu_ky_3 …


def add_closing(document: Document, *, recipients: Sequence[str] = (), signature: Signature | None = None) -> None:
    """Recipients on the left, the signature block on the right."""
    width = text_width(document)
    [[left, right]] = side_by_side(document, (width * 0.45, width * 0.55))
    if recipients:
        write(next_paragraph(left), "Nơi nhận:", used("recipients", "head_size"), bold=True, italic=True)
        for at, recipient in enumerate(recipients, 1):
            end = "." if at == len(recipients) else ";"
            write(
                next_paragraph(left), f"- {recipient.lstrip('-– ').rstrip('.; ')}{end}", used("recipients", "list_size")
            )
    if signature:
        _sign(right, signature, 1)


def add_signatures(document: Document, signatures: Sequence[Signature]) -> None:
    """Those who sign side by side, in the given order; one alone signs on the right."""
    count, width = len(signatures), text_width(document)
    shares = (0.45, 0.55) if count == 1 else (1 / count,) * count
    [cells] = side_by_side(document, tuple(width * share for share in shares))
    for at, (cell, signature) in enumerate(zip(cells[-count:], signatures, strict=True), 1):
        _sign(cell, signature, at)


def _sign(cell: _Cell, signature: Signature, at: int) -> None:
    size = used("signature", "size")
    for line in (signature.form, *signature.titles):
        if line:
            centred(cell, line.upper(), size, bold=True)
    if signature.note:
        centred(cell, signature.note, used("recipients", "head_size"), italic=True)
    room = centred(cell, "\n\n\n", size)
    bookmark(room, SIGNED_HERE if at == 1 else f"{SIGNED_HERE}_{at}", at)
    centred(cell, signature.name, size, bold=True)


def content(document: Document) -> bytes:
    """The finished .docx."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
