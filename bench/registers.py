"""Bench group "registers": the demonstration province built from nothing, and what people wait for while typing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row

SEED_SECONDS = 20.0
TYPING_MS = 50.0  # a field that completes must answer before the next key is pressed
LOAD_SECONDS = 5.0


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="by-bench-", dir="/tmp") as home:
        Path(home).chmod(0o755)
        env = os.environ | {"BINHYEN_VAR": home}
        binhyen = str(Path(sys.executable).parent / "binhyen")
        try:
            subprocess.run([binhyen, "db", "migrate", "--quiet"], env=env, check=True)
            start = time.perf_counter()
            subprocess.run([binhyen, "seed", "demo"], env=env, check=True, stdout=subprocess.DEVNULL)
            seconds = time.perf_counter() - start
            yield _row("demonstration province from nothing", "2 directives", seconds, "s", SEED_SECONDS)
            probe = subprocess.run([sys.executable, "-m", "bench.probe"], env=env, check=True, capture_output=True)
            measured = json.loads(probe.stdout)
            size = f"{measured['bodies']} bodies"
            yield _row("a body completed while typing, median", size, measured["complete_ms"], "ms", TYPING_MS)
            size = f"{measured['edges']} old names"
            yield _row("an old commune's name resolved, median", size, measured["resolve_ms"], "ms", TYPING_MS)
            yield _row("official codes loaded again", size, measured["load_s"], "s", LOAD_SECONDS)
        finally:
            subprocess.run([binhyen, "db", "stop"], env=env, check=False, capture_output=True)


def _row(name: str, size: str, value: float, unit: str, most: float) -> Row:
    holds, target = value <= most, f"<= {most:g}"
    return Row(group="registers", name=name, size=size, value=round(value, 1), unit=unit, target=target, holds=holds)
