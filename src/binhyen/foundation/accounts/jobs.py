"""Housekeeping of accounts."""

from datetime import datetime

from binhyen.foundation.jobs.work import job

from . import actions


@job("accounts.tidy")
def tidy(*, at: datetime) -> str:
    return f"Đã dọn {actions.tidy(at=at)} phiên đăng nhập đã hết hạn."
