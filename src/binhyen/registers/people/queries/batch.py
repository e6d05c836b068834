"""The whole register as the comparison wants it, a few thousand at a time: nothing of it is kept."""

from collections import Counter
from collections.abc import Iterator

from binhyen.registers.people.models import Person, PossiblePair
from binhyen.registers.people.values import PairState
from binhyen_analytics.linkage.columns import Record
from binhyen_analytics.linkage.frequencies import Frequencies

from .records import records

AT_ONCE = 5_000
FEWEST = 3  # a name fewer persons have is not kept: it would speak of them


def everyone() -> Iterator[list[Record]]:
    """Records of all who stand in the register, in portions. Runs with the whole province open to it."""
    last = 0
    while True:
        rows = Person.objects.filter(merged_into__isnull=True, voided_at__isnull=True, pk__gt=last)
        portion = list(rows.order_by("pk")[:AT_ONCE])
        if not portion:
            return
        yield list(records(portion))
        last = portion[-1].pk


def decided() -> set[tuple[int, int]]:
    """Pairs somebody has decided. One query."""
    return set(PossiblePair.objects.exclude(state=PairState.OPEN).values_list("left", "right"))


def name_counts(counted: Frequencies) -> list[tuple[str, str, str, int]]:
    """Names that several persons have, as they are kept: family, middle, given, persons."""
    kept: Counter[tuple[str, str, str]] = Counter()
    for (family, middle, given), people in counted.names.items():
        if given:
            kept[family or "", middle or "", given] += people
    return [(*name, people) for name, people in kept.items() if people >= FEWEST]
