"""One sheet, whatever file it lies in: its rows may be read as often as needed and are never all held when many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from binhyen.operations.cases.reader.limits import MAX_CACHED_CELLS, MAX_EMPTY_ROWS, MAX_ROWS
from binhyen.operations.cases.reader.values import RawRow, SheetCounts, SheetInfo, Unreadable

TOO_MANY_ROWS = Unreadable(
    "TOO_MANY_ROWS",
    f"Tệp có hơn {MAX_ROWS // 1000}.000 dòng nên không đọc. "
    "Hãy tách thành nhiều tệp theo xã hoặc theo năm rồi thả từng tệp.",
)


@dataclass(slots=True)
class Sheet:
    """``source`` gives a fresh reading of the rows that hold anything; it fills the counts it is handed."""

    info: SheetInfo
    source: Callable[[SheetCounts], Iterator[RawRow]]
    counts: SheetCounts = field(default_factory=SheetCounts)
    _kept: list[RawRow] | None = None
    _read_once: bool = False

    def rows(self) -> Iterator[RawRow]:
        """The rows from top to bottom. Raises ``Unreadable`` where the file is torn or too long."""
        if self._kept is not None:
            return iter(self._kept)
        counts = SheetCounts()
        if not self._read_once:
            self.counts = counts
        return self._reading(counts)

    def _reading(self, counts: SheetCounts) -> Iterator[RawRow]:
        keep: list[RawRow] | None = [] if not self._read_once else None
        cells = 0
        for row in self.source(counts):
            counts.rows += 1
            counts.hidden_rows += row.hidden
            if counts.rows > MAX_ROWS:
                raise TOO_MANY_ROWS
            if keep is not None:
                cells += len(row.values)
                keep.append(row)
                if cells > MAX_CACHED_CELLS:
                    keep = None
            yield row
        self._read_once = True
        if keep is not None:
            self._kept = keep


@dataclass(slots=True)
class Numbering:
    """Row numbers that only rise, and an end to sheets that are empty down to the last line."""

    last: int = 0
    passed: int = 0

    def next(self, said: str | None) -> int:
        self.passed += 1
        if self.passed > MAX_EMPTY_ROWS:
            raise TOO_MANY_ROWS
        number = int(said) if said and said.isdecimal() and len(said) < 9 else 0
        self.last = number if number > self.last else self.last + 1
        return self.last
