"""Asking for figures to be computed anew."""

from datetime import datetime

from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.actions import enqueue
from binhyen.foundation.jobs.models import Job

REFRESH_JOB = "indicators.refresh"


def ask_to_refresh(*, by: User, at: datetime) -> Job:
    """Have a snapshot taken and all figures computed in the background."""
    return enqueue(
        kind=REFRESH_JOB, title="Tính lại mọi chỉ tiêu", arguments={}, by=by, at=at, url="/so-lieu/", lock=REFRESH_JOB
    )
