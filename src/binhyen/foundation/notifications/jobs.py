"""Mails leave from the worker."""

from datetime import datetime
from uuid import UUID

from binhyen.foundation.jobs.values import JobRefused
from binhyen.foundation.jobs.work import Progress, job

from . import actions


@job("notifications.digest")
def digest(*, at: datetime) -> str:
    """Every ten minutes; the rule says whether it is time. Safe to run twice."""
    return f"Đã gửi {actions.send_digests(at=at)} thư tổng hợp."


@job(actions.PUSH)
def push(*, user_id: int, progress: Progress, at: datetime) -> str:
    return f"Đã báo trên {actions.push_now(user_id=user_id, at=at)} máy."


@job(actions.MAIL)
def mail(*, user_id: int, notification_id: str, progress: Progress, at: datetime) -> str:
    try:
        sent = actions.mail_now(user_id=user_id, notification_id=UUID(notification_id), at=at)
    except actions.MAIL_FAULTS as fault:
        raise JobRefused("Máy chủ thư không nhận thư. Tin vẫn ở mục Thông báo và sẽ vào thư tổng hợp.") from fault
    return "Đã gửi thư." if sent else "Không có thư nào phải gửi."
