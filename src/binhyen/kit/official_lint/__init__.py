"""Does a Word file stand in the layout of Decree 30/2020/NĐ-CP? What is off, by how much, where, and how to mend it.

``lint(content)`` looks at any .docx; the measures are those of ``law/official_documents.toml``.
"""

from __future__ import annotations

from .body import check_body
from .closing import check_closing
from .head import check_head
from .looks import looks_of
from .marks import check_marks
from .opening import NotDocument, parts_in
from .page import check_page
from .places import places_in
from .values import Finding, Report, Weight

__all__ = ["Finding", "NotDocument", "Report", "Weight", "lint"]


def lint(content: bytes) -> Report:
    """Look at a .docx. Raises NotDocument with a sentence for people."""
    looks = looks_of(parts_in(content))
    if not looks.said:
        raise NotDocument("Văn bản chưa có chữ nào.")
    places = places_in(looks)
    findings = [
        *check_page(looks),
        *check_head(looks, places),
        *check_marks(looks),
        *check_body(looks, places),
        *check_closing(looks, places),
    ]
    kind = places.kind.text.capitalize() if places.kind else ""
    return Report(tuple(findings), len(looks.said), len(looks.pages), kind)
