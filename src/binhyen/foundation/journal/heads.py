"""Heads of the chain, noted outside the database: who can rewrite every row cannot rewrite these as well.

One line per head, "position hash moment", in var/journal/heads.log, at most one an hour. Copy it to another machine,
or print the head and sign the sheet: any line of it, however old, proves the whole chain up to there.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from .values import Head

BETWEEN = timedelta(hours=1)
LONGEST_LINE = 400  # bytes, more than two lines


def path() -> Path:
    return Path(settings.JOURNAL_HEADS)


def note(head: Head, at: datetime) -> None:
    """Add a line, unless the latest one is younger than an hour. A line is whole or not there."""
    latest = _latest()
    if not head.position or (latest and at - datetime.fromisoformat(latest[2]) < BETWEEN):
        return
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().open("a", encoding="ascii") as file:
        file.write(f"{head.position} {head.hash} {at.isoformat(timespec='seconds')}\n")
        file.flush()
        os.fsync(file.fileno())


def noted() -> list[Head]:
    """Every head noted so far, oldest first."""
    try:
        lines = path().read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return []
    parts = (line.split() for line in lines)
    return [Head(int(words[0]), words[1], datetime.fromisoformat(words[2])) for words in parts if len(words) == 3]


def _latest() -> list[str]:
    """The words of the last whole line, or nothing."""
    try:
        with path().open("rb") as file:
            file.seek(max(0, path().stat().st_size - LONGEST_LINE))
            lines = [line.split() for line in file.read().decode("ascii").splitlines()]
    except FileNotFoundError:
        return []
    return next((words for words in reversed(lines) if len(words) == 3), [])
