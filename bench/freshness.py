"""Bench group "indicators", how fresh figures are: from the end of an act to the page that shows it, with the worker.

And what pages lose while all figures are computed: the same page of the register with the run and without it.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence

from bench.cases import BINHYEN, served
from bench.filled import PEOPLE, filled, sizes
from bench.idle import hold_until_idle
from bench.register import Line, load
from bench.row import Row

GROUP = "indicators"
ACTS = 7
MOST_SECONDS = 2.0
LONGEST = 60.0
KEPT_RATE = 0.7  # of a page's rate while figures are computed on the same two cores
LIST = "/ho-so/"
NAMES = ("từ việc ghi đến lúc bảng số liệu của xã hiện", "từ việc ghi đến lúc mọi chỉ tiêu khác của xã hiện")
BOARD, OTHER = "/so-lieu/", "/so-lieu/chi-tieu/tests.people/"  # a tile of the board, and one that no board shows
_TILE = re.compile(rb'chi-tieu/tests/\?.*?class="num">([^<]+)<', re.DOTALL)
_NUMBER = re.compile(rb'class="num large[^"]*"[^>]*>([^<]+)<')


def rows() -> Iterator[Row]:
    for size in sizes():
        with filled(size) as made:
            subprocess.run([BINHYEN, "snapshot"], env=made.env, check=True, capture_output=True)
            with served(made.env) as (port, cookie):
                hold_until_idle(made.env)
                times = acts(made.env, port, cookie)
                for name, most, spent in zip(NAMES, (MOST_SECONDS, None), zip(*times, strict=True), strict=True):
                    median = statistics.median(spent)
                    yield _row(
                        name, size, round(median, 2), "s", f"<= {most:g}" if most else "báo riêng",
                        holds=most is None or median <= most, note=f"lâu nhất {max(spent):.2f} s",
                    )  # fmt: skip
                hold_until_idle(made.env)
                yield rate(size, made.env, port, cookie)


def acts(env: dict[str, str], port: int, cookie: str) -> list[tuple[float, float]]:
    """Seconds of each act to the board and to another figure; not of the first, for which the worker loads."""
    command = [sys.executable, "-m", "bench.freshness_act"]
    with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        place = f"?dia-ban={child.stdout.readline().strip()}"
        pages = [(Line(port, cookie, BOARD + place), _TILE), (Line(port, cookie, OTHER + place), _NUMBER)]
        times = [_act(child, pages) for _ in range(ACTS + 1)]
        child.stdin.close()
    return times[1:]


def _act(child: subprocess.Popen[str], pages: Sequence[tuple[Line, re.Pattern[bytes]]]) -> tuple[float, float]:
    before = [shown(*page) for page in pages]
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("\n")
    child.stdin.flush()
    done = float(child.stdout.readline())
    spent = []
    for page, was in zip(pages, before, strict=True):
        while shown(*page) == was:
            if time.time() - done > LONGEST:
                raise RuntimeError(f"the page did not show the act within {LONGEST:g} s")
            time.sleep(0.05)
        spent.append(time.time() - done)
    return spent[0], spent[1]


def shown(page: Line, number: re.Pattern[bytes]) -> bytes:
    status, body = page.ask()
    found = number.search(body)
    assert status == 200
    return found[1] if found else b""


def rate(size: str, env: dict[str, str], port: int, cookie: str) -> Row:
    """The register's page while figures are computed again and again, beside the same page without."""
    alone, _ = load(port, cookie, LIST)
    over = threading.Event()

    def compute() -> None:
        while not over.is_set():
            subprocess.run([BINHYEN, "snapshot", "--gently"], env=env, check=True, capture_output=True)

    work = threading.Thread(target=compute)
    work.start()
    try:
        beside, p95 = load(port, cookie, LIST)
    finally:
        over.set()
        work.join()
    least = round(alone * KEPT_RATE, 1)
    note = f"p95 {p95:.0f} ms"
    return _row(
        "danh sách hồ sơ trong lúc tính mọi chỉ tiêu", size, round(beside, 1), "trang/s", f">= {least:g}",
        holds=beside >= least, peer="không tính gì", peer_value=round(alone, 1), note=note,
    )  # fmt: skip


def _row(
    name: str, size: str, value: float, unit: str, target: str, *, holds: bool, note: str, peer: str = "",
    peer_value: float | None = None,
) -> Row:  # fmt: skip
    return Row(
        group=GROUP, name=name, size=PEOPLE[size], value=value, unit=unit, target=target, holds=holds, peer=peer,
        peer_value=peer_value, note=f"{note}, máy bận {os.getloadavg()[0]:.1f}",
    )  # fmt: skip
