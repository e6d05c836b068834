"""Taking files in, looking at them again, handing them out."""

from collections.abc import Collection
from datetime import datetime
from typing import BinaryIO

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from binhyen.foundation.journal import actions as journal
from binhyen.kit.pictures import bands

from . import kinds, scanning, storage
from .events import FileDownloaded, FileExamined, FileForgotten, FileStored
from .models import FileState, Picture, StoredFile
from .names import safe_name

MEGABYTE = 1024 * 1024


class FileRefused(Exception):
    """The file is not taken in; the message says what is wrong and how to mend it. Nothing was stored."""


def store(
    *,
    content: BinaryIO,
    name: str,
    by: AbstractBaseUser | None,
    at: datetime,
    allowed: Collection[str],
    limit: int,
) -> StoredFile:
    """Take a file in: its size, its real type, its hash and its structure are looked at before anything is kept.

    ``content`` is read once, from where it stands (an UploadedFile or an open file); ``allowed`` are media types of
    ``files.kinds``; ``limit`` is in bytes. The row is CLEAN, or QUARANTINED where the scanner could not look (then it
    cannot be read yet). The row belongs to the caller's transaction; content without a row is harmless and unreachable.
    Raises FileRefused with a sentence for people.
    """
    shown = safe_name(name)
    try:
        with storage.received(content, limit=limit) as received:
            if received.size == 0:
                raise FileRefused(f"Tệp “{shown}” rỗng. Hãy chọn lại tệp.")
            media_type = kinds.media_type(received.path)
            if media_type not in allowed:
                raise FileRefused(_wrong_type(shown, media_type, allowed))
            verdict = scanning.examine(received.path)
            if verdict.state == FileState.REFUSED:
                raise FileRefused(f"“{shown}”: {verdict.reason}")
            storage.keep(received)
    except storage.TooLarge:
        raise FileRefused(f"“{shown}” lớn hơn {limit // MEGABYTE} MB. Hãy tách hoặc nén ảnh trong tệp.") from None
    except storage.NoRoom:
        raise FileRefused("Máy chủ đã hết chỗ chứa tệp. Chưa có gì được lưu; hãy báo quản trị hệ thống.") from None
    return _register(received, shown, media_type, verdict, by, at)


@transaction.atomic
def _register(
    received: storage.Received,
    name: str,
    media_type: str,
    verdict: scanning.Verdict,
    by: AbstractBaseUser | None,
    at: datetime,
) -> StoredFile:
    row = StoredFile.objects.create(
        sha256=received.sha256,
        size=received.size,
        media_type=media_type,
        name=name,
        state=verdict.state,
        state_reason=verdict.reason,
        stored_by_id=by.pk if by else None,
        stored_at=at,
    )
    fact = FileStored(subject_id=str(row.pk), sha256=row.sha256, size=row.size, media_type=media_type)
    journal.record(fact, by=by, at=at)
    return row


@transaction.atomic
def know_picture(*, file: StoredFile, fingerprint: int) -> None:
    """Keep what a photo looks like beside it: the same one handed in again is found by it."""
    Picture.objects.create(file=file, fingerprint=fingerprint, bands=bands(fingerprint))


@transaction.atomic
def forget(*, file: StoredFile, by: AbstractBaseUser | None, at: datetime) -> None:
    """Take a file out again that turned out not to belong here. The content goes when no other row has the same.

    The row belongs to the caller's transaction; the content is removed after it. Whoever holds the file lets go first.
    """
    sha256, file_id = file.sha256, file.pk
    file.delete()
    journal.record(FileForgotten(subject_id=str(file_id), sha256=sha256), by=by, at=at)
    transaction.on_commit(lambda: _remove_content(sha256))


def _remove_content(sha256: str) -> None:
    if not StoredFile.objects.filter(sha256=sha256).exists():
        storage.remove(sha256)


@transaction.atomic
def examine(*, file: StoredFile, at: datetime) -> FileState:
    """Look again at a file in quarantine. Returns its state; a refused file can no longer be read."""
    verdict = scanning.examine(storage.place(file.sha256))
    if verdict.state != FileState.QUARANTINED:
        file.state, file.state_reason = verdict.state, verdict.reason
        file.save(update_fields=["state", "state_reason"])
        journal.record(FileExamined(subject_id=str(file.pk), state=verdict.state), by=None, at=at)
    return verdict.state


@transaction.atomic
def hand_out(*, file: StoredFile, by: AbstractBaseUser, at: datetime) -> BinaryIO:
    """The content of a file for a reader the door has let in; the reading itself is a fact."""
    journal.record(FileDownloaded(subject_id=str(file.pk)), by=by, at=at)
    return storage.place(file.sha256).open("rb")


def _wrong_type(name: str, media_type: str, allowed: Collection[str]) -> str:
    wanted = ", ".join(kinds.WORDS.get(kind, kind) for kind in sorted(allowed))
    return f"“{name}” thật ra là {kinds.WORDS.get(media_type, media_type)}. Ở đây chỉ nhận: {wanted}."
