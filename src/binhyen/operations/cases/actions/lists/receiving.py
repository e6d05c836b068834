"""Taking in a list somebody dropped, and asking for it to be read, written or read again."""

from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions as files
from binhyen.foundation.files import kinds
from binhyen.foundation.jobs import actions as jobs
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.models import ListImport
from binhyen.operations.cases.reader.limits import MAX_BYTES
from binhyen.operations.cases.values import ListState

from .refusals import ListRefused

READ_JOB, WRITE_JOB = "cases.read_list", "cases.write_list"
ACCEPTED = (kinds.XLSX, kinds.ODS, kinds.OLE, kinds.TEXT, kinds.HTML, kinds.MACRO)


@transaction.atomic
def receive(
    *,
    content: BinaryIO,
    name: str,
    as_of: date,
    commune_code: str,
    body_key: str,
    by: User,
    at: datetime,
    roster_kind: str = "",
) -> ListImport:
    """Keep the file and ask for its reading. ``commune_code`` "" is a list of the whole province.

    With ``roster_kind`` it is a keeper's list, only to be compared; nothing of it is written to the register.
    Raises ListRefused with a sentence; then nothing was stored.
    """
    try:
        file = files.store(content=content, name=name, by=by, at=at, allowed=ACCEPTED, limit=MAX_BYTES)
    except files.FileRefused as refused:
        raise ListRefused(str(refused)) from refused
    source = ListImport.objects.create(
        file=file,
        file_name=file.name,
        sha256=file.sha256,
        body_key=body_key,
        commune_code=commune_code,
        roster_kind=roster_kind,
        as_of=as_of,
        state=ListState.READING,
        uploaded_at=at,
        uploaded_by=by,
    )
    record(events.ListReceived(subject_id=str(source.pk), area=commune_code, sha256=file.sha256), by=by, at=at)
    _enqueue(source, READ_JOB, f"Đọc danh sách {source.file_name}", by, at)
    return source


@transaction.atomic
def ask_to_read(*, import_id: int, by: User, at: datetime) -> ListImport:
    """Read the file anew: its columns were mended, or the earlier reading was interrupted."""
    source = ListImport.objects.select_for_update().get(pk=import_id)
    if source.state not in {ListState.READING, ListState.PREVIEW}:
        raise ListRefused("Danh sách đã ghi hoặc đã rút, không đọc lại được.")
    source.state = ListState.READING
    source.save(update_fields=["state"])
    _enqueue(source, READ_JOB, f"Đọc danh sách {source.file_name}", by, at)
    return source


@transaction.atomic
def ask_to_write(*, import_id: int, by: User, at: datetime) -> ListImport:
    """Write what can be written; the rest goes to the basket. Asked again, it goes on where it stood."""
    source = ListImport.objects.select_for_update().get(pk=import_id)
    if source.state not in {ListState.PREVIEW, ListState.WRITING, ListState.WRITTEN}:
        raise ListRefused("Danh sách này chưa đọc xong hoặc đã rút lại, nên không ghi được.")
    if source.roster_kind:
        raise ListRefused("Danh sách này chỉ để đối chiếu, không ghi vào sổ.")
    source.state = ListState.WRITING
    source.save(update_fields=["state"])
    _enqueue(source, WRITE_JOB, f"Ghi danh sách {source.file_name}", by, at)
    return source


def fail(*, import_id: int, code: str, message: str, by: User, at: datetime) -> None:
    """The file cannot be read: the sentence is kept for whoever brought it."""
    with scope_in_database(scope_of(user=by, on=timezone.localdate(at))):
        source = ListImport.objects.select_for_update().get(pk=import_id)
        if source.state == ListState.READING:
            source.state, source.problem = ListState.FAILED, message
            source.save(update_fields=["state", "problem"])
            record(events.ListFailed(subject_id=str(import_id), area=source.commune_code, code=code), by=by, at=at)


def _enqueue(source: ListImport, kind: str, title: str, by: User, at: datetime) -> None:
    jobs.enqueue(
        kind=kind,
        title=title,
        arguments={"import_id": source.pk, "by_id": by.pk},
        by=by,
        at=at,
        subject_type=events.ListEvent.SUBJECT,
        subject_id=str(source.pk),
        url=reverse("cases:list-import", args=[source.pk]),
        lock=f"cases.list.{source.pk}",
    )
