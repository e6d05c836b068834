"""Bench group "classification": the class of every commune with its reasons, on a province (S) and on the country (L).

Filled by ``binhyen-bench people`` and ``bench.classification_fill``. L only with ``BINHYEN_BENCH_LARGE=1``
(bench/filled.py). Nobody publishes a figure for such a classification; it is compared with asking commune by commune.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from bench.filled import PEOPLE, filled, sizes
from bench.row import Row

GROUP = "classification"
COMMUNE_BY_COMMUNE = "the same, commune by commune (same run)"


@dataclass(frozen=True, slots=True)
class Aim:
    name: str
    unit: str
    most: dict[str, float]
    compared: bool = False


AIMS = {
    "today": Aim(
        "all communes today: class, reasons, a month before, both readings", "s", {"S": 1, "L": 20}, compared=True
    ),
    "then": Aim("all communes of an earlier day, as known then", "s", {"S": 1, "L": 20}, compared=True),
    "after an act": Aim("one commune after an act", "ms", {"S": 100, "L": 100}),
}


def rows() -> Iterator[Row]:
    for size in sizes():
        with filled(size) as made:
            fill = subprocess.run(
                [sys.executable, "-m", "bench.classification_fill"], env=made.env, check=True, stdout=subprocess.PIPE
            )
            done = subprocess.run(
                [sys.executable, "-m", "bench.classification_measure"], env=made.env, check=True,
                stdout=subprocess.PIPE,
            )  # fmt: skip
            yield from _rows(size, json.loads(done.stdout), fill.stdout.decode().strip())


def _rows(size: str, found: dict[str, float], said: str) -> Iterator[Row]:
    for key, aim in AIMS.items():
        yield Row(
            group=GROUP,
            name=aim.name,
            size=f"{PEOPLE[size].partition(':')[0]}: {found['communes']:,.0f} communes",
            value=round(found[key], 2),
            unit=aim.unit,
            target=f"<= {aim.most[size]:g}",
            holds=found[key] <= aim.most[size],
            peer=COMMUNE_BY_COMMUNE if aim.compared else "",
            peer_value=round(found["one by one"], 2) if aim.compared else None,
            note=f"{said}, load {os.getloadavg()[0]:.1f}",
        )
