"""The verbatim words of a stretch of a block: with the marks of the source, white space collapsed."""

from __future__ import annotations

from collections.abc import Sequence

from .values import Block, Piece, RawLine
from .words import squeeze

_MARKS = "*_`<"


class Quoter:
    """Finds the source lines behind a block."""

    def __init__(self, raw: Sequence[RawLine]) -> None:
        self._lines = {line.number: line.text for line in raw}

    def quote(self, block: Block, start: int, end: int) -> str:
        """Source words behind ``block.text[start:end]``."""
        if block.cells:
            return squeeze(block.text[start:end])
        pieces = [piece for piece in block.pieces if piece.start < end and piece.end > start]
        if not pieces:
            return squeeze(block.text[start:end])
        parts: list[str] = []
        for number in dict.fromkeys(piece.line for piece in pieces):
            parts.append(self._stretch(block, number, [piece for piece in pieces if piece.line == number], start, end))
        return squeeze(" ".join(parts))

    def _stretch(self, block: Block, number: int, pieces: list[Piece], start: int, end: int) -> str:
        line = self._lines.get(number, "")
        whole = [piece for piece in block.pieces if piece.line == number]
        first, last = pieces[0], pieces[-1]
        begin = 0 if first.start >= start and first is whole[0] else first.col + max(0, start - first.start)
        while begin and line[begin - 1 : begin] in ("*", "_") and line[begin - 2 : begin - 1] in ("*", "_", " "):
            begin -= 1
        tag = line.rfind("<sup>", 0, begin)
        begin = tag if tag >= 0 and tag + 5 == begin else begin
        stop = len(line) if last.end <= end and last is whole[-1] else last.col + min(end, last.end) - last.start
        return line[begin:stop]
