"""Taking in a spreadsheet of rows: kept as it came, read again for its preview and for writing."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions as files
from binhyen.foundation.files import kinds
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.files.queries import readable
from binhyen.foundation.files.storage import place

ACCEPTED = (kinds.XLSX, kinds.ODS, kinds.OLE)
MOST_BYTES = 10 * 1024 * 1024


class FileNotTaken(Exception):
    """The file is not taken in; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Given:
    name: str
    sha256: str
    data: bytes


@transaction.atomic
def receive(*, content: BinaryIO, name: str, by: User, at: datetime) -> StoredFile:
    """Keep the file. Raises FileNotTaken; then nothing was stored."""
    try:
        file = files.store(content=content, name=name, by=by, at=at, allowed=ACCEPTED, limit=MOST_BYTES)
    except files.FileRefused as refused:
        raise FileNotTaken(str(refused)) from refused
    if file.state != "CLEAN":
        raise FileNotTaken("Tệp đang chờ quét. Hãy thử lại sau ít phút.")
    return file


def own_file(*, file_id: UUID, user: User) -> Given | None:
    """The file this very person brought; None for anybody else's."""
    file = readable(file_id=file_id, scope=Scope(user_id=user.pk))
    if file is None or file.stored_by_id != user.pk:
        return None
    return Given(file.name, file.sha256, place(file.sha256).read_bytes())
