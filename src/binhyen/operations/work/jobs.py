"""What happens to work by itself: periods open ahead, clocks ring, silence sends difficulties up."""

from datetime import datetime

from binhyen.foundation.jobs.work import job

from .actions import answers, difficulties, periods, reminders


@job("work.periods")
def open_periods(*, at: datetime) -> str:
    """Each night, and beats of continuous work follow what was shown. Safe to run twice."""
    return f"Đã mở {periods.open_ahead(at=at)} kỳ của việc định kỳ."


@job("work.clocks")
def clocks(*, at: datetime) -> str:
    """Before the digests leave, and after the usual hours of due days. Safe to run twice."""
    return f"Đã để lại {reminders.ring(at=at)} tin nhắc việc, {answers.ring(at=at)} tin nhắc trả lời, nhắc bước việc."


@job("work.difficulties")
def unanswered(*, at: datetime) -> str:
    """What nobody answered goes up. Safe to run twice."""
    return f"Đã chuyển {difficulties.climb(at=at)} khó khăn, vướng mắc lên cấp trên."
