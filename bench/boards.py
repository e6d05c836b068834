"""Bench group "indicators", the boards: pages of figures over HTTP, read by an officer of the province.

On the filled installation of ``bench.filled``; figures are computed from its snapshot first, as every 20 minutes.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Iterator

from bench.cases import BINHYEN, served
from bench.filled import PEOPLE, filled, sizes
from bench.register import Line
from bench.row import Row

GROUP = "indicators"
MOST_MS = {"S": 150.0, "L": 250.0}
TIMES = 20
PAGES = {
    "bảng số liệu của tỉnh": "/so-lieu/",
    "một chỉ tiêu theo xã, có biểu đồ": "/so-lieu/chi-tieu/addicts.reported/",
    "danh sách chỉ tiêu": "/so-lieu/chi-tieu/",
}


def rows() -> Iterator[Row]:
    for size in sizes():
        with filled(size) as made:
            began = time.perf_counter()
            subprocess.run([BINHYEN, "snapshot"], env=made.env, check=True, capture_output=True)
            took = time.perf_counter() - began
            yield row("chụp và tính mọi chỉ tiêu, mọi kỳ", size, round(took, 1), "s", "")
            with served(made.env) as (port, cookie):
                for name, path in PAGES.items():
                    most = MOST_MS[size]
                    found = round(median_ms(port, cookie, path), 1)
                    yield row(name, size, found, "ms", f"<= {most:g}", holds=found <= most)


def median_ms(port: int, cookie: str, path: str) -> float:
    """Of some requests, one after the other; the first compiles templates and draws what is drawn once."""
    line, times = Line(port, cookie, path), []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        status, _ = line.ask()
        times.append((time.perf_counter() - began) * 1000)
        assert status == 200, (path, status)
    return statistics.median(times[1:])


def row(name: str, size: str, value: float, unit: str, target: str, *, holds: bool = True) -> Row:
    return Row(
        group=GROUP, name=name, size=PEOPLE[size], value=value, unit=unit, target=target, holds=holds,
        note=f"máy bận {os.getloadavg()[0]:.1f}",
    )  # fmt: skip
