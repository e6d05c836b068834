"""An outgoing document laid out: its Word file, and from that its PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from docx.document import Document

from binhyen.foundation.files import storage
from binhyen.kit import official_document as official
from binhyen.kit.document_kinds import abbreviations
from binhyen.kit.official_form import Block, BlockKind
from binhyen.kit.official_letters import width
from binhyen.kit.official_pdf import pdf_of
from binhyen.kit.official_signing import Posts, signature

from .models import Outgoing
from .rules.numbering import symbol_of
from .rules.wording import Annex, lines_of, parts_of
from .values import OutgoingState, Words

_LEVELS = {
    BlockKind.PART: official.Level.PART, BlockKind.POINT: official.Level.POINT,
    BlockKind.LETTER: official.Level.LETTER, BlockKind.DASH: official.Level.DASH,
}  # fmt: skip
_NARROWEST, _STANDING, _ACROSS, _PADDING = 12.0, 165.0, 252.0, 5.0  # mm
_WIDE_ENOUGH = 32.0  # mm; longer words may break


def laid(words: Words, *, number: str = "", day: date | None = None, draft: bool = True) -> bytes:
    """The .docx. Raises WordsRefused, official.TooManyPoints with a sentence for people."""
    parts = parts_of(words.text)
    document = official.new_document(title=f"{words.kind}: {words.abstract}", author=words.issuer_name)
    if draft:
        official.mark_draft(document)
    symbol = symbol_of(words.kind, sign=words.sign, unit=words.unit, abbreviations=abbreviations())
    _head(document, words, symbol, number, day)
    _write(document, parts.body)
    official.end_text(document)
    official.keep_with_next(document)
    official.add_closing(document, recipients=lines_of(words.recipients), signature=signature_of(words))
    _annexes(document, parts.annexes, _cited(words, symbol, number, day))
    return official.content(document)


def word_of(row: Outgoing) -> bytes:
    """The .docx of a document as its words stand; what is no document (yet, any more) says so across its pages."""
    return laid(_words(row), **_standing(row))


def pdf_shown(row: Outgoing) -> bytes:
    """The PDF of a document: the one kept when it got its number, else (a draft, a cancelled one) as its words stand.

    Raises what ``laid`` and ``official_pdf.pdf_of`` raise.
    """
    if row.to_sign and row.state != OutgoingState.CANCELLED:
        return storage.place(row.to_sign.sha256).read_bytes()
    return _drawn(_words(row), **_standing(row))


@lru_cache(maxsize=8)
def _drawn(words: Words, *, number: str, day: date | None, draft: bool) -> bytes:
    """Drawn once for all the pictures of its pages: a long report takes half a second."""
    return pdf_of(laid(words, number=number, day=day, draft=draft))


def _words(row: Outgoing) -> Words:
    return Words(**{name: getattr(row, name) for name in Words.__dataclass_fields__})


def _standing(row: Outgoing) -> dict[str, Any]:
    given = row.number
    return {
        "number": str(given.number) if given else "", "day": given.issued_on if given else None,
        "draft": row.state in {OutgoingState.DRAFT, OutgoingState.CANCELLED},
    }  # fmt: skip


def _head(document: Document, words: Words, symbol: str, number: str, day: date | None) -> None:
    short = abbreviations().get(words.kind, "")
    head = official.Letterhead(
        issuer=words.issuer_name, parent=words.parent_name, number=number, symbol=symbol, place=words.place, day=day,
        about="" if short else words.abstract, urgency=words.urgency,
    )  # fmt: skip
    official.add_letterhead(document, head)
    if short:
        official.add_title(document, words.kind, words.abstract)
    if addressed := lines_of(words.addressed):
        lines = addressed if len(addressed) > 1 else [f"Kính gửi: {addressed[0]}"]
        official.add_addressed(document, "\n".join(["Kính gửi:", *lines] if len(addressed) > 1 else lines))


def posts_in(words: Words) -> Posts:
    """What the posts of the issuing body are called."""
    return Posts(words.head_post, words.deputy_post or f"Phó {words.head_post}", words.collective)


def signature_of(words: Words) -> official.Signature:
    """The signature block."""
    return signature(
        posts=posts_in(words), capacity=words.capacity, name=words.signer, post=words.post, own=words.own,
        concurrent=words.concurrent,
    )  # fmt: skip


def _write(document: Document, blocks: Sequence[Block]) -> None:
    outline, articles = official.Outline(), 0
    bases = [block.text for block in blocks if block.kind == BlockKind.BASIS]
    for block in blocks:
        if block.kind == BlockKind.BASIS:
            if bases:
                official.add_bases(document, bases)
                bases = []
        elif block.kind == BlockKind.ARTICLE:
            articles, outline = articles + 1, official.Outline()  # clauses count anew under each article
            official.add_article(document, articles, block.text)
        elif block.kind in _LEVELS:
            level = _LEVELS[block.kind]
            official.add_point(document, outline.next(level), block.text, level)
        elif block.kind == BlockKind.TABLE:
            columns, rows = _table(block)
            official.add_table_turned(document, columns, rows)
            official.add_gap(document)
        elif block.kind == BlockKind.HEADING:
            official.add_heading(document, block.text)
        else:
            official.add_paragraph(document, block.text)


def _annexes(document: Document, annexes: Sequence[Annex], attached_to: str) -> None:
    for at, annex in enumerate(annexes, 1):
        official.start_another(document, landscape=any(map(_lies_across, annex.blocks)))
        name = "Phụ lục" if len(annexes) == 1 else f"Phụ lục {official.numeral(official.Level.PART, at).rstrip('.')}"
        official.add_annex_title(document, name=name, title=annex.title, attached_to=attached_to)
        _write(document, annex.blocks)


def _lies_across(block: Block) -> bool:
    if block.kind != BlockKind.TABLE:
        return False
    columns, _ = _table(block)
    return sum(column.width for column in columns) > _STANDING + 1


def _table(block: Block) -> tuple[list[official.Column], list[Sequence[str] | official.GroupRow]]:
    """Columns, and rows; one of a single cell is a heading over the whole width."""
    head, *rows = [line.split("|") for line in block.text.split("\n")]
    whole = [row for row in rows if len(row) == len(head)]
    return columns_for(head, whole), [row if len(row) == len(head) else official.GroupRow(row[0]) for row in rows]


def _cited(words: Words, symbol: str, number: str, day: date | None) -> str:
    named = f"{words.kind} số {official.number_words(number) or '      '}/{symbol} {official.day_words(day)}"
    return f"{named} của {' '.join(words.issuer_name.split())}"


def columns_for(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[official.Column]:
    """Columns as wide as their words ask for, within the page; figures and order numbers stand in the middle."""
    size = official.used("body", "table_size")
    wanted = []
    for at, title in enumerate(head):
        longest = max((max(row[at].split(), key=len, default="") for row in rows), key=len, default="")
        least = max(width(word, size=size, bold=True) for word in (longest, *title.split(), "000"))
        whole = max(width(cell, size=size) for cell in (title, *(row[at] for row in rows)))
        wanted.append((least + _PADDING, max(whole + _PADDING, _NARROWEST)))
    narrow = sum(least for least, _ in wanted)
    asked = sum(max(least, min(whole, _WIDE_ENOUGH)) for least, whole in wanted)
    page = _ACROSS if max(narrow, asked) > _STANDING else _STANDING
    return [
        official.Column(title, wide, centred=_figures([row[at] for row in rows]))
        for at, (title, wide) in enumerate(zip(head, _shared(wanted, page), strict=True))
    ]


def _shared(wanted: Sequence[tuple[float, float]], page: float) -> list[float]:
    """Every column at least its longest word; what is left goes to those whose words are longer."""
    left = page - sum(least for least, _ in wanted)
    longer = [max(whole - least, 0.0) for least, whole in wanted]
    total = sum(longer) or 1.0
    if left < 0:
        return [least * page / (page - left) for least, _ in wanted]
    return [
        least + left * more / total if sum(longer) else page / len(wanted)
        for (least, _), more in zip(wanted, longer, strict=True)
    ]


def _figures(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell]
    return bool(said) and all(len(cell) <= 12 and not any(sign.isalpha() for sign in cell) for cell in said)
