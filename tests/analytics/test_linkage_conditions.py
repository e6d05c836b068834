"""Every condition of the model means the same in the engine and for a single pair, unknown values included."""

import random
from dataclasses import replace

import duckdb
import pyarrow as pa

from binhyen_analytics.linkage import model
from binhyen_analytics.linkage.columns import COLUMNS, FLAGS, NUMBERS, Record, columns_of

DRAWN = 3_000


def drawn(rng, number):
    """A record of few values, so that much agrees by chance; some of it unknown."""
    words = ("nam", "nan", "van a", "van b", "nguyen van nam", "nguyen vam nan", "nam nguyen van", "")

    def value(column):
        if column in FLAGS:
            return rng.random() < 0.5
        if rng.random() < 0.15:
            return None
        if column in NUMBERS:
            return rng.choice((1, 2, 3, 12))
        return (
            rng.choice(words)
            if column.endswith("key")
            else rng.choice(("097090123456", "097090123457", "097090123465", "1"))
        )

    return Record(**{name: value(name) for name in COLUMNS if name != "record_id"}, record_id=str(number))


def beside(rng, record):
    """The record and another that agrees with it in more than half of the columns."""
    other = drawn(rng, -1)
    kept = {name: getattr(record, name) for name in COLUMNS[1:] if rng.random() < 0.6}
    if rng.random() < 0.2:
        kept |= {"birth_year": record.birth_year, "birth_month": record.birth_day, "birth_day": record.birth_month}
    return record, replace(other, **kept)


def test_the_engine_and_the_single_pair_see_the_same():
    rng = random.Random(5)  # noqa: S311 - draws, not secrets
    pairs = [beside(rng, drawn(rng, i)) for i in range(DRAWN)]
    sides = {
        f"{name}_{side}": values
        for side, records in zip("lr", zip(*pairs, strict=True), strict=True)
        for name, values in columns_of(records).items()
    }
    conditions = {
        f"{comparison.code}_{degree.code}": degree.condition
        for comparison in model.COMPARISONS
        for degree in comparison.degrees
        if degree.condition is not None
    }
    with duckdb.connect() as engine:
        engine.register("pairs", pa.table(sides))
        asked = ", ".join(f"coalesce({condition.sql}, false) as {name}" for name, condition in conditions.items())
        rows = engine.execute(f"select {asked} from pairs").fetchall()  # noqa: S608 - the model's own words

    for (left, right), answers in zip(pairs, rows, strict=True):
        assert {n: c.holds(left, right) for n, c in conditions.items()} == dict(zip(conditions, answers, strict=True))
    met = dict(zip(conditions, map(any, zip(*rows, strict=True)), strict=True))
    assert [name for name, was_met in met.items() if not was_met] == []
