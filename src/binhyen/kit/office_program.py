"""Files of other office programs as PDF, by LibreOffice where the server has it."""

from __future__ import annotations

import shutil
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
        try:
            subprocess.run(  # noqa: S603
                [*asked, "--outdir", folder, str(source)], capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        made = source.with_suffix(".pdf")
        return made.read_bytes() if made.exists() else None
