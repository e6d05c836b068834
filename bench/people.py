"""Bench group "people": entering a list, finding a person, and the hint while somebody types, on S and on L.

L is measured only with ``BINHYEN_BENCH_LARGE=1`` (see bench/filled.py). Peers' figures were measured earlier on two
such cores, or published.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from bench.filled import PEOPLE, filled, sizes
from bench.row import Row

GROUP = "people"
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
    for size in sizes():
        with filled(size) as made:
            command = [sys.executable, "-m", "bench.people_measure"]
            done = subprocess.run(command, env=made.env, check=True, stdout=subprocess.PIPE)
            yield from _rows(size, json.loads(done.stdout))


def _rows(size: str, measured: dict[str, float]) -> Iterator[Row]:
    for name, value in measured.items():
        unit, small, large = TARGETS[name]
        most = small if size == "S" else large
        peer, peer_value = PEERS[name.split()[0]]
        yield Row(
            group=GROUP,
            name=name,
            size=PEOPLE[size],
            value=round(value, 1),
            unit=unit,
            target=f"<= {most}",
            holds=value <= most,
            peer=peer,
            peer_value=peer_value,
            note=f"load {os.getloadavg()[0]:.1f}",
        )
