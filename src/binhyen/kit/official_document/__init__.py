"""Official documents in Word, in the layout of Decree 30/2020/NĐ-CP, Annex I.

The measures live in ``law/official_documents.toml``. A document is put together from its parts in printed order:
``new_document``, ``add_letterhead``, ``add_title`` or ``add_annex_title``, ``add_bases``, ``add_point`` or
``add_paragraph``, ``add_table`` (``add_table_turned`` where it may be wide), ``end_text``, ``add_closing``, then
``content``. Forms to be filled in have ``add_line``, ``add_article``, ``add_signatures`` too; drafts ``mark_draft``.
Text comes in as plain words; it is cleaned of what XML cannot hold. ``kit.official_pdf.pdf_of`` draws the outcome.
"""

from binhyen.kit.official_words import BLANK, day_words, number_words

from .body import (
    Level,
    Outline,
    TooManyPoints,
    add_addressed,
    add_annex_title,
    add_article,
    add_bases,
    add_gap,
    add_heading,
    add_line,
    add_paragraph,
    add_point,
    add_title,
    end_text,
    keep_with_next,
    numeral,
)
from .closing import SIGNED_HERE, add_closing, add_signatures, content
from .head import add_letterhead, add_mark, add_nation
from .measures import measures, used
from .page import mark_draft, new_document, start_another, turn_page
from .tables import add_table, add_table_turned
from .values import Column, GroupRow, Letterhead, Signature

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

__all__ = [
    "BLANK", "MEDIA_TYPE", "SIGNED_HERE", "Column", "GroupRow", "Letterhead", "Level", "Outline", "Signature",
    "TooManyPoints", "add_addressed", "add_annex_title", "add_article", "add_bases", "add_closing", "add_gap",
    "add_heading", "add_letterhead", "add_line", "add_mark", "add_nation", "add_paragraph", "add_point",
    "add_signatures", "add_table", "add_table_turned", "add_title", "content", "day_words",
    "end_text", "keep_with_next", "mark_draft", "measures",
    "new_document", "number_words", "numeral", "start_another", "turn_page", "used",
]  # fmt: skip
