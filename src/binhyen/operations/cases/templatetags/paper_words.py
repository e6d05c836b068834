"""Words of papers on the screen: blanks stand out, articles have their numbers."""

from collections.abc import Iterator

from django import template

from binhyen.kit.official_form import BlockKind, Filled, FilledBlock, signatures
from binhyen.kit.official_words import BLANK, day_words, number_words

register = template.Library()
register.filter("day_words", day_words)
register.filter("number_words", number_words)
register.filter("signers", signatures)


@register.filter
def parts(text: str) -> list[tuple[str, bool]]:
    """The words in pieces: (words, whether it is a blank)."""
    pieces: list[tuple[str, bool]] = []
    for at, words in enumerate(text.split(BLANK)):
        if at:
            pieces.append((BLANK, True))
        if words:
            pieces.append((words, False))
    return pieces


@register.filter
def numbered(filled: Filled) -> Iterator[tuple[FilledBlock, int]]:
    """Blocks with the number of their article, 0 for others."""
    articles = 0
    for block in filled.blocks:
        articles += block.kind == BlockKind.ARTICLE
        yield block, articles if block.kind == BlockKind.ARTICLE else 0


@register.filter
def paragraphs(block: FilledBlock) -> list[str]:
    """The lines of a block without cells."""
    return "\n".join(row[0] for row in block.rows).split("\n")
