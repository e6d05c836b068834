"""Links the lists of a Parquet file in a process of its own: ``python -m bench.linkage_measure FILE PAIRS``.

Prints what it took and writes the pairs found. The clock starts after the imports, as in a running worker.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from binhyen_analytics.linkage import on_duckdb
from binhyen_analytics.linkage.link import link


def measure(file: Path, out: Path) -> dict[str, float]:
    wall, work = time.perf_counter(), time.process_time()
    linked = link([file])
    spent = {"wall": time.perf_counter() - wall, "work": time.process_time() - work}
    found = {"left": [pair.left for pair in linked.pairs], "right": [pair.right for pair in linked.pairs]}
    pyarrow.parquet.write_table(pa.table(found), out)
    looked_at = sum(size.pairs for size in linked.keys)
    return spent | {"threads": on_duckdb.THREADS, "looked_at": looked_at, "peak_mb": peak_mb()}


def peak_mb() -> float:
    """The most memory this process has held; getrusage would count the parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))))
