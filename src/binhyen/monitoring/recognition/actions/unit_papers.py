"""Papers behind what a unit states: handed in, registered, kept with the criterion; taken out with a reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import collapse
from binhyen.monitoring.recognition.events import UnitEvidenceAdded, UnitEvidenceRemoved
from binhyen.monitoring.recognition.models import Unit, UnitEvidence, UnitFile
from binhyen.monitoring.recognition.queries import units as queries
from binhyen.monitoring.recognition.queries.files import Period
from binhyen.monitoring.recognition.rules import course
from binhyen.monitoring.recognition.values import Stage
from binhyen.registers.documents.models import OfficialDocument

from .files import RecognitionRefused
from .papers import registered
from .units import open_unit_file


@transaction.atomic
def hand_in_evidence(
    *, unit_id: int, period: Period, code: str, given: Mapping[str, Any], by: User, at: datetime, today: date
) -> UnitEvidence:
    """``given`` as for ``papers.hand_in``. Raises RecognitionRefused, files.FileRefused."""
    document = registered(given=given, by=by, at=at, today=today)
    return add_evidence(unit_id=unit_id, period=period, code=code, document=document, by=by, at=at, today=today)


@transaction.atomic
def add_evidence(
    *, unit_id: int, period: Period, code: str, document: OfficialDocument, by: User, at: datetime, today: date
) -> UnitEvidence:
    """Put a document behind a criterion. Raises RecognitionRefused: no such criterion, the file is decided."""
    unit = Unit.objects.select_for_update().get(pk=unit_id)
    if code not in {one.code for one in queries.asked_of(unit=unit, on=min(period.last, today))}:
        raise RecognitionRefused("Loại đơn vị này không có tiêu chí đó.")
    file = open_unit_file(unit=unit, period=period.year, by=by, at=at)
    _open(file)
    made = file.evidence.create(commune_code=file.commune_code, code=code, document=document, added_at=at, added_by=by)
    added = UnitEvidenceAdded(subject_id=str(unit.pk), area=unit.commune_code, code=code, document_id=document.pk)
    record(added, by=by, at=at)
    return made


@transaction.atomic
def remove_evidence(*, file_id: int, evidence_id: int, reason: str, by: User, at: datetime) -> None:
    """Take a paper out; that it was in stays to be read. Raises RecognitionRefused."""
    file = UnitFile.objects.select_for_update().get(pk=file_id)
    paper = file.evidence.filter(pk=evidence_id, removed_at__isnull=True).first()
    if paper is None:
        raise RecognitionRefused("Minh chứng này không có trong hồ sơ.")
    _open(file)
    if not reason.strip():
        raise RecognitionRefused("Hãy nêu lý do bỏ minh chứng này.")
    paper.removed_at = at
    paper.save(update_fields=["removed_at"])
    gone = UnitEvidenceRemoved(
        subject_id=str(file.unit_id), area=file.commune_code, code=paper.code, document_id=paper.document_id
    )
    record(gone, by=by, at=at, reason=collapse(reason))


def _open(file: UnitFile) -> None:
    """Papers that were checked stay as they were; a file sent back takes new ones."""
    if course.stage(queries.facts(list(file.steps.all()))) in {Stage.CHECKED, Stage.DECIDED}:
        raise RecognitionRefused("Hồ sơ đã thẩm tra hoặc đã có quyết định, không thay đổi minh chứng được nữa.")
