"""Bench group "people": entering a list, finding a person, and the hint while somebody types, on S and on L.

L is measured only with ``BINHYEN_BENCH_LARGE=1``. Peers' figures were measured earlier on two such cores, or published.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row

GROUP = "people"
LARGE = "BINHYEN_BENCH_LARGE"
SIZES = {"S": 11_000, "L": 230_000}
# name: unit and the most it may take on S and on L
TARGETS = {
    "7,000 persons entered with numbers, words and facts": ("s", 8, 8),
    "search by the province, slowest of ten texts": ("ms", 40, 100),
    "search by a commune, slowest of ten texts": ("ms", 40, 100),
    "hint while typing, by the province": ("ms", 150, 300),
    "hint while typing, by a commune": ("ms", 150, 300),
}
# beginning of a name: whom it is compared with
PEERS: dict[str, tuple[str, float | None]] = {
    "7,000": ("CARE, 142 rows/s (measured)", 49.3),
    "search": ("CARE, name filter, median (measured; DHIS2 174 published)", 220),
    "hint": ("SORMAS: minutes at 18,000 cases (its issues)", None),
}


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="by-bench-", dir="/tmp") as home:
        Path(home).chmod(0o755)
        env = os.environ | {"BINHYEN_VAR": home}
        binhyen = str(Path(sys.executable).parent / "binhyen")
        try:
            subprocess.run([binhyen, "db", "migrate", "--quiet"], env=env, check=True)
            sizes = SIZES if os.environ.get(LARGE) == "1" else {"S": SIZES["S"]}
            for size, people in sizes.items():
                command = [sys.executable, "-m", "bench.people_measure", str(people)]
                done = subprocess.run(command, env=env, check=True, capture_output=True)
                yield from _rows(size, people, json.loads(done.stdout))
        finally:
            subprocess.run([binhyen, "db", "stop"], env=env, check=False, capture_output=True)


def _rows(size: str, people: int, measured: dict[str, float]) -> Iterator[Row]:
    for name, value in measured.items():
        unit, small, large = TARGETS[name]
        most = small if size == "S" else large
        peer, peer_value = PEERS[name.split()[0]]
        yield Row(
            group=GROUP,
            name=name,
            size=f"{size}: {people:,} people",
            value=round(value, 1),
            unit=unit,
            target=f"<= {most}",
            holds=value <= most,
            peer=peer,
            peer_value=peer_value,
            note=f"load {os.getloadavg()[0]:.1f}",
        )
