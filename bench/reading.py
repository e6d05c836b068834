"""Reads one file in a process of its own and prints what it took: ``python -m bench.reading FILE TIMES``.

The clock starts after the imports, as in a running product; the first reading is timed like the others. Seconds are
processor time (reading is one thread that waits for nothing); the wall time of the first reading is given beside it.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from binhyen.operations.directives.reader import read


def measure(file: Path, times: int) -> dict[str, float]:
    spans, walls, duties = [], [], 0
    for _ in range(times):
        wall, start = time.perf_counter(), time.process_time()
        duties = len(read(file, name=file.name).duties)
        spans.append(time.process_time() - start)
        walls.append(time.perf_counter() - wall)
    return {"first": spans[0], "best": min(spans), "wall": walls[0], "duties": duties, "peak_mb": peak_mb()}


def peak_mb() -> float:
    """The most memory this process has held; getrusage would count the parent's too."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
