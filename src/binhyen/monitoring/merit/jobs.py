"""What happens to proposals by itself."""

from datetime import datetime

from binhyen.foundation.jobs.work import job

from .actions import clocks


@job("merit.clocks")
def tick(*, at: datetime) -> str:
    """Each morning: words, appeals and answers that are due; the end of the time to appeal."""
    reminded, closed = clocks.tick(at=at)
    return f"Đã nhắc {reminded} đề nghị, kết thúc {closed}."
