"""Bench group "cases": the register of cases on a province (S) and on the country (L), beside systems that do the like.

A server of its own, filled by ``binhyen-bench people``; pages over HTTP with four connections, the rest inside a
process. L is measured only with ``BINHYEN_BENCH_LARGE=1`` (see bench/filled.py). Peers' figures were measured earlier
on two such cores, or published; the note says which. A figure of a busy machine is not one: the note says how busy.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.filled import BINHYEN, PEOPLE, filled, sizes
from bench.idle import hold_until_idle
from bench.register import CONNECTIONS, ask_for, free_port, load, wait_for
from bench.row import Row

LISTED = {"S": 7_000, "L": 230_000}  # rows of the list to import
PAGES = {
    "register list, 50 rows": ("/ho-so/", {"S": (120, 60), "L": (80, 120)}),
    "register list, by term, page 20": ("/ho-so/?sap=han&trang=20", {"S": (120, 60), "L": (80, 120)}),
}
SETTLES = 10.0  # seconds: templates are compiled
REDMINE = ("Redmine, filtered issue list (measured earlier on such a machine; CARE 5.5)", 13.0)


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure of ``bench.cases_measure``: what it is called here, the most it may be, and the peer's figure."""

    name: str
    unit: str
    most: dict[str, float]
    peer: str = ""
    peer_value: float | None = None


AIMS = {
    "facts, opened": Aim(
        "page of a file with 200 facts", "ms", {"S": 80, "L": 100}, "DHIS2, one person (published)", 121
    ),
    "queries": Aim("page of a file with 200 facts: queries", "", {"S": 12, "L": 12}),
    "act": Aim("one act, p95", "ms", {"S": 120, "L": 150}, "OpenCRVS, aim (published)", 300),
    "totals": Aim("all lists' totals, any day as known any day", "ms", {"S": 300, "L": 3_000}),
    "import preview": Aim("list in: read, validated, matched", "s", {"S": 3, "L": 480}),
    "import written": Aim("list in: read to written", "s", {"S": 20, "L": 480}, "CARE at 142 rows/s (measured)"),
    "import grown": Aim("list in: memory it took", "MB", {"S": 400, "L": 800}),
    "wide": Aim("7,000 x 40 cells to .xlsx, read, opened and written", "s", {"S": 4, "L": 4}),
    "export": Aim("full register to .xlsx", "s", {"S": 4, "L": 60}, "Ona, 32,000 rows (issue 1348)", 65),
    "export grown": Aim("full register to .xlsx: memory it took", "MB", {"S": 400, "L": 400}),
}
CARE_ROWS = 142  # a second


def rows() -> Iterator[Row]:
    for size in sizes():
        with filled(size) as made:
            yield Row(
                group="cases", name="people and cases made, facts and all", size=PEOPLE[size],
                value=round(made.took, 1), unit="s", target="", holds=True, note=noted(made.said),
            )  # fmt: skip
            with served(made.env) as (port, cookie):
                for name, (path, aims) in PAGES.items():
                    yield page(name, size, load(port, cookie, path), aims[size])
            command = [sys.executable, "-m", "bench.cases_measure", str(LISTED[size])]
            done = subprocess.run(command, env=made.env, check=True, stdout=subprocess.PIPE)
            yield from measured(size, json.loads(done.stdout))


def measured(size: str, found: dict[str, float]) -> Iterator[Row]:
    for key, aim in AIMS.items():
        most, peer = aim.most[size], aim.peer_value
        if key == "export":
            most = most * max(1.0, found["exported"] / LISTED[size])
        if key == "import written":
            peer = round(LISTED[size] / CARE_ROWS, 1)
        yield Row(
            group="cases",
            name=aim.name,
            size=f"{PEOPLE[size].partition(':')[0]}, {LISTED[size]:,} rows" if "import" in key else PEOPLE[size],
            value=round(found[key], 1),
            unit=aim.unit,
            target=f"<= {most:g}",
            holds=found[key] <= most,
            peer=aim.peer,
            peer_value=peer,
            note=noted(f"{found['exported']:,.0f} rows" if key == "export" else ""),
        )


def page(name: str, size: str, figures: tuple[float, float], aims: tuple[float, float]) -> Row:
    rate, p95 = figures
    floor, most = aims
    return Row(
        group="cases",
        name=name,
        size=f"{PEOPLE[size]}, {CONNECTIONS} connections",
        value=round(rate, 1),
        unit="requests/s",
        target=f">= {floor}, p95 <= {most} ms",
        holds=rate >= floor and p95 <= most,
        peer=REDMINE[0],
        peer_value=REDMINE[1],
        note=noted(f"p95 {p95:.0f} ms"),
    )


def noted(text: str = "") -> str:
    """With how busy the machine was in the last minute: a figure of a busy machine is not one."""
    return f"{text}{', ' if text else ''}load {os.getloadavg()[0]:.1f}"


@contextmanager
def served(env: dict[str, str]) -> Iterator[tuple[int, str]]:
    """(port, session cookie of an officer of the province) of the running product."""
    fill = subprocess.run([sys.executable, "-m", "bench.cases_fill"], env=env, check=True, capture_output=True)
    port = free_port()
    process = subprocess.Popen([BINHYEN, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        hold_until_idle(env)
        cookie = fill.stdout.decode().split()[-1]
        ask_for(SETTLES, port, cookie, PAGES["register list, 50 rows"][0])
        yield port, cookie
    finally:
        process.terminate()
        process.wait(120)  # work under way ends first
