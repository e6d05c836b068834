"""Who is the same person: how many are found and how many are wronged, how long a province and a country take.

The labelled sets are invented (binhyen.config.seeds.linkage); their seeds are not those of the training. A pair is
right when both records are of one person; pairs inside one list count like pairs between lists.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet

from bench.row import Row
from binhyen.config.seeds.linkage.noise import LEVELS, labelled
from binhyen.kit.paths import ROOT
from binhyen_analytics.linkage.frequencies import counted
from binhyen_analytics.linkage.score import likely
from binhyen_analytics.linkage.tables import table_of

GROUP = "people"
SEED = 7
COUNTRY, PROVINCE = 300_000, 30_000
CANDIDATES = 200  # of one typed person, as the database hands them over at most
# Both were measured on sets of Vietnamese names of their own (20 % noisy doubles), on a box of this size.
UNTUNED = "splink 4.0.9 chưa chỉnh, 100.000 bản ghi, bộ khác"
TRIED = "splink 5.0.0 trên DuckDB, 300.000 bản ghi, bộ khác"


@dataclass(frozen=True, slots=True)
class Found:
    spent: dict[str, float]
    recall: float
    precision: float
    records: int


def run(size: int, levels: tuple[str, ...]) -> Found:
    data = labelled(size, levels=levels, seed=SEED)
    with TemporaryDirectory(prefix="binhyen-linkage-") as folder:
        given, out = Path(folder, "given.parquet"), Path(folder, "pairs.parquet")
        pyarrow.parquet.write_table(table_of(data.records), given)
        done = subprocess.run(
            [sys.executable, "-m", "bench.linkage_measure", str(given), str(out)],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        pairs = pyarrow.parquet.read_table(out).to_pydict()
    found = set(zip(pairs["left"], pairs["right"], strict=True))
    right = len(found & data.truth)
    spent: dict[str, float] = json.loads(done.stdout)
    return Found(spent, right / len(data.truth), right / len(found), len(data.records))


def row(
    name: str, size: str, value: float, unit: str, target: str, *, holds: bool, peer: str = "",
    peer_value: float | None = None, note: str = "",
) -> Row:  # fmt: skip
    return Row(
        group=GROUP, name=name, size=size, value=value, unit=unit, target=target, holds=holds, peer=peer,
        peer_value=peer_value, note=note,
    )  # fmt: skip


def rows() -> Iterator[Row]:
    yield from country()
    for level in LEVELS:
        yield from one_level(level)
    yield typed()


def country() -> Iterator[Row]:
    found = run(COUNTRY, tuple(LEVELS))
    size, spent = f"{found.records:,} bản ghi, ba mức nhiễu", found.spent
    note = f"{spent['looked_at']:,} cặp được xét; {spent['work']:.1f} s bộ xử lý trên {spent['threads']:.0f} luồng"
    yield row("liên kết: độ phủ", size, round(found.recall, 4), "", ">= 0.97", holds=found.recall >= 0.97,
              peer=UNTUNED, peer_value=0.76)  # fmt: skip
    yield row("liên kết: độ chính xác", size, round(found.precision, 4), "", ">= 0.995",
              holds=found.precision >= 0.995, peer=UNTUNED, peer_value=0.995)  # fmt: skip
    yield row("liên kết cả loạt", size, round(spent["wall"], 1), "s", "<= 20", holds=spent["wall"] <= 20,
              peer=TRIED, peer_value=10.9, note=note)  # fmt: skip
    yield row("liên kết: bộ nhớ", size, round(spent["peak_mb"]), "MB", "<= 2048", holds=spent["peak_mb"] <= 2048,
              peer=TRIED, peer_value=730)  # fmt: skip


def one_level(level: str) -> Iterator[Row]:
    """The targets are those of all levels together; one level alone is told, not judged."""
    found = run(PROVINCE, (level,))
    size = f"{found.records:,} bản ghi, nhiễu {level}"
    yield row("liên kết: độ phủ", size, round(found.recall, 4), "", "báo riêng", holds=True)
    yield row("liên kết: độ chính xác", size, round(found.precision, 4), "", "báo riêng", holds=True)


def typed() -> Row:
    """The hint while typing, after the database has handed over its candidates."""
    records = labelled(CANDIDATES * 5, seed=SEED).records
    frequencies = counted(records)
    times = []
    for asked in records[:50]:
        start = time.perf_counter()
        likely(asked, records[:CANDIDATES], frequencies=frequencies)
        times.append(1000 * (time.perf_counter() - start))
    middle = sorted(times)[len(times) // 2]
    return row("gợi ý trùng: chấm điểm", f"{CANDIDATES} người cho một người", round(middle, 1), "ms", "<= 15",
               holds=middle <= 15, peer="SORMAS: hàng phút ở 18.000 ca")  # fmt: skip
