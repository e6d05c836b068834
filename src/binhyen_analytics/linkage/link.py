"""Who stands in several lists, or twice in one: the batch.

    linked = link([police, clinic], threshold=model.SAME)
    linked.clusters   # records of one person
    linked.contested  # fit a person who is already taken by a better fit: for people to look at

The same lists give the same pairs, in the same order, on every engine. Nothing is learned while it runs: the weights
are those of the model, and only the frequencies of names come from the lists (or from the caller).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

from binhyen_analytics.linkage import blocking, model
from binhyen_analytics.linkage.blocking import KeySize
from binhyen_analytics.linkage.clusters import settle
from binhyen_analytics.linkage.columns import COLUMNS, Record
from binhyen_analytics.linkage.frequencies import Frequencies
from binhyen_analytics.linkage.score import probability, score
from binhyen_analytics.linkage.settings import degrees_of, settings
from binhyen_analytics.linkage.tables import Table

ENGINES = {"duckdb": "binhyen_analytics.linkage.on_duckdb", "spark": "binhyen_analytics.linkage.on_spark"}


class Engine(Protocol):
    def load(self, tables: Sequence[Table], name: str) -> None: ...
    def put(self, table: pa.Table, name: str) -> None: ...
    def run(self, sql: str) -> None: ...
    def rows(self, sql: str) -> list[tuple[Any, ...]]: ...
    def predict(self, table: str, wanted: dict[str, Any], shares: str, threshold: float) -> str: ...


@dataclass(frozen=True, slots=True)
class Pair:
    left: str  # record_id; left < right
    right: str
    weight: float  # bits
    degrees: dict[str, str]  # comparison -> degree; ``reasons`` has the words

    @property
    def probability(self) -> float:
        return probability(self.weight)


class Linked(NamedTuple):
    pairs: list[Pair]  # surest first
    contested: list[Pair]
    clusters: list[tuple[str, ...]]
    frequencies: Frequencies  # keep them for scoring single pairs with the same weights
    keys: list[KeySize]  # what was looked at
    records: int


def link(
    tables: Sequence[Table],
    *,
    engine: str = "duckdb",
    threshold: float = model.SAME,
    within_lists: bool = True,
    frequencies: Frequencies | None = None,
) -> Linked:
    """Pairs with at least this probability, and who they make.

    ``tables``: lists with the columns of the contract; record_id is unique over all of them. ``within_lists``: also
    look for one person twice in one list. Raises ``blocking.TooManyPairs`` before a run that would not end.
    """
    opened: AbstractContextManager[Engine] = import_module(ENGINES[engine]).engine()
    with opened as running:
        running.load(tables, "given")
        sizes, records = _prepare(running)
        blocking.check(sizes, records)
        frequencies = frequencies or _count(running)
        pairs = _predict(running, frequencies, threshold, within_lists=within_lists)
        known = _records(running, pairs)
    settled = settle(pairs, lambda a, b: score(known[a], known[b], frequencies=frequencies).weight)
    return Linked(settled.kept, settled.contested, settled.clusters, frequencies, sizes, records)


def _prepare(engine: Engine) -> tuple[list[KeySize], int]:
    """The table ``keyed``: the lists with their keys, those of too large blocks emptied."""
    most = blocking.LARGEST_BLOCK
    asked = (
        f"select '{key}', sum(case when n <= {most} then n * (n - 1) / 2 else 0 end), max(n),"
        f" sum(case when n > {most} then 1 else 0 end) from {_blocks(sql)}"
        for key, sql in blocking.KEYS.items()
    )
    counted = {key: numbers for key, *numbers in engine.rows(" union all ".join(asked))}
    sizes = [KeySize(key, *(int(number or 0) for number in counted[key])) for key in blocking.KEYS]
    kept = []
    for size in sizes:
        sql = blocking.KEYS[size.key]
        large = f"select k from {_blocks(sql)} where n > {most}"
        kept.append(f"{f'case when {sql} not in ({large}) then {sql} end' if size.left_out else sql} as {size.key}")
    engine.run(f"create or replace temporary view keyed as select {', '.join((*COLUMNS, *kept))} from given")
    return sizes, int(engine.rows("select count(*) from given")[0][0])


def _blocks(key: str) -> str:
    """How many records share each value of a key."""
    return f"(select {key} as k, count(*) as n from given where {key} is not null group by 1) blocks"


def _count(engine: Engine) -> Frequencies:
    rows = engine.rows(
        "select family_key, middle_key, given_key, count(*) from given where full_name_key is not null group by 1, 2, 3"
    )
    return Frequencies({(family, middle, given): int(count) for family, middle, given, count in rows})


def _shares(engine: Engine, frequencies: Frequencies) -> pa.Table:
    """The share of every name of the lists, as splink's table of term frequencies."""
    rows = engine.rows(
        "select full_name_key, min(family_key), min(middle_key), min(given_key) from given"
        " where full_name_key is not null group by 1"
    )
    return pa.table(
        {
            "full_name_key": pa.array([row[0] for row in rows], pa.string()),
            "tf_full_name_key": pa.array([frequencies.share((row[1], row[2], row[3])) for row in rows], pa.float64()),
        }
    )


def _predict(engine: Engine, frequencies: Frequencies, threshold: float, *, within_lists: bool) -> list[Pair]:
    wanted = settings(records=frequencies.total, within_lists=within_lists)
    engine.put(_shares(engine, frequencies), "shares")
    found = engine.predict("keyed", wanted, "shares", threshold)
    codes = [comparison.code for comparison in model.COMPARISONS]
    levels = ", ".join(f"gamma_{code}" for code in codes)
    rows = engine.rows(f"select record_id_l, record_id_r, match_weight, {levels} from {found}")
    pairs = []
    for one, other, weight, *numbers in rows:
        left, right = sorted((one, other))
        pairs.append(Pair(left, right, weight, degrees_of(dict(zip(codes, numbers, strict=True)))))
    return sorted(pairs, key=lambda pair: (-pair.weight, pair.left, pair.right))


def _records(engine: Engine, pairs: list[Pair]) -> dict[str, Record]:
    """The records of the pairs, to weigh those against each other that are drawn to one person."""
    ids = sorted({record_id for pair in pairs for record_id in (pair.left, pair.right)})
    engine.put(pa.table({"record_id": pa.array(ids, pa.string())}), "wanted")
    rows = engine.rows(f"select {', '.join(COLUMNS)} from given where record_id in (select record_id from wanted)")
    return {row[0]: Record(**dict(zip(COLUMNS, row, strict=True))) for row in rows}
