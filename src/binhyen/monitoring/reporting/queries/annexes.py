"""What is attached to a report: as it stands now, and who may open it."""

from uuid import UUID

from binhyen.foundation.access.values import Scope
from binhyen.foundation.files.models import FileState
from binhyen.monitoring.reporting.models import Report, ReportAnnex
from binhyen.monitoring.reporting.rules import annexes as rules
from binhyen.monitoring.reporting.values.findings import Finding
from binhyen.monitoring.reporting.values.reports import Annex, Content

from .visible import visible


def rows(*, report: Report) -> list[ReportAnnex]:
    """What is attached now, in the order it came. One query."""
    return list(report.annexes.filter(dropped_at__isnull=True).select_related("file", "by"))


def attached(*, report: Report) -> tuple[Annex, ...]:
    """What is attached now, as a report holds it; not what the scanner refused, for nobody may open it. One query."""
    return tuple(value(one) for one in rows(report=report) if not _refused(one))


def value(row: ReportAnnex) -> Annex:
    if row.file is None:
        return Annex(title=row.title, why_not=row.why_not)
    return Annex(
        title=row.title, file=str(row.file.pk), name=row.file.name, size=row.file.size, sha256=row.file.sha256
    )  # fmt: skip


def findings(*, report: Report, content: Content) -> list[Finding]:
    """What the duty names and ``content`` does not hold. No query."""
    return rules.findings(report.round.duty.annexes, content.annexes)


def opens_file(file_id: UUID, scope: Scope) -> bool:
    """Whether the file is, or was, attached to a report the reader may read. One query."""
    return visible(scope=scope).filter(annexes__file=file_id).exists()


def _refused(row: ReportAnnex) -> bool:
    return row.file is not None and row.file.state == FileState.REFUSED
