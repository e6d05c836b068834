"""Bench group "register": the register's pages over HTTP with 20,000 duties, beside Redmine on such a machine.

A server of its own: fresh cluster, migrations, invented duties in bulk, the real application server with two workers,
a signed-in reader, four connections that ask one after the other. Redmine's figure is that of its filtered issue
list, measured earlier on the same kind of machine.
"""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.row import Row

DUTIES = 20_000
SECONDS = 6.0
WARM_SECONDS = 3.0
CONNECTIONS = 4
REDMINE_REQUESTS_PER_SECOND = 13
FLOOR_REQUESTS_PER_SECOND = 120
FIRST_PAGE_KB = 60
PAGES = {
    "list, first page": "/viec/",
    "list, words": "/viec/?q=tuyen%20truyen",
    "list, overdue of a body": "/viec/?only=overdue&body=s_yte",
    "list, page 200": "/viec/?trang=200",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[tuple[int, str]]:
    """(port, session cookie) of a running product with the invented duties in it."""
    with tempfile.TemporaryDirectory(prefix="by-bench-", dir="/tmp") as home:
        Path(home).chmod(0o755)
        env = os.environ | {"BINHYEN_VAR": home}
        binhyen = str(Path(sys.executable).parent / "binhyen")
        try:
            subprocess.run([binhyen, "db", "migrate", "--quiet"], env=env, check=True)
            fill = subprocess.run(
                [sys.executable, "-m", "bench.fill", str(DUTIES)], env=env, check=True, capture_output=True
            )
            cookie, port = fill.stdout.decode().split()[-1], free_port()
            process = subprocess.Popen([binhyen, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL)
            try:
                wait_for(port)
                yield port, cookie
            finally:
                process.terminate()
                process.wait(20)
        finally:
            subprocess.run([binhyen, "db", "stop"], env=env, check=False, capture_output=True)


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not come up within 60 s")


class Line:
    """One kept-alive HTTP/1.1 connection: the cheapest honest client, so that the server has the two cores."""

    def __init__(self, port: int, cookie: str, path: str, extra: str = "") -> None:
        self.port = port
        self.request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: sessionid={cookie}\r\n{extra}\r\n"
        ).encode()
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.left = b""

    def ask(self) -> tuple[int, bytes]:
        self.socket.sendall(self.request)
        data = self.left
        while b"\r\n\r\n" not in data:
            data += self.socket.recv(65536)
        head, _, body = data.partition(b"\r\n\r\n")
        length = int(re.search(rb"content-length: (\d+)", head, re.IGNORECASE)[1])  # type: ignore[index]
        while len(body) < length:
            body += self.socket.recv(65536)
        self.left = body[length:]
        return int(head.split(b" ", 2)[1]), body[:length]


def load(port: int, cookie: str, path: str) -> tuple[float, float]:
    """(requests per second, 95th percentile in ms) of four connections for a few seconds; every answer must be 200."""
    ask_for(WARM_SECONDS, port, cookie, path)  # templates compiled and pools open in every worker
    began = time.perf_counter()
    times = ask_for(SECONDS, port, cookie, path)
    return len(times) / (time.perf_counter() - began), sorted(times)[int(len(times) * 0.95)] * 1000


def ask_for(seconds: float, port: int, cookie: str, path: str) -> list[float]:
    """Seconds each answer took, of all connections together."""
    times: list[float] = []
    wrong: list[int] = []
    end = time.perf_counter() + seconds

    def run() -> None:
        line = Line(port, cookie, path)
        while (start := time.perf_counter()) < end:
            status, _ = line.ask()
            times.append(time.perf_counter() - start)
            if status != 200:
                wrong.append(status)

    threads = [threading.Thread(target=run) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(f"{path}: answers other than 200: {set(wrong)}")
    return times


def rows() -> Iterator[Row]:
    size = f"{DUTIES} duties, {CONNECTIONS} connections"
    with server() as (port, cookie):
        for name, path in PAGES.items():
            rate, p95 = load(port, cookie, path)
            yield Row(
                group="register",
                name=name,
                size=size,
                value=round(rate, 1),
                unit="requests/s",
                target=f">= {FLOOR_REQUESTS_PER_SECOND}",
                holds=rate >= FLOOR_REQUESTS_PER_SECOND,
                peer="Redmine, filtered issue list (measured earlier on such a machine)",
                peer_value=REDMINE_REQUESTS_PER_SECOND,
                note=f"p95 {p95:.0f} ms",
            )
        status, html = Line(port, cookie, "/viec/").ask()
        yield Row(
            group="register",
            name="first page, HTML",
            size=f"{DUTIES} duties, 50 rows",
            value=round(len(html) / 1024, 1),
            unit="KB",
            target=f"<= {FIRST_PAGE_KB}",
            holds=status == 200 and len(html) <= FIRST_PAGE_KB * 1024,
            peer="limit of the issue",
            peer_value=FIRST_PAGE_KB,
            note=f"{len(gzip.compress(html)) / 1024:.1f} KB compressed",
        )
