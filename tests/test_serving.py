"""``binhyen serve`` as people meet it: it answers, looks after its worker, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

from binhyen.config import commands
from tests.installation import BINHYEN, Installation

LONG = 90  # seconds, on a machine that is busy


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true, what):
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen within {LONG} s")


def status(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=20) as answer:
            return answer.status
    except OSError:
        return None


def children(parent):
    """pid → command line of everything under ``parent``."""
    found = {}
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/stat") as stat, open(f"/proc/{name}/cmdline") as line:
                over = int(stat.read().rsplit(")", 1)[1].split()[1])
                command = line.read().replace("\0", " ")
        except (OSError, ValueError):
            continue
        if over == parent:
            found[int(name)] = command
    return found


def worker_of(parent):
    return next((pid for pid, command in children(parent).items() if "binhyen worker" in command), None)


@pytest.fixture
def place():
    place = Installation()
    yield place
    place.end()


def test_it_answers_looks_after_its_worker_and_one_signal_ends_all_of_it(place):
    port = free_port()
    command = [str(BINHYEN), "serve", "--port", str(port), "--workers", "1"]
    parent = subprocess.Popen(
        command, env=place.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert wait_until(lambda: status(port), "an answer") == 200

        first = wait_until(lambda: worker_of(parent.pid), "a worker")
        os.kill(first, signal.SIGKILL)
        second = wait_until(
            lambda: worker_of(parent.pid) not in {None, first} and worker_of(parent.pid), "a new worker"
        )
        assert second != first
        everything = set(children(parent.pid))
    finally:
        parent.send_signal(signal.SIGTERM)
        said, _ = parent.communicate(timeout=LONG)

    assert parent.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
    assert "Tiến trình nền dừng ngoài ý muốn" in said
    assert not [pid for pid in everything if os.path.exists(f"/proc/{pid}")]


def test_the_demonstration_becomes_its_server_so_that_one_signal_ends_both(monkeypatch, tmp_path):
    done, became = [], []
    monkeypatch.setenv("BINHYEN_VAR", str(tmp_path))
    monkeypatch.setattr(commands, "_binhyen", lambda *words: done.append(words[0]))
    monkeypatch.setattr(commands.os, "execv", lambda path, words: became.append((path, *words[1:])))
    for _ in range(2):
        commands.demo.main(["--port", "8123"], standalone_mode=False)
    assert done == ["db", "seed", "seed"]  # the second time only the logins
    assert became == [(str(BINHYEN), "serve", "--port", "8123")] * 2


def test_a_port_in_use_is_said_in_one_line(place):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        done = place("serve", "--port", str(other.getsockname()[1]))

    assert done.returncode == 1
    assert "đang có chương trình khác dùng" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
