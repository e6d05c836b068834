"""How common names are: agreeing on "Nguyễn Văn Nam" says little, agreeing on a rare name much.

The share of a whole name is the share of its family name, times that of its middle part beside this family name, times
that of its given name beside this middle part. So "Giàng A Páo" is as common as it is among those called "A", though
few people of the country are; and a misspelt name is not called rare because nobody else misspells it so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from binhyen_analytics.linkage.columns import Record

LEAN = 5.0  # so many names' worth of trust in the share of a part alone, beside what was seen of the two together
RARE = 0.5  # an unseen part counts as seen half a time
Name = tuple[str | None, str | None, str | None]  # family, middle and given key


@dataclass(frozen=True)
class Frequencies:
    """How often each name was counted. Names that differ beyond their three parts count as one."""

    names: Mapping[Name, int] = field(default_factory=dict)

    @cached_property
    def _parts(self) -> tuple[Counter[str | None], Counter[str | None], Counter[str | None]]:
        parts: tuple[Counter[str | None], Counter[str | None], Counter[str | None]] = (Counter(), Counter(), Counter())
        for name, count in self.names.items():
            for counter, part in zip(parts, name, strict=True):
                counter[part] += count
        return parts

    @cached_property
    def _beside(self) -> tuple[Counter[tuple[str | None, str | None]], Counter[tuple[str | None, str | None]]]:
        first: Counter[tuple[str | None, str | None]] = Counter()
        second: Counter[tuple[str | None, str | None]] = Counter()
        for (family, middle, given), count in self.names.items():
            first[family, middle] += count
            second[middle, given] += count
        return first, second

    @cached_property
    def total(self) -> int:
        """How many named records were counted."""
        return sum(self.names.values())

    def share(self, name: Name) -> float | None:
        """Share (0 … 1) of a name among those counted; None when nothing was counted."""
        if not self.total:
            return None
        family, middle, given = name
        (families, middles, givens), (first, second) = self._parts, self._beside
        middle_share = max(middles[middle], RARE) / self.total
        given_share = max(givens[given], RARE) / self.total
        return (
            (max(families[family], RARE) / self.total)
            * ((first[family, middle] + LEAN * middle_share) / (families[family] + LEAN))
            * ((second[middle, given] + LEAN * given_share) / (middles[middle] + LEAN))
        )

    def of_record(self, record: Record) -> float | None:
        """Share of the record's name; None without a name or when nothing was counted."""
        return self.share(name_of(record)) if record.full_name_key is not None else None


def name_of(record: Record) -> Name:
    return record.family_key, record.middle_key, record.given_key


def counted(records: Iterable[Record]) -> Frequencies:
    """Frequencies of the names of these records."""
    return Frequencies(Counter(name_of(record) for record in records if record.full_name_key is not None))
