"""Journeys: a real server with the demonstration province, and a real browser. Slow, few, and about people.

The server is ``binhyen serve`` on a folder of its own, with its own embedded database; nothing of the developer's is
touched. Without a browser the journeys are skipped and say so loudly; in CI that is a failure.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from binhyen.kit.paths import ROOT

from .inside import Inside
from .visitor import Visitor

BIN = Path(sys.executable).parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
START_SECONDS = 90
OURS = ("BINHYEN_TESTING", "BINHYEN_DB_ROLE", "BINHYEN_TEST_DB", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")


def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium()
    if not path or not (ROOT / "node_modules/axe-core/axe.min.js").exists():
        words = "BROWSER JOURNEYS NOT RUN: chromium or node_modules is missing (scripts/setup --browser)"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        sys.stderr.write(f"\n\033[31m{words}\033[0m\n")
        pytest.skip(words)
    with sync_playwright() as playwright:
        engine = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield engine
        engine.close()


@pytest.fixture(scope="package")
def home() -> Iterator[Path]:
    """The folder of the served province; of BINHYEN_JOURNEY_SITE, what BINHYEN_VAR says it is."""
    if os.environ.get("BINHYEN_JOURNEY_SITE"):
        yield Path(os.environ["BINHYEN_VAR"])
        return
    folder = Path(tempfile.mkdtemp(prefix="binhyen-journeys-"))
    folder.chmod(0o755)  # the embedded server gives up root's rights and must still reach its own folder
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def site(home: Path) -> Iterator[str]:
    """The address of a served demonstration province, made for these tests and taken away after them.

    BINHYEN_JOURNEY_SITE names one that already runs, for whoever writes a journey; BINHYEN_VAR then says where.
    """
    if there := os.environ.get("BINHYEN_JOURNEY_SITE"):
        yield there
        return
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    environment["BINHYEN_VAR"] = str(home)
    for words in (["db", "migrate", "--quiet"], ["seed", "demo"]):
        subprocess.run([BIN / "binhyen", *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    command = [BIN / "binhyen", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(40)
        except subprocess.TimeoutExpired:
            server.kill()
        subprocess.run([BIN / "binhyen", "db", "stop"], env=environment, check=False, stdout=subprocess.DEVNULL)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            pytest.fail(f"binhyen serve ended by itself ({server.returncode})")
        try:
            urllib.request.urlopen(address + "/accounts/login/", timeout=2).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"binhyen serve did not answer within {START_SECONDS} s")


@pytest.fixture(scope="package")
def inside(home: Path, site: str) -> Iterator[Inside]:
    """What happens in the province of ``site`` while nobody is at a page."""
    process = Inside(home)
    yield process
    process.close()


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """``visitor("clerk")``: a browser window of one person, signed in; ``visitor()``: of somebody nobody knows.

    ``width`` in CSS pixels, ``light`` "light" or "dark", ``script`` False for a browser without JavaScript.
    """
    windows: list[Visitor] = []

    def open_window(name: str = "", *, width: int = 1280, light: str = "light", script: bool = True) -> Visitor:
        window = Visitor(browser, site, width=width, light=light, script=script)
        windows.append(window)
        if name:
            window.given_signed_in(name)
        return window

    yield open_window
    for window in windows:
        window.close()
