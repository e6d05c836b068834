"""Finding a file for a reader, and photos that show the same."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.kit.pictures import ALIKE, distance

from . import owners
from .models import FileState, Picture, StoredFile
from .owners import Use
from .storage import place


def readable(*, file_id: UUID, scope: Scope) -> StoredFile | None:
    """The file, where it is clean and the reader sent it or may see what it belongs to; else None."""
    file = StoredFile.objects.filter(pk=file_id, state=FileState.CLEAN).first()
    if file is None or not scope.user_id:
        return None
    if file.stored_by_id != scope.user_id and not owners.may_read(file_id, scope):
        return None
    return file if place(file.sha256).exists() else None


def in_quarantine() -> QuerySet[StoredFile]:
    """Files the scanner has not looked at yet, oldest first."""
    return StoredFile.objects.filter(state=FileState.QUARANTINED).order_by("stored_at")


def seen_before(*, files: Collection[UUID], scope: Scope) -> dict[UUID, list[Use]]:
    """For each photo among the files, where the same photo is shown elsewhere, the oldest first.

    Two queries, one where none of them is a photo, and those of the subjects where something was found.
    """
    photos = list(Picture.objects.filter(file__in=files)) if files else []
    if not photos:
        return {}
    bands = sorted({band for photo in photos for band in photo.bands})
    others = dict(Picture.objects.filter(bands__overlap=bands).values_list("file_id", "fingerprint"))
    pairs = {
        photo.file_id: {
            pk for pk, mark in others.items() if pk != photo.file_id and distance(photo.fingerprint, mark) <= ALIKE
        }
        for photo in photos
    }
    shown: dict[UUID, list[Use]] = defaultdict(list)
    for use in owners.uses({pk for found in pairs.values() for pk in found}, scope):
        for photo, found in pairs.items():
            if use.file_id in found:
                shown[photo].append(use)
    return dict(shown)
