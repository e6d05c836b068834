"""What a figure was made of at one moment and is no longer, and the reverse: rows by their numbers, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from binhyen_analytics.engines import Engine
from binhyen_analytics.snapshot import Snapshot

from .behind import behind_on
from .periods import Period

# columns that say which row it is, the closest first; what has none is known by its commune
NUMBERS = {
    "event_id": "event", "party_id": "party", "offence_id": "offence", "point_id": "point", "route_id": "route",
    "counted_as": "counted", "task_id": "task", "person_id": "person",
}  # fmt: skip
COMMUNE = "commune"
type Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row (``kind``, ``number``) of ``commune`` and how much it counted then and counts now; 1 where it just counts.

    A "counted" person is the register's number, or minus that of a party nobody has linked to a person.
    """

    kind: str
    number: int
    commune: str
    then: int
    now: int


def differs(
    opened: Engine,
    snapshot: Snapshot,
    *,
    code: str,
    area: str,
    period: Period,
    then: datetime,
    now: datetime,
    denominator: bool = False,
) -> list[Difference]:
    """Rows by which a figure of ``period`` as known ``now`` is another than as known ``then``, those that came last."""
    counts = []
    for moment in (then, now):
        asked = Period(period.start, period.end, moment)
        tables = behind_on(opened, snapshot, code=code, area=area, period=asked, denominator=denominator)
        counts.append(_counted(tables))
    was, is_now = counts
    same = _by_row(was).items() & _by_row(is_now).items()
    alike = {row for row, _amount in same}
    found = [
        Difference(*key, was[key], is_now[key])
        for key in {**was, **is_now}
        if was[key] != is_now[key] and _row(key) not in alike
    ]
    return sorted(found, key=lambda one: (one.now > one.then, one.kind, one.commune, one.number))


def _row(key: Key) -> tuple[str, int | str]:
    """Which row it is, wherever it counts: in another commune of the area it makes no other figure."""
    kind, number, commune = key
    return (kind, commune if kind == COMMUNE else number)


def _by_row(counted: Counter[Key]) -> Counter[tuple[str, int | str]]:
    found: Counter[tuple[str, int | str]] = Counter()
    for key, amount in counted.items():
        found[_row(key)] += amount
    return found


def _counted(tables: list[pa.Table]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for table in tables:
        for key, amount in _rows(table):
            found[key] += amount
    return found


def _rows(table: pa.Table) -> Iterator[tuple[Key, int]]:
    names = set(table.column_names)
    column = next((name for name in NUMBERS if name in names), None)
    chosen: list[list[Any]] = [
        table[column].to_pylist() if column else [0] * table.num_rows,
        table["commune_code"].to_pylist(),
        table["amount"].to_pylist() if "amount" in names else [1] * table.num_rows,
    ]
    kind = NUMBERS[column] if column else COMMUNE
    for number, commune, amount in zip(*chosen, strict=True):
        yield (kind, int(number), str(commune)), int(amount)
