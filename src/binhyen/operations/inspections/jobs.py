"""What happens to findings by itself."""

from datetime import datetime

from binhyen.foundation.jobs.work import job

from .actions import telling


@job("inspections.remind")
def remind(*, at: datetime) -> str:
    """Each morning: deadlines that are near or just gone, and what nobody mended goes up the line."""
    return f"Đã nhắc {telling.remind(at=at)} phát hiện."
