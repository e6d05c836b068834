"""How common names are: agreeing on "Nguyễn Văn Nam" says little, agreeing on a rare name much.

The share of a whole name is taken as the product of the shares of its parts: it needs no large register and does not
call a misspelt common name rare because nobody else misspells it so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from binhyen_analytics.linkage.columns import Record

PARTS = ("family_key", "middle_key", "given_key")
NO_PART = ""  # stands for a name without family or middle part


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Shares (0 … 1) of the parts of names among all named records; ``rare`` is the share of an unseen part."""

    families: Mapping[str, float] = field(default_factory=dict)
    middles: Mapping[str, float] = field(default_factory=dict)
    givens: Mapping[str, float] = field(default_factory=dict)
    rare: float = 1.0

    def of_name(self, record: Record) -> float | None:
        """Share of the record's name; None without a name or when nothing was counted."""
        if record.full_name_key is None or not self.givens:
            return None
        rare = self.rare
        return (
            self.families.get(record.family_key or NO_PART, rare)
            * self.middles.get(record.middle_key or NO_PART, rare)
            * self.givens.get(record.given_key or NO_PART, rare)
        )


def shares(families: Mapping[str, int], middles: Mapping[str, int], givens: Mapping[str, int]) -> Frequencies:
    """From counts of parts ("" for none) over the same records."""
    total = sum(givens.values())
    if not total:
        return Frequencies()
    return Frequencies(
        *({k: n / total for k, n in counts.items()} for counts in (families, middles, givens)), 0.5 / total
    )


def counted(records: Iterable[Record]) -> Frequencies:
    """Frequencies of the names of these records."""
    counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
    for record in records:
        if record.full_name_key is not None:
            for counter, part in zip(counts, PARTS, strict=True):
                counter[getattr(record, part) or NO_PART] += 1
    return shares(*counts)
