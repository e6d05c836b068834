"""A paper handed in: the file is examined and kept, registered as a document, and put into the file. All or nothing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions as files
from binhyen.foundation.files import kinds
from binhyen.monitoring.recognition.models import ReviewPaper
from binhyen.registers.documents import actions as documents
from binhyen.registers.documents.models import OfficialDocument
from binhyen.registers.documents.values import Direction, DocumentDetails

from .files import RecognitionRefused, add_paper

ACCEPTED = frozenset({kinds.PDF, kinds.DOCX, kinds.ODT, kinds.XLSX, kinds.PNG, kinds.JPEG, kinds.TIFF})
LARGEST = 50 * files.MEGABYTE


@transaction.atomic
def hand_in(*, file_id: int, code: str, given: Mapping[str, Any], by: User, at: datetime, today: date) -> ReviewPaper:
    """``given``: file, number, symbol, issued_on, abstract. Raises RecognitionRefused, files.FileRefused."""
    document = registered(given=given, by=by, at=at, today=today)
    return add_paper(file_id=file_id, code=code, document=document, by=by, at=at, today=today)


@transaction.atomic
def registered(*, given: Mapping[str, Any], by: User, at: datetime, today: date) -> OfficialDocument:
    """The paper as a document of the register. Raises RecognitionRefused, files.FileRefused."""
    if given["issued_on"] > today:
        raise RecognitionRefused("Ngày ký không thể ở phía trước.")
    upload = given["file"]
    stored = files.store(content=upload, name=upload.name or "", by=by, at=at, allowed=ACCEPTED, limit=LARGEST)
    details = DocumentDetails(
        direction=Direction.INCOMING, number=given["number"], symbol=given["symbol"], issued_on=given["issued_on"],
        abstract=given["abstract"],
    )  # fmt: skip
    try:
        return documents.register(details=details, file=stored, by=by, at=at, doubles=not given["number"])
    except documents.DocumentRefused as refused:
        raise RecognitionRefused(str(refused)) from refused
