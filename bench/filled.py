"""Installations with the people of a size, to measure on: ``binhyen-bench people --size``.

S is made anew each time, in seconds. L takes many minutes: it is made once and kept in ``BINHYEN_BENCH_KEPT`` (else
``var/bench/kept``, some 4 GB); what is measured is a copy, brought up to the newest tables. Delete the folder after a
change of the generator.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from binhyen.kit.paths import ROOT

LARGE = "BINHYEN_BENCH_LARGE"
KEPT = Path(
    os.environ.get("BINHYEN_BENCH_KEPT") or Path(os.environ.get("BINHYEN_VAR", ROOT / "var")) / "bench" / "kept"
)
PEOPLE = {"S": "S: 7,000 managed + 4,000 history, 99 communes", "L": "L: 230,000 people, 3,321 communes"}
BINHYEN = str(Path(sys.executable).parent / "binhyen")


@dataclass(frozen=True, slots=True)
class Filled:
    """``env`` to run commands of the installation with; ``took`` seconds, ``said`` how many of what."""

    env: dict[str, str]
    took: float
    said: str


def sizes() -> tuple[str, ...]:
    """What is measured: S, and L where it is asked for."""
    return tuple(PEOPLE) if os.environ.get(LARGE) == "1" else ("S",)


@contextmanager
def filled(size: str) -> Iterator[Filled]:
    """An installation with the people of a size, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="by-bench-", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o755)
        try:
            if size == "S":
                yield Filled(environment(home), *fill(home, size))
            else:
                took, said = copy(kept(size), home)
                subprocess.run([BINHYEN, "db", "migrate", "--quiet"], env=environment(home), check=True)
                yield Filled(environment(home), took, said)
        finally:
            stop(home)


def environment(home: Path) -> dict[str, str]:
    return os.environ | {"BINHYEN_VAR": str(home)}


def stop(home: Path) -> None:
    subprocess.run([BINHYEN, "db", "stop"], env=environment(home), check=False, capture_output=True)


def fill(home: Path, size: str) -> tuple[float, str]:
    """Make the tables and the people; (seconds of the people, what the command said there are)."""
    env = environment(home)
    subprocess.run([BINHYEN, "db", "migrate", "--quiet"], env=env, check=True)
    start = time.perf_counter()
    done = subprocess.run(
        [BINHYEN, "bench", "people", "--size", size], env=env, check=True, stdout=subprocess.PIPE, text=True
    )
    return time.perf_counter() - start, done.stdout.strip()


def kept(size: str) -> Path:
    """The kept installation of a size, filled where there is none; its server is stopped."""
    home, made = KEPT / size, KEPT / size / "made"
    if not made.is_file():
        home.mkdir(parents=True, exist_ok=True)
        try:
            took, said = fill(home, size)
        finally:
            stop(home)
        made.write_text(f"{took:.1f}\n{said}\n", encoding="utf-8")
    return home


def copy(source: Path, home: Path) -> tuple[float, str]:
    """A copy of a kept installation under its own socket; what is known of its making."""
    stop(source)  # a server may still run there
    subprocess.run(["cp", "-a", "--reflink=auto", f"{source}/.", str(home)], check=True)
    with (home / "pg" / "data" / "postgresql.auto.conf").open("a", encoding="utf-8") as conf:
        conf.write(f"unix_socket_directories = '{home / 'pg' / 's'}'\n")
    took, _, said = (home / "made").read_text(encoding="utf-8").partition("\n")
    return float(took), said.strip()
