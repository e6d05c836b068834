"""Bench group "journal": sealing, walking along the chain, and writing while somebody else keeps a transaction open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row

FACTS = 100_000
# name, unit, target, whether the target is a floor
TARGETS = {
    "seal": ("facts/s", 1_000, True),
    "verify": ("facts/s", 5_000, True),
    "memory of verify": ("MB", 200, False),
    "state a fact while another transaction stays open": ("ms", 25, False),
    "page, newest": ("ms", 50, False),
    "page, words that are nowhere": ("ms", 500, False),
}


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="by-bench-", dir="/tmp") as home:
        Path(home).chmod(0o755)
        env = os.environ | {"BINHYEN_VAR": home}
        binhyen = str(Path(sys.executable).parent / "binhyen")
        try:
            subprocess.run([binhyen, "db", "migrate", "--quiet"], env=env, check=True)
            done = subprocess.run(
                [sys.executable, "-m", "bench.journal_measure", str(FACTS)], env=env, check=True, capture_output=True
            )
        finally:
            subprocess.run([binhyen, "db", "stop"], env=env, check=False, capture_output=True)
    for name, value in json.loads(done.stdout).items():
        unit, target, floor = TARGETS[name]
        yield Row(
            group="journal",
            name=name,
            size=f"{FACTS:,} facts",
            value=value,
            unit=unit,
            target=f"{'>=' if floor else '<='} {target}",
            holds=value >= target if floor else value <= target,
        )
