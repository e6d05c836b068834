"""One pair, scored without any engine: the hint "có thể đã có người này" while an officer types.

Same model and same weights as the batch (``link``); a test holds the two together. Some 10 µs a pair.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from binhyen_analytics.linkage import model
from binhyen_analytics.linkage.columns import Record
from binhyen_analytics.linkage.frequencies import Frequencies


@dataclass(frozen=True, slots=True)
class Score:
    left: str  # record_id
    right: str
    weight: float  # bits: the logarithm (base 2) of the odds that both are one person
    degrees: dict[str, str]  # comparison -> the degree found; ``reasons`` has the words

    @property
    def probability(self) -> float:
        return probability(self.weight)


def score(left: Record, right: Record, *, frequencies: Frequencies) -> Score:
    """How sure it is that two records are one person. ``frequencies``: of the register's names, counted beforehand."""
    weight, degrees = model.START, {}
    for comparison in model.COMPARISONS:
        if comparison.unknown is not None and comparison.unknown.holds(left, right):
            degrees[comparison.code] = model.UNKNOWN
            continue
        degree = next(d for d in comparison.degrees if d.condition is None or d.condition.holds(left, right))
        degrees[comparison.code] = degree.code
        weight += degree.weight
        if degree.rarity:
            weight += degree.rarity * rarity(left, right, frequencies)
        if degree.is_far:
            weight -= model.distance(frequencies.total)
    return Score(left.record_id, right.record_id, weight, degrees)


def likely(
    record: Record, candidates: Iterable[Record], *, frequencies: Frequencies, floor: float = model.MAYBE
) -> list[Score]:
    """The candidates that may be this person, surest first; ``floor`` is the least probability shown.

    Which records are candidates is the caller's question to the database; ``blocking`` says by what to ask.
    """
    scores = (score(record, candidate, frequencies=frequencies) for candidate in candidates)
    return sorted((s for s in scores if s.probability >= floor), key=lambda s: (-s.weight, s.right))


def rarity(left: Record, right: Record, frequencies: Frequencies) -> float:
    """How many bits rarer than COMMON_NAME the name is (below 0: commoner); the commoner of the two names counts."""
    known = [share for share in (frequencies.of_record(left), frequencies.of_record(right)) if share is not None]
    if not known:
        return 0.0
    return math.log2(model.COMMON_NAME) - math.log2(max(*known, model.RAREST_NAME))


def probability(weight: float) -> float:
    """Probability for a weight in bits."""
    return 1 / (1 + 2**-weight) if weight >= 0 else 2**weight / (1 + 2**weight)
