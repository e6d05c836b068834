"""The quarantine hook: a program an installation names looks at every file; without one, its structure is looked at.

BINHYEN_SCANNER is a command line; the file's path is added at its end. It must end with 0 for clean and 1 for not
clean (the way clamdscan does); its last line of output is kept as the reason. Any other end means it could not look:
the file stays in quarantine and is looked at again later.
"""

from __future__ import annotations

import shlex
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from .models import FileState

SECONDS = 60
LARGEST_UNPACKED = 500 * 1024 * 1024  # bytes
SMALL_UNPACKED = 10 * 1024 * 1024  # bytes; below this the ratio says nothing
LARGEST_RATIO = 200  # unpacked to packed; an honest document stays below 100
MOST_PARTS = 20_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reason`` is a sentence for people, empty when clean."""

    state: FileState
    reason: str = ""


def examine(path: Path) -> Verdict:
    """Look at a file's structure, then let the installation's scanner look, where there is one."""
    fault = _structure_fault(path)
    if fault:
        return Verdict(FileState.REFUSED, fault)
    command = shlex.split(settings.SCANNER)
    return _ask(command, path) if command else Verdict(FileState.CLEAN)


def _structure_fault(path: Path) -> str:
    """Why the file may not come in, or "". Zip bombs show in the table of contents; nothing is unpacked."""
    if not zipfile.is_zipfile(path):
        return ""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        return "Tệp nén bị hỏng. Hãy mở tệp, lưu lại rồi gửi lại."
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    swells = unpacked > SMALL_UNPACKED and unpacked / packed > LARGEST_RATIO
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or swells:
        return "Tệp phình ra quá lớn khi giải nén nên không được nhận. Hãy lưu lại thành tệp thường rồi gửi lại."
    return ""


def _ask(command: list[str], path: Path) -> Verdict:
    try:
        result = subprocess.run(  # noqa: S603 - the command is the installation's own setting, the path is ours
            [*command, str(path)], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return Verdict(FileState.QUARANTINED, "Chương trình quét chưa trả lời; tệp sẽ được quét lại.")
    if result.returncode == 0:
        return Verdict(FileState.CLEAN)
    if result.returncode == 1:
        found = (result.stdout.strip().splitlines() or [""])[-1][:150].replace(str(path), "tệp")
        return Verdict(FileState.REFUSED, f"Chương trình quét không cho nhận tệp này. {found}".strip())
    return Verdict(FileState.QUARANTINED, "Chương trình quét chưa trả lời; tệp sẽ được quét lại.")
