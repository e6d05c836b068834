"""Bench group "people": entering a list, finding a person, and the hint while somebody types, on S and on L."""

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
SIZES = {"S": 11_000, "L": 230_000}
# name: unit and the most it may take on S and on L
TARGETS = {
    "7,000 persons entered with numbers, words and facts": ("s", 8, 8),
    "search by the province, slowest of ten texts": ("ms", 40, 100),
    "search by a commune, slowest of ten texts": ("ms", 40, 100),
    "hint while typing, by the province": ("ms", 150, 300),
    "hint while typing, by a commune": ("ms", 150, 300),
}


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="by-bench-", dir="/tmp") as home:
        Path(home).chmod(0o755)
        env = os.environ | {"BINHYEN_VAR": home}
        binhyen = str(Path(sys.executable).parent / "binhyen")
        try:
            subprocess.run([binhyen, "db", "migrate", "--quiet"], env=env, check=True)
            for size, people in SIZES.items():
                command = [sys.executable, "-m", "bench.people_measure", str(people)]
                done = subprocess.run(command, env=env, check=True, capture_output=True)
                yield from _rows(size, people, json.loads(done.stdout))
        finally:
            subprocess.run([binhyen, "db", "stop"], env=env, check=False, capture_output=True)


def _rows(size: str, people: int, measured: dict[str, float]) -> Iterator[Row]:
    for name, value in measured.items():
        unit, small, large = TARGETS[name]
        most = small if size == "S" else large
        yield Row(
            group=GROUP,
            name=name,
            size=f"{size}: {people:,} people",
            value=round(value, 1),
            unit=unit,
            target=f"<= {most}",
            holds=value <= most,
        )
