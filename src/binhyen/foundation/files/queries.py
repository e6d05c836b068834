"""Finding a file for a reader."""

from uuid import UUID

from django.db.models import QuerySet

from binhyen.foundation.access.values import Scope

from . import owners
from .models import FileState, StoredFile
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
