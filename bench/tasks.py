"""Bench group "tasks": the list of work over HTTP, filtered by overdue and unit, and one task given to 3,321 communes.

As ``bench.register``: a cluster of its own, the real server with two workers, four connections, and nothing left to do
in the background. The peer's figure is that of Redmine's filtered issue list (on SQLite), measured earlier on the same
kind of machine. The cascade is the act itself in one process, from its call to the commit.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.idle import hold_until_idle
from bench.register import CONNECTIONS, REDMINE_REQUESTS_PER_SECOND, ask_for, free_port, load, wait_for
from bench.row import Row

FLOORS = {7_000: 120, 100_000: 60}
WARM_SECONDS, ROUNDS = 8.0, 3
COMMUNES, CASCADE_SECONDS = 3_321, 3.0
PAGES = {
    "list, overdue of a unit": "/cong-viec/?xem=qua-han&donvi=bench_7",
    "list, overdue, all units": "/cong-viec/?xem=qua-han",
}


@contextmanager
def home() -> Iterator[dict[str, str]]:
    """The environment of an empty installation of its own."""
    with tempfile.TemporaryDirectory(prefix="by-bench-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        env = os.environ | {"BINHYEN_VAR": folder}
        try:
            subprocess.run([binhyen(), "db", "migrate", "--quiet"], env=env, check=True)
            yield env
        finally:
            subprocess.run([binhyen(), "db", "stop"], env=env, check=False, capture_output=True)


def binhyen() -> str:
    return str(Path(sys.executable).parent / "binhyen")


def filled(env: dict[str, str], *what: str) -> list[str]:
    """What the filling printed; what it complains of is seen, not kept."""
    run = subprocess.run([sys.executable, "-m", "bench.tasks_fill", *what], env=env, check=True, stdout=subprocess.PIPE)
    return run.stdout.decode().split()


@contextmanager
def serving(env: dict[str, str]) -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen([binhyen(), "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        hold_until_idle(env)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def rows() -> Iterator[Row]:
    yield from cascade()
    for count, floor in FLOORS.items():
        yield from lists(count, floor)


def cascade() -> Iterator[Row]:
    with home() as env:
        seconds, copies = filled(env, "cascade", str(COMMUNES))
    took = float(seconds)
    yield Row(
        group="tasks", name="one task to every commune", size=f"{COMMUNES} copies", value=took, unit="s",
        target=f"<= {CASCADE_SECONDS:g}", holds=took <= CASCADE_SECONDS and int(copies) == 3 * COMMUNES,
        peer="limit of the issue", peer_value=CASCADE_SECONDS, note="tasks, shares, moves, fact; median of three",
    )  # fmt: skip


def lists(count: int, floor: int) -> Iterator[Row]:
    with home() as env:
        cookie = filled(env, str(count))[-1]
        with serving(env) as port:
            for path in PAGES.values():  # as after the first minutes of a day
                ask_for(WARM_SECONDS, port, cookie, path)
            for name, path in PAGES.items():
                # connections fall to the two workers by chance, two and two or all to one: each round has its own
                rate, p95 = sorted(load(port, cookie, path) for _ in range(ROUNDS))[ROUNDS // 2]
                yield Row(
                    group="tasks", name=name, size=f"{count} tasks, {CONNECTIONS} connections", value=round(rate, 1),
                    unit="requests/s", target=f">= {floor}", holds=rate >= floor,
                    peer="Redmine on SQLite, filtered issue list (measured earlier on such a machine)",
                    peer_value=REDMINE_REQUESTS_PER_SECOND, note=f"p95 {p95:.0f} ms; median of {ROUNDS} rounds",
                )  # fmt: skip
