"""Bench group "maps": the first draw of the map of communes with the places of rows on it, in Chromium over loopback.

A browser that has never been here: everything the page loads is counted as it came over the line, compressed. Drawn is
the second frame after the document is read. Limits: 300 KB and 1 s with 99 outlines and 2,207 places. The peer's map is
known to fail: KoboToolbox's times out at 8,000 places (published); 20,000 are drawn here beside it. A telephone of
the middle is a screen of 360 px with a processor four times slower; its row has no limit of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.cases import served
from bench.filled import Filled, filled
from bench.row import Row

PLACES, MANY = 2_207, 20_000
MOST_KB, MOST_S = 300.0, 1.0
TIMES = 5
PATH = "/ban-do/?kieu=ranh-gioi&lop=tinh-trang&diem=ca-hai"
PEER = "KoboToolbox: map times out at 8,000 places (published)"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
DRAWN = """addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.drawn = performance.now() / 1000; })))"""
WAIT = """() => new Promise((done) => {
  const look = () => (window.drawn ? done(window.drawn) : setTimeout(look, 10)); look(); })"""
COUNT = """() => [document.querySelectorAll("[data-map] a[data-code] path").length,
  [...document.querySelectorAll("[data-map] a[data-mark]")].length]"""


@dataclass(frozen=True, slots=True)
class Draw:
    kilobytes: float
    seconds: float
    outlines: int
    marks: int


def rows() -> Iterator[Row]:
    with filled("S") as made, served(made.env) as (port, cookie), sync_playwright() as playwright:
        engine = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for places in (PLACES, MANY):
            corners = fill(made, places)
            yield from _rows(draws(engine, port, cookie), places, corners)
            if places == PLACES:
                slow = draws(engine, port, cookie, slower=4)
                yield _row(
                    "first draw on a telephone of the middle", slow[0], places, value=_seconds(slow), unit="s"
                )  # fmt: skip
        engine.close()


def fill(made: Filled, places: int) -> int:
    """State so many rows with places; how many corners the outlines have."""
    command = [sys.executable, "-m", "bench.maps_fill", str(places)]
    done = subprocess.run(command, env=made.env, check=True, stdout=subprocess.PIPE)
    return int(json.loads(done.stdout)["corners"])


def draws(engine: Browser, port: int, cookie: str, *, slower: int = 1) -> list[Draw]:
    """The page opened by browsers that have never seen it; the first, for which the server warms up, is left out."""
    return [_draw(engine, port, cookie, slower) for _ in range(TIMES + 1)][1:]


def _draw(engine: Browser, port: int, cookie: str, slower: int) -> Draw:
    screen: Any = {"width": 360, "height": 740} if slower > 1 else {"width": 1280, "height": 900}
    visit = engine.new_context(viewport=screen)
    visit.add_cookies([{"name": "sessionid", "value": cookie, "url": f"http://127.0.0.1:{port}"}])
    page = visit.new_page()
    line, came = visit.new_cdp_session(page), []
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
    if slower > 1:
        line.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.add_init_script(DRAWN)
    answer = page.goto(f"http://127.0.0.1:{port}{PATH}", wait_until="load")
    drawn = page.evaluate(WAIT)
    assert answer is not None, PATH
    assert answer.status == 200, (PATH, answer.status)
    outlines, marks = page.evaluate(COUNT)
    found = Draw(sum(came) / 1000, drawn, outlines, marks)
    visit.close()
    return found


def _seconds(drawn: list[Draw]) -> float:
    return statistics.median(one.seconds for one in drawn)


def _rows(drawn: list[Draw], places: int, corners: int) -> Iterator[Row]:
    heavy, first = max(one.kilobytes for one in drawn), drawn[0]
    note = f"{corners:,} corners, {first.marks} marks"
    yield _row("everything the page loads", first, places, value=heavy, unit="KB", most=MOST_KB, note=note)
    yield _row("first draw", first, places, value=_seconds(drawn), unit="s", most=MOST_S)


def _row(
    name: str, drawn: Draw, places: int, *, value: float, unit: str, most: float | None = None, note: str = ""
) -> Row:
    return Row(
        group="maps",
        name=name,
        size=f"{drawn.outlines} outlines, {places:,} places",
        value=round(value, 2),
        unit=unit,
        target="" if most is None else f"<= {most:g}",
        holds=most is None or value <= most,
        peer=PEER,
        note=f"{note}, load {os.getloadavg()[0]:.1f}".removeprefix(", "),
    )
