"""Bench group "leader": the province leader's first page on a telephone over a slow line, in Chromium.

400 kbit/s and 400 ms round trip, as DevTools slows a line. First is a browser that has never been here; repeat is the
same browser again. Shown is when everything the page asks for by itself has come, the last byte and ``load``. Counted
is what came over the line, compressed, with every request. Plain HTTP: what a sealed line asks for before the first
byte (about two more round trips, 0.8 s) is not in it. The province is the demonstration's, with its people, work and
reports, its figures computed.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.filled import BINHYEN, environment, stop
from bench.idle import hold_until_idle
from bench.register import free_port, wait_for
from bench.row import Row

PATH, WHO = "/", "leader"
LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
MOST_KB, MOST_REQUESTS, FIRST_S, REPEAT_S = 40.0, 2, 2.5, 1.0
TIMES = 5
SETTLED_MS = 1_500  # no page asks for anything by itself later than this after it has loaded
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
LOADED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd / 1000"
SIZE = "demonstration province, 99 communes; 400 kbit/s, 400 ms"


@dataclass(frozen=True, slots=True)
class Visit:
    seconds: float
    kilobytes: float
    requests: tuple[str, ...]


def rows() -> Iterator[Row]:
    with served() as (port, cookie), sync_playwright() as playwright:
        engine = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        found = [visits(engine, port, cookie) for _ in range(TIMES + 1)][1:]  # the server warms up with the first
        engine.close()
    first, again = [one for one, _ in found], [two for _, two in found]
    asked = max((one.requests for one in first), key=len)
    yield row("everything the page loads", max(one.kilobytes for one in first), "KB", MOST_KB)
    yield row("requests of the first load", len(asked), "", MOST_REQUESTS, note=", ".join(asked))
    yield row("first load", statistics.median(one.seconds for one in first), "s", FIRST_S)
    repeated = max((one.requests for one in again), key=len)
    yield row("repeated load", statistics.median(one.seconds for one in again), "s", REPEAT_S, note=", ".join(repeated))


@contextmanager
def served() -> Iterator[tuple[int, str]]:
    """(port, session cookie of the leader) of the demonstration province, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="by-bench-", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o755)
        env, port = environment(home), free_port()
        try:
            for words in (["db", "migrate", "--quiet"], ["seed", "demo"]):
                subprocess.run([BINHYEN, *words], env=env, check=True, stdout=subprocess.DEVNULL)
            made = subprocess.run(
                [sys.executable, "-m", "bench.leader_fill", WHO], env=env, check=True, stdout=subprocess.PIPE
            )
            process = subprocess.Popen([BINHYEN, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL)
            try:
                wait_for(port)
                hold_until_idle(env)
                yield port, made.stdout.decode().split()[-1]
            finally:
                process.terminate()
                process.wait(120)
        finally:
            stop(home)


def visits(engine: Browser, port: int, cookie: str) -> tuple[Visit, Visit]:
    """A browser that has never been here, and the same one again."""
    telephone = engine.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True)
    telephone.add_cookies([{"name": "sessionid", "value": cookie, "url": f"http://127.0.0.1:{port}"}])
    page = telephone.new_page()
    line = telephone.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    asked: dict[str, str] = {}
    came: list[float] = []
    line.on("Network.requestWillBeSent", lambda told: asked.update({told["requestId"]: told["request"]["url"]}))
    line.on("Network.requestServedFromCache", lambda told: asked.pop(told["requestId"], None))
    line.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))

    def visit() -> Visit:
        asked.clear()
        came.clear()
        answer = page.goto(f"http://127.0.0.1:{port}{PATH}", wait_until="load")
        assert answer is not None, PATH
        assert answer.status == 200, answer.status
        page.wait_for_timeout(SETTLED_MS)
        names = tuple(address.split("?")[0].rsplit("/", 1)[-1] or PATH for address in asked.values())
        return Visit(page.evaluate(LOADED), sum(came) / 1000, names)

    found = visit(), visit()
    telephone.close()
    return found


def row(name: str, value: float, unit: str, most: float, *, note: str = "") -> Row:
    return Row(
        group="leader", name=name, size=SIZE, value=round(value, 2), unit=unit, target=f"<= {most:g}",
        holds=value <= most, peer="limit of the issue", peer_value=most,
        note=f"{note}, load {os.getloadavg()[0]:.1f}".removeprefix(", "),
    )  # fmt: skip
