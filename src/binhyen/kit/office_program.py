"""Files of other office programs as PDF, by LibreOffice where the server has it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 60


def pdf_by_office(data: bytes, *, ending: str) -> bytes | None:
    """The same file as PDF; None where LibreOffice is missing, fails or takes too long.

    ``ending`` is that of the file's kind, "docx". It runs with a profile of its own and keeps nothing.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None or not ending.isalnum():
        return None
    with tempfile.TemporaryDirectory(prefix="binhyen-pdf-") as folder:
        source = Path(folder) / f"giay-to.{ending}"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        asked = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
        if not _ended([*asked, "--outdir", folder, str(source)]):
            return None
        made = source.with_suffix(".pdf")
        return made.read_bytes() if made.exists() else None


def _ended(asked: list[str]) -> bool:
    """Run a program; at the time limit end it and all it has started. The starter of LibreOffice is not the program."""
    try:
        run = subprocess.Popen(  # noqa: S603
            asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        return False
    try:
        run.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        return False
    return True
