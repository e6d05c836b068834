"""Other office programs end with all they have started when they take too long."""

import time
from pathlib import Path

from binhyen.kit import office_program


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_program_that_hangs_ends_with_what_it_started(tmp_path, monkeypatch):
    starter = tmp_path / "soffice"
    starter.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/pid\nwait\n")
    starter.chmod(0o755)
    monkeypatch.setattr(office_program.shutil, "which", lambda _: str(starter))
    monkeypatch.setattr(office_program, "_SECONDS", 1)

    assert office_program.pdf_by_office(b"x", ending="docx") is None

    pid, last = int((tmp_path / "pid").read_text()), time.monotonic() + 10
    while running(pid) and time.monotonic() < last:
        time.sleep(0.05)
    assert not running(pid)
