"""Reads one file in a process of its own and prints what it took: ``python -m bench.reading FILE TIMES``.

The clock starts after the imports, as in a running product; the first reading is timed like the others.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from binhyen.operations.directives.reader import read


def measure(file: Path, times: int) -> dict[str, float]:
    spans, duties = [], 0
    for _ in range(times):
        start = time.perf_counter()
        duties = len(read(file, name=file.name).duties)
        spans.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB
    return {"first": spans[0], "best": min(spans), "duties": duties, "peak_mb": peak}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
