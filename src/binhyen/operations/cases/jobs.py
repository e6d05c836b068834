"""What happens to cases by itself."""

from datetime import datetime

from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.values import JobRefused
from binhyen.foundation.jobs.work import Progress, job

from .actions import clocks, rosters, transfers
from .actions.exports import MAKE_JOB, NotExported, expire, make_export
from .actions.lists.reading import read_list
from .actions.lists.receiving import READ_JOB, WRITE_JOB, fail
from .actions.lists.refusals import ListRefused
from .actions.lists.writing import write_list
from .reader.values import Unreadable
from .values import Fate


@job("cases.terms")
def terms(*, at: datetime) -> str:
    """Each night: terms that end by law end on their day."""
    return f"Đã cập nhật {clocks.refold_due(at=at)} hồ sơ đến ngày."


@job("cases.escalate")
def escalate(*, at: datetime) -> str:
    """Every quarter of an hour: clocks and moves nobody answered go up the line."""
    return f"Đã báo {clocks.escalate(at=at)} thời hạn, {transfers.escalate(at=at)} việc chuyển."


@job("cases.differences")
def differences(*, at: datetime) -> str:
    """Every hour: differences between lists that nobody looked at go up the line."""
    return f"Đã báo {rosters.escalate(at=at)} chỗ lệch quá hạn."


@job("cases.releases")
def releases(*, at: datetime) -> str:
    """Each morning, before the digests leave."""
    return f"Đã báo trước {clocks.announce_releases(at=at)} người sắp về."


@job(READ_JOB)
def read_one_list(*, import_id: int, by_id: int, progress: Progress, at: datetime) -> str:
    """Read a list that was handed in. Safe to run twice: the rows are replaced."""
    by = User.objects.get(pk=by_id)
    try:
        source = read_list(
            import_id=import_id, by=by, at=at, told=lambda n, of: progress.report(n, of, "Đang đọc danh sách")
        )
    except Unreadable as refused:
        fail(import_id=import_id, code=refused.code, message=refused.message, by=by, at=timezone.now())
        raise JobRefused(refused.message) from refused
    return f"Đã đọc {source.counts.get('rows', 0)} dòng; chưa ghi gì vào sổ."


@job(WRITE_JOB)
def write_one_list(*, import_id: int, by_id: int, progress: Progress, at: datetime) -> str:
    """Write what can be written of a list; goes on where an interrupted run stopped."""
    by = User.objects.get(pk=by_id)
    try:
        source = write_list(
            import_id=import_id, by=by, at=at, told=lambda n, of: progress.report(n, of, "Đang ghi vào sổ")
        )
    except ListRefused as refused:
        raise JobRefused(str(refused)) from refused
    fates = source.counts.get("fates", {})
    return f"Đã ghi {fates.get(Fate.WRITTEN, 0)} dòng; {fates.get(Fate.BASKET, 0)} dòng còn trong giỏ."


@job(MAKE_JOB)
def make_one_export(*, export_id: int, by_id: int, progress: Progress, at: datetime) -> str:
    """The file of a long list that leaves. Safe to run twice."""
    progress.report(0, 0, "Đang xuất danh sách")
    try:
        made = make_export(export_id=export_id, by=User.objects.get(pk=by_id), at=at)
    except NotExported as refused:
        raise JobRefused(str(refused)) from refused
    return f"Đã xuất {made.row_count} hồ sơ."


@job("cases.expire_exports")
def expire_exports(*, at: datetime) -> str:
    """Every hour: files of lists that left are kept for their days only."""
    return f"Đã bỏ {expire(at=at)} tệp danh sách hết hạn."
