"""``binhyen serve``: the processes of one installation, watched by one parent.

The parent brings the embedded server up where it is used, has tables and static files brought up to date, then keeps
two children: the application server and the worker. A worker that dies is started again; when the application server
dies, everything ends and says so. One signal stops all of it, in order. The parent itself loads no Django.
"""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import click

from binhyen.foundation.database.addresses import connect
from binhyen.foundation.database.server import DatabaseUnavailable, EmbeddedServer
from binhyen.foundation.database.session import address, embedded, var
from binhyen.kit.paths import ROOT

BIN = Path(sys.executable).parent
STAMP = "ready.stamp"
LOOK_SECONDS = 0.1
STOP_SECONDS = 25
LONGEST_PAUSE = 30.0  # seconds between two starts of a worker that keeps dying


class Stopped(Exception):
    """A signal asked us to end."""


@click.command(help="Phục vụ tại http://HOST:PORT cùng với tiến trình chạy nền. Dừng bằng Ctrl+C.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ để nghe.")
@click.option("--port", default=8000, show_default=True, help="Cổng.")
@click.option("--workers", default=min(2, os.cpu_count() or 1), show_default=True, help="Số tiến trình trả lời.")
@click.option("--threads", default=2, show_default=True, help="Số luồng trong mỗi tiến trình.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    _port_must_be_free(host, port)
    os.environ["BINHYEN_DB_ROLE"] = "app"
    server = embedded()
    ours = server is not None and not server.running()
    children = Children(host, port, workers, threads)
    try:
        _database(server)
        _make_ready()
        children.start()
        children.watch()
    except Stopped:
        click.echo("Đang dừng…", err=True)
    finally:
        children.stop()
        if server and ours:
            server.stop()


def _stop(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: what follows is the way out
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise Stopped


def _port_must_be_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            raise click.ClickException(
                f"Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác: --port 8001"
            ) from None


def _database(server: EmbeddedServer | None) -> None:
    try:
        if server:
            server.start()
        else:
            connect(address("app")).close()
    except DatabaseUnavailable as unavailable:
        raise click.ClickException(str(unavailable)) from None


def _make_ready() -> None:
    """Tables and static files, unless nothing has changed since the last time: a second start is a quick one."""
    stamp, state = var() / STAMP, _state()
    if stamp.exists() and stamp.read_text() == state:
        return
    result = subprocess.run([str(BIN / "binhyen"), "ready"], check=False)  # noqa: S603 - our own command
    if result.returncode:
        raise SystemExit(result.returncode)
    stamp.write_text(state)


def _state() -> str:
    """A word that changes when a migration, a static file, a package or the database does."""
    digest = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    made = var() / "pg" / "ready"  # a new embedded cluster has a new one
    digest.update(str(made.stat().st_mtime_ns if made.exists() else 0).encode())
    ours = [*ROOT.glob("src/**/migrations/*.py"), *ROOT.glob("src/**/static/**/*"), *ROOT.glob("*.lock")]
    for file in sorted([*ours, *ROOT.glob("*-lock.json")]):
        status = file.stat()
        digest.update(f"{file.relative_to(ROOT)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Children:
    """The application server and the worker."""

    def __init__(self, host: str, port: int, workers: int, threads: int) -> None:
        self.host, self.port = host, port
        self._web_command = [
            str(BIN / "granian"), "--interface", "wsgi", "--no-ws", "--host", host, "--port", str(port),
            "--workers", str(workers), "--blocking-threads", str(threads), "--respawn-failed-workers",
            "--log-level", "warning", "binhyen.config.wsgi:application",
        ]  # fmt: skip
        self._web: subprocess.Popen[bytes] | None = None
        self._worker: subprocess.Popen[bytes] | None = None
        self._pause, self._again_at = 1.0, 0.0

    def start(self) -> None:
        """The application server; the worker follows once it answers, so that they do not slow each other down."""
        self._web = _child(self._web_command)

    def watch(self) -> None:
        """Until a signal comes. Raises SystemExit when the application server has ended by itself."""
        told = False
        while self._web and self._web.poll() is None:
            if not told and _answers(self.host, self.port):
                click.echo(f"Bình Yên đang phục vụ tại http://{self.host}:{self.port}/  (Ctrl+C để dừng)")
                told = True
            if told:
                self._look_after_worker()
            time.sleep(LOOK_SECONDS)
        click.echo("Máy chủ ứng dụng đã dừng ngoài ý muốn; xem các dòng phía trên.", err=True)
        raise SystemExit(1)

    def stop(self) -> None:
        """Both are asked to end at the same time; whoever does not is killed."""
        running = [child for child in (self._web, self._worker) if child and child.poll() is None]
        for child in running:
            child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in running:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return _child([str(BIN / "binhyen"), "worker"])

    def _look_after_worker(self) -> None:
        now = time.monotonic()
        if self._worker and self._worker.poll() is not None:
            click.echo(f"Tiến trình nền dừng ngoài ý muốn; chạy lại sau {self._pause:.0f} giây.", err=True)
            self._worker, self._again_at = None, now + self._pause
            self._pause = min(LONGEST_PAUSE, self._pause * 2)
        elif self._worker is None and now >= self._again_at:
            self._worker = self._start_worker()


def _child(command: list[str]) -> subprocess.Popen[bytes]:
    """In a group of its own, so that Ctrl+C reaches it through us, once and in order."""
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own commands


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
