"""Reading a directive in the background."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.files.actions import examine
from binhyen.foundation.files.models import FileState
from binhyen.foundation.files.storage import place
from binhyen.foundation.jobs.values import JobRefused
from binhyen.foundation.jobs.work import Progress, job
from binhyen.operations.directives.reader import read as read_directive
from binhyen.operations.directives.reader.values import Reading, Refused

from .actions import telling
from .actions.intake import READ_JOB, fail_reading
from .actions.reading import store_reading
from .models import Intake
from .values import IntakeState

NO_DUTY = (
    "Đã đọc hết văn bản nhưng không thấy nhiệm vụ nào được giao. Hãy kiểm tra đã nộp đúng văn bản chỉ đạo và đủ trang; "
    "nếu đúng, hãy nộp bản Word thay cho bản chụp."
)


@job(READ_JOB)
def read(*, intake_id: int, progress: Progress, at: datetime) -> str:
    """Read the file outside of any transaction, then store the directive in one. Safe to run twice."""
    intake = Intake.objects.select_related("file").get(pk=intake_id)
    if intake.state != IntakeState.READING or intake.file is None:
        return ""
    try:
        reading = _read(intake, progress, at)
    except Refused as refused:
        fail_reading(intake_id=intake_id, code=refused.code, message=refused.message, at=timezone.now())
        raise JobRefused(refused.message) from refused
    return _store(intake_id, reading, progress)


def _store(intake_id: int, reading: Reading, progress: Progress) -> str:
    progress.report(0, 0, "Đang lưu danh mục nhiệm vụ")
    directive = store_reading(intake_id=intake_id, reading=reading, at=timezone.now())
    if directive is None:
        return ""
    progress.link(reverse("directives:review", args=[directive.pk]))
    telling.read(directive=directive, duties=len(reading.duties), at=timezone.now())
    return f"Đã đọc {len(reading.duties)} nhiệm vụ, {len(reading.findings)} điểm cần xem."


def _read(intake: Intake, progress: Progress, at: datetime) -> Reading:
    """The reading with its findings. Raises Refused, also where there is not one duty."""
    file = intake.file
    if file is None:
        raise ValueError("an intake that waits has its file")
    state = examine(file=file, at=at) if file.state == FileState.QUARANTINED else file.state
    if state == FileState.REFUSED:
        raise Refused("UNSAFE", file.state_reason)
    if state == FileState.QUARANTINED:
        raise JobRefused("Chương trình quét chưa xem được tệp nên chưa đọc. Hãy đợi một lát rồi bấm Đọc lại.")
    reading = read_directive(
        place(file.sha256),
        name=intake.name,
        issued=intake.issued_on,
        progress=lambda done, total: progress.report(done, total, "Đang đọc văn bản"),
    )
    if not reading.duties:
        raise Refused("NO_DUTY", NO_DUTY)
    return reading


@job("directives.deadlines")
def deadlines(*, at: datetime) -> str:
    """Each morning, before the digests leave. Safe to run twice."""
    return f"Đã để lại {telling.deadlines(at=at)} tin về thời hạn."
