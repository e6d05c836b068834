"""Handing a directive in to be read, and putting away what could not be read."""

import hashlib
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO

from django.db import IntegrityError, transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions as files
from binhyen.foundation.files import kinds
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.files.names import safe_name
from binhyen.foundation.jobs import actions as jobs
from binhyen.foundation.journal import actions as journal
from binhyen.operations.directives import events, rules
from binhyen.operations.directives.models import Intake
from binhyen.operations.directives.queries.intake import same_file
from binhyen.operations.directives.reader.sources import raw_lines
from binhyen.operations.directives.reader.sources.limits import MAX_BYTES
from binhyen.operations.directives.reader.values import Refused
from binhyen.operations.directives.values import IntakeState

READ_JOB = "directives.read"
ACCEPTED = (kinds.DOCX, kinds.PDF, kinds.ODT, kinds.TEXT, kinds.PNG, kinds.JPEG, kinds.TIFF, kinds.WEBP)
EXPLAINED_BYTES = 32 * 1024 * 1024  # a refused file up to this size is looked into for a better sentence
_HTML = (
    "“{name}” thật ra là một trang web (HTML), không phải văn bản. Hãy mở bằng Word hoặc trình duyệt, "
    "lưu thành .docx hoặc .pdf rồi nộp lại; hoặc bôi đen nội dung và dán vào ô bên dưới."
)


class NotTaken(Exception):
    """The file or text is not taken in; the sentence says why and what to do. Nothing was stored."""


class AlreadyThere(Exception):
    """The same file was handed in before. ``intake`` leads to it."""

    def __init__(self, intake: Intake) -> None:
        super().__init__("Tệp này đã được nộp rồi.")
        self.intake = intake


def receive(*, content: BinaryIO, name: str, issued: date | None, by: User, at: datetime) -> Intake:
    """Store the file and ask for its reading, in one transaction. ``content`` can be read again from its start.

    ``issued`` is the day of issue where the clerk knows better than the document. Raises ``NotTaken`` with a sentence
    and ``AlreadyThere``; then nothing was stored.
    """
    try:
        return _receive(content, name, issued, by, at)
    except files.FileRefused as refused:
        raise NotTaken(_better_sentence(content, name, str(refused))) from refused


def receive_text(*, text: str, issued: date | None, by: User, at: datetime) -> Intake:
    """The same for pasted text, kept as a text file."""
    if not text.strip():
        raise NotTaken("Ô dán văn bản đang trống. Hãy dán toàn văn, hoặc chọn một tệp.")
    name = f"van-ban-dan-{at:%Y%m%d-%H%M%S}.txt"
    return receive(content=BytesIO(text.encode()), name=name, issued=issued, by=by, at=at)


@transaction.atomic
def read_again(*, intake_id: int, by: User, at: datetime) -> Intake:
    """Ask for the reading once more, after the earlier job was interrupted for good."""
    intake = Intake.objects.select_for_update().get(pk=intake_id)
    rules.check_waiting(intake.state)
    _enqueue(intake, by, at)
    return intake


@transaction.atomic
def fail_reading(*, intake_id: int, code: str, message: str, at: datetime) -> None:
    """The file cannot be read: the sentence is kept, the file is not."""
    intake = Intake.objects.select_for_update(of=("self",)).select_related("received_by", "file").get(pk=intake_id)
    if intake.state != IntakeState.READING:
        return
    file = intake.file
    intake.state, intake.failure_code, intake.failure = IntakeState.FAILED, code[:40], message
    intake.file, intake.finished_at = None, at
    intake.save()
    _forget(file, at)
    journal.record(events.DirectiveRefused(subject_id=str(intake.pk), code=code), by=intake.received_by, at=at)


@transaction.atomic
def dismiss(*, intake_id: int, by: User, at: datetime) -> None:
    """Put away the notice of a failed reading, or give up one that was interrupted."""
    intake = Intake.objects.select_for_update(of=("self",)).select_related("file").get(pk=intake_id)
    rules.check_dismiss(intake.state)
    file = intake.file
    intake.delete()
    _forget(file, at)
    journal.record(events.IntakeDismissed(subject_id=str(intake_id)), by=by, at=at)


def _receive(content: BinaryIO, name: str, issued: date | None, by: User, at: datetime) -> Intake:
    try:
        with transaction.atomic():
            file = files.store(content=content, name=name, by=by, at=at, allowed=ACCEPTED, limit=MAX_BYTES)
            if earlier := same_file(sha256=file.sha256):
                raise AlreadyThere(earlier)
            intake = Intake.objects.create(
                name=file.name,
                sha256=file.sha256,
                size=file.size,
                file=file,
                issued_on=issued,
                received_at=at,
                received_by=by,
            )
            fact = events.DirectiveReceived(subject_id=str(intake.pk), sha256=file.sha256, size=file.size)
            journal.record(fact, by=by, at=at)
            _enqueue(intake, by, at)
            return intake
    except IntegrityError:  # the same file at the same moment by somebody else
        content.seek(0)
        earlier = same_file(sha256=_digest(content))
        if earlier is None:
            raise
        raise AlreadyThere(earlier) from None


def _enqueue(intake: Intake, by: User, at: datetime) -> None:
    jobs.enqueue(
        kind=READ_JOB,
        title=f"Đọc văn bản {intake.name}",
        arguments={"intake_id": intake.pk},
        by=by,
        at=at,
        subject_type=events.IntakeEvent.SUBJECT,
        subject_id=str(intake.pk),
        lock=f"directives.intake.{intake.pk}",
    )


def _better_sentence(content: BinaryIO, name: str, sentence: str) -> str:
    """The reader knows more than the door why a file cannot be read: a password, macros, an old format."""
    content.seek(0)
    head = content.read(EXPLAINED_BYTES + 1)
    if not head or len(head) > EXPLAINED_BYTES:
        return sentence
    try:
        raw_lines(head, name=name)
    except Refused as refused:
        return refused.message
    return _HTML.format(name=safe_name(name)) if "HTML" in sentence else sentence


def _forget(file: StoredFile | None, at: datetime) -> None:
    if file is not None:
        files.forget(file=file, by=None, at=at)


def _digest(content: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(1024 * 1024):
        digest.update(chunk)
    return digest.hexdigest()
