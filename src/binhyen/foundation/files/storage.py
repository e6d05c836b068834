"""Content on disk, named by its hash, outside of anything the web server hands out."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1024 * 1024
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class TooLarge(Exception):
    """The content goes on beyond the limit."""


class NoRoom(Exception):
    """The disk is full."""


@dataclass(frozen=True, slots=True)
class Received:
    """Content in a temporary file on the same disk, fully written."""

    path: Path
    sha256: str
    size: int


def root() -> Path:
    return Path(settings.FILES_ROOT)


def place(sha256: str) -> Path:
    """Where content with this hash lies: two levels of folders, so that none gets too full."""
    return root() / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def received(content: BinaryIO, *, limit: int) -> Iterator[Received]:
    """Write ``content`` to a temporary file that vanishes afterwards, whatever happens.

    Raises TooLarge beyond ``limit`` bytes (without reading the rest) and NoRoom when the disk is full.
    """
    root().mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=root(), prefix=".in-")
    path = Path(name)
    try:
        digest, size = hashlib.sha256(), 0
        try:
            with os.fdopen(descriptor, "wb") as file:
                while chunk := content.read(CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise TooLarge
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
        except OSError as fault:
            raise NoRoom from fault if fault.errno in NO_ROOM else fault
        yield Received(path, digest.hexdigest(), size)
    finally:
        path.unlink(missing_ok=True)


def keep(content: Received) -> Path:
    """Give received content its place. Atomic; content that is there already is kept once."""
    target = place(content.sha256)
    if target.exists():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(content.path, target)
        _flush(target.parent)
    except FileExistsError:
        return target
    except OSError as fault:
        if fault.errno in NO_ROOM:
            raise NoRoom from fault
        raise
    return target


def remove(sha256: str) -> None:
    """Take content away. Content that is not there is no fault: it may have been removed before."""
    place(sha256).unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """A new name is only safe once its folder is on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
