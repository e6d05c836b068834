"""Bench group "indicators": every indicator of every commune and 60 months at once, beside plain SQL for each.

On invented snapshots of a province (S) and of the country (L, with ``BINHYEN_BENCH_LARGE=1``). Both ways run on DuckDB
in the same run and must give the same figures; the plain one answers a sample of each kind, the rest is reckoned.
Beside them: how long a snapshot of a filled installation takes, and the protection of a public table.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.filled import PEOPLE, filled, sizes
from bench.row import Row
from bench.snapshots import SIZES, make
from binhyen.kit.paths import ROOT
from binhyen_analytics.disclosure import Table, protect

GROUP = "indicators"
MOST = {"S": 5, "L": 60}  # seconds
SNAPSHOT = {"S": 10, "L": 30}
TIMES = 10  # faster than the plain way
PLAIN = "một câu SQL cho mỗi chỉ tiêu mỗi tháng, cùng DuckDB, cùng lượt đo"


def rows() -> Iterator[Row]:
    for size in sizes():
        yield from figures(size)
        yield from snapshots(size)
    yield disclosure()


def figures(size: str) -> Iterator[Row]:
    with TemporaryDirectory(prefix="binhyen-figures-") as folder:
        snapshot = make(Path(folder), SIZES[size])
        assert snapshot.path is not None
        ours, plain = (measured(snapshot.path, way) for way in ("ours", "plain"))
    differing = {
        code: (ours["sums"][code], found) for code, found in plain["sums"].items() if ours["sums"][code] != found
    }
    assert not differing, differing
    shape = SIZES[size]
    name = f"{size}: {shape.people:,} người, {shape.communes:,} xã, 60 tháng"
    busy = f"{ours['work']:.1f} s bộ xử lý, máy bận {os.getloadavg()[0]:.1f}"
    said = f"{ours['indicators']} chỉ tiêu, {ours['rows']:,} số; {busy}"
    yield row("mọi chỉ tiêu, một lượt", name, round(ours["wall"], 1), "s", f"<= {MOST[size]}",
              holds=ours["wall"] <= MOST[size], peer=PLAIN, peer_value=round(plain["wall"], 1), note=said)  # fmt: skip
    times = plain["wall"] / ours["wall"]
    clever = f"một câu cho mỗi chỉ tiêu, cả 60 tháng: {plain['clever']:.1f} s"
    asked = f"{clever}; {plain['asked']} câu đo thật, số bằng nhau; các câu còn lại tính theo loại"
    yield row("nhanh hơn từng câu SQL", name, round(times, 1), "lần", f">= {TIMES}", holds=times >= TIMES, note=asked)
    peak = round(ours["peak_mb"])
    yield row("mọi chỉ tiêu: bộ nhớ", name, peak, "MB", "<= 4096", holds=peak <= 4096)


def snapshots(size: str) -> Iterator[Row]:
    """Out of PostgreSQL, all rows of one moment."""
    with filled(size) as installation:
        done = subprocess.run(
            [sys.executable, "-m", "bench.snapshot_measure"],
            cwd=ROOT, env=installation.env, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    found = json.loads(done.stdout)
    busy = f"{found['rows']:,} dòng, máy bận {os.getloadavg()[0]:.1f}"
    yield row("bản chụp số liệu", PEOPLE[size], round(found["first"], 1), "s", f"<= {SNAPSHOT[size]}",
              holds=found["first"] <= SNAPSHOT[size], peer="ADBC, 1,2 triệu dòng một bảng, đo trước", peer_value=1.2,
              note=busy)  # fmt: skip
    again = round(found["again"], 1)
    yield row("bản chụp lần sau, không ai ghi gì", PEOPLE[size], again, "s", "báo riêng", holds=True)


def measured(snapshot: Path, way: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench.indicators_measure", str(snapshot), way],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def disclosure() -> Row:
    """A province by commune and group, many of them small, protected as a whole."""
    communes = {f"{number:05d}": "15" for number in range(99)}
    counts = {
        (commune, str(value)): (number * 7 + value * 13) % 23 if (number + value) % 4 else 0
        for number, commune in enumerate(communes)
        for value in range(8)
    }
    start = time.perf_counter()
    shown = list(protect([Table("nhóm", ("area", "group"), counts, {"area": communes})])[0].figures.values())
    spent = time.perf_counter() - start
    note = f"{sum(figure is None for figure in shown)} trong {len(shown)} ô không công bố"
    size = "99 xã, 8 nhóm"
    return row("che số nhỏ để công bố", size, round(spent, 1), "s", "<= 10", holds=spent <= 10, note=note)


def row(
    name: str, size: str, value: float, unit: str, target: str, *, holds: bool, peer: str = "",
    peer_value: float | None = None, note: str = "",
) -> Row:  # fmt: skip
    return Row(
        group=GROUP, name=name, size=size, value=value, unit=unit, target=target, holds=holds, peer=peer,
        peer_value=peer_value, note=note,
    )  # fmt: skip
