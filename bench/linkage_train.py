"""Finds the weights of the linkage model on the labelled set: ``python -m bench.linkage_train`` prints parameters.toml.

A regression on the pairs the keys let through (in bits, with a small pull towards zero), not counts of agreement among
all pairs: degrees depend on each other (twins share the day, the house and the telephone), and counts would pay for
the same agreement twice. Seeds of training are never used to measure.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from binhyen.config.seeds.linkage.noise import Labelled, labelled
from binhyen_analytics.linkage import blocking, model
from binhyen_analytics.linkage.columns import Record, columns_of
from binhyen_analytics.linkage.frequencies import counted
from binhyen_analytics.linkage.score import rarity, score

SEEDS, SIZE = (101, 102, 103, 104, 105, 106), 30_000
PULL = 0.5  # of every weight towards zero
BINS = 2  # rarity is counted in steps of half a bit
ROUNDS = 25
Pattern = tuple[tuple[str, ...], float]  # degrees found ("birth.same"), bits of rarity
START, RARITY, RARITY_FAR = "start", "rarity", "rarity_far"
FAR = "place.far_same_name"
WEIGHTLESS = {"kin.none", "list.other"}  # the rule, not the exception


def pairs(records: list[Record]) -> Iterator[tuple[str, str]]:
    """All pairs the keys let through."""
    with duckdb.connect() as engine:
        engine.register("given", pa.table(columns_of(records)))
        keys = ", ".join(f"{sql} as {name}" for name, sql in blocking.KEYS.items())
        engine.execute(f"create table keyed as select record_id, {keys} from given")  # noqa: S608 our own words
        each = " union ".join(
            f"select a.record_id, b.record_id from keyed a join keyed b using ({key}) where a.record_id < b.record_id"  # noqa: S608
            for key in blocking.KEYS
        )
        yield from engine.execute(f"{each} order by all").fetchall()


def patterns(data: Labelled) -> Iterator[tuple[Pattern, bool]]:
    """What the model sees of every pair, and whether it is one person."""
    by_id = {record.record_id: record for record in data.records}
    frequencies = counted(data.records)
    rare = {d.code for d in model.COMPARISONS[0].degrees if d.rarity}
    for left, right in pairs(data.records):
        one, other = by_id[left], by_id[right]
        degrees = score(one, other, frequencies=frequencies).degrees
        found = (f"{comparison}.{degree}" for comparison, degree in degrees.items() if degree != model.UNKNOWN)
        seen = tuple(name for name in found if name not in WEIGHTLESS)
        bits = rarity(one, other, frequencies) if degrees["name"] in rare else 0.0
        yield (seen, round(bits * BINS) / BINS), (left, right) in data.truth


def fit(counts: dict[Pattern, list[int]]) -> dict[str, float]:
    """Weights in bits, by Newton's method."""
    names = [
        START,
        RARITY,
        RARITY_FAR,
        *(f"{c.code}.{d.code}" for c in model.COMPARISONS for d in c.degrees),
    ]
    at = {name: i for i, name in enumerate(names)}
    rows = [
        ([(0, 1.0), (1, bits), (2, bits if FAR in seen else 0.0), *((at[name], 1.0) for name in seen)], no, yes)
        for (seen, bits), (no, yes) in counts.items()
    ]
    weights = [0.0] * len(names)
    for _ in range(ROUNDS):
        step = solve(*slope(rows, weights))
        longest = max(map(abs, step))
        weights = [w + s * min(1.0, 3 / longest) for w, s in zip(weights, step, strict=True)]
        if longest < 1e-6:
            break
    return {name: weights[i] / math.log(2) for name, i in at.items() if name not in WEIGHTLESS}


def slope(
    rows: list[tuple[list[tuple[int, float]], int, int]], weights: list[float]
) -> tuple[list[list[float]], list[float]]:
    size = len(weights)
    bend = [[PULL if i == j and i > 2 else 1e-9 * (i == j) for j in range(size)] for i in range(size)]
    rise = [-PULL * w if i > 2 else 0.0 for i, w in enumerate(weights)]
    for row, no, yes in rows:
        chance = 1 / (1 + math.exp(-sum(weights[i] * x for i, x in row)))
        left, heavy = yes - (no + yes) * chance, (no + yes) * chance * (1 - chance)
        for i, x in row:
            rise[i] += left * x
            for j, y in row:
                bend[i][j] += heavy * x * y
    return bend, rise


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with row exchange."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i in range(size):
        best = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            if factor:
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (rows[i][size] - sum(rows[i][j] * found[j] for j in range(i + 1, size))) / rows[i][i]
    return found


HEAD = """\
# Weights of the linkage model, in bits (+1 doubles the odds that two records are one person). Made by
# `python -m bench.linkage_train` on labelled sets of {sets} x {size} records, seeds {seeds}; measured on others.
# Beside each weight: how many pairs of one person and of two had this degree.

records = {size}
same = {same}  # probability from which two records count as one person
maybe = {maybe}  # probability from which a person should look
common_name = {common_name}  # share of a name that is neither common nor rare
rarest_name = {rarest_name}  # shares below this count as this
start = {start:.3f}
rarity = {rarity:.3f}  # bits per bit of rarity of a name both have
rarity_far = {rarity_far:.3f}  # the same again, when they do not live in one commune
"""


def main() -> None:
    counts: dict[Pattern, list[int]] = {}
    for seed in SEEDS:
        for pattern, is_one in patterns(labelled(SIZE, seed=seed)):
            counts.setdefault(pattern, [0, 0])[is_one] += 1
        print(f"seed {seed}: {len(counts)} patterns", file=sys.stderr)
    weights = fit(counts)
    kept = {name: model.PARAMETERS[name] for name in ("same", "maybe", "common_name", "rarest_name")}
    found = {name: weights[name] for name in (START, RARITY, RARITY_FAR)}
    print(HEAD.format(sets=len(SEEDS), size=SIZE, seeds=", ".join(map(str, SEEDS)), **kept, **found))
    seen: Counter[tuple[str, bool]] = Counter()
    for (degrees, _), (two, one) in counts.items():
        for degree in degrees:
            seen[degree, True] += one
            seen[degree, False] += two
    for comparison in model.COMPARISONS:
        print(f"[{comparison.code}]")
        for degree in comparison.degrees:
            name = f"{comparison.code}.{degree.code}"
            print(f"{degree.code} = {weights.get(name, 0.0):.3f}  # {seen[name, True]} one, {seen[name, False]} two")
        print()


if __name__ == "__main__":
    main()
