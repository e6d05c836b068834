"""Duties that say nearly the same: compared by pairs of words, without comparing each with each. Plain Python."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

ALIKE: Final = 0.6  # shared pairs of words, of all pairs of both
FEWEST_PAIRS: Final = 6  # shorter texts say too little to be compared
RARE: Final = 40  # a pair of words in more duties than this says nothing about two of them
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Content:
    """A duty's words, and the bodies that lead it."""

    number: int
    text: str
    leads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two duties alike in content with different leads; ``share`` is how alike, 0 to 1."""

    first: int
    second: int
    share: float


def overlaps(contents: Iterable[Content], *, alike: float = ALIKE) -> list[Overlap]:
    """Pairs of different leads, most alike first. Duties with the same leads are one body's own business."""
    found = list(contents)
    pairs = {one.number: _pairs(one.text) for one in found}
    leads = {one.number: one.leads for one in found}
    result = []
    for first, second in _candidates(pairs):
        if not leads[first] or not leads[second] or leads[first] & leads[second]:
            continue
        share = len(pairs[first] & pairs[second]) / len(pairs[first] | pairs[second])
        if share >= alike:
            result.append(Overlap(first, second, round(share, 2)))
    return sorted(result, key=lambda one: (-one.share, one.first, one.second))


def _candidates(pairs: Mapping[int, frozenset[tuple[str, str]]]) -> list[tuple[int, int]]:
    """Duties that share enough rare pairs of words to be looked at."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, inside in pairs.items():
        for pair in inside:
            holders[pair].append(number)
    together: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= RARE:
            ordered = sorted(numbers)
            together.update((a, b) for place, a in enumerate(ordered) for b in ordered[place + 1 :])
    return sorted(pair for pair, count in together.items() if count >= FEWEST_PAIRS // 2)


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    words = _WORD.findall(text.casefold())
    found = frozenset(zip(words, words[1:], strict=False))
    return found if len(found) >= FEWEST_PAIRS else frozenset()
