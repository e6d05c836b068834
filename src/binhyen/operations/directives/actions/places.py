"""Where the words of a duty's bodies stand in the text, for the coloured marks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from binhyen.operations.directives.reader.values import BodyMention, Duty, Reading, Span

ABOVE, BELOW = 60, 12  # paragraphs looked at for a heading above, and for an assignment below


class Places:
    """Finds the printed words of bodies: in the duty itself, else in the heading or the assignment that names them."""

    def __init__(self, reading: Reading) -> None:
        self._texts = [block.text for block in reading.blocks]

    def placed(self, duty: Duty) -> Duty:
        """The duty with a span for every body whose words are found."""
        return replace(
            duty,
            leads=tuple(self._with_span(each, duty) for each in duty.leads),
            coordinators=tuple(self._with_span(each, duty) for each in duty.coordinators),
        )

    def _with_span(self, mention: BodyMention, duty: Duty) -> BodyMention:
        if mention.span is not None or not mention.surface or not duty.spans:
            return mention
        span = self._inside(mention.surface, duty.spans) or self._around(mention.surface, duty)
        return replace(mention, span=span) if span else mention

    def _inside(self, words: str, spans: Sequence[Span]) -> Span | None:
        for span in spans:
            found = self._texts[span.block].find(words, span.start, span.end)
            if found >= 0:
                return Span(span.block, found, found + len(words))
        return None

    def _around(self, words: str, duty: Duty) -> Span | None:
        for block in self._nearby(duty.spans[0].block, below_first=duty.lead_basis in {"trailing", "section"}):
            found = self._texts[block].find(words)
            if found >= 0:
                return Span(block, found, found + len(words))
        return None

    def _nearby(self, block: int, *, below_first: bool) -> Iterator[int]:
        above = range(block, max(block - ABOVE, -1), -1)
        below = range(block + 1, min(block + BELOW, len(self._texts)))
        yield from (*below, *above) if below_first else (*above, *below)
