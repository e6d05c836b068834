"""What happens to cases by itself."""

from datetime import datetime

from binhyen.foundation.jobs.work import job

from .actions import clocks, transfers


@job("cases.terms")
def terms(*, at: datetime) -> str:
    """Each night: terms that end by law end on their day."""
    return f"Đã cập nhật {clocks.refold_due(at=at)} hồ sơ đến ngày."


@job("cases.escalate")
def escalate(*, at: datetime) -> str:
    """Every quarter of an hour: clocks and moves nobody answered go up the line."""
    return f"Đã báo {clocks.escalate(at=at)} thời hạn, {transfers.escalate(at=at)} việc chuyển."


@job("cases.releases")
def releases(*, at: datetime) -> str:
    """Each morning, before the digests leave."""
    return f"Đã báo trước {clocks.announce_releases(at=at)} người sắp về."
