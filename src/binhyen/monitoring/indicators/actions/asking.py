"""Asking for figures to be computed anew."""

from datetime import date, datetime

from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.actions import enqueue
from binhyen.foundation.jobs.models import Job
from binhyen.monitoring.indicators.models import Closing

REFRESH_JOB = "indicators.refresh"
PUBLISH_JOB = "indicators.publish"
LOOK_JOB = "indicators.look"


def ask_to_refresh(*, by: User, at: datetime) -> Job:
    """Have a snapshot taken and all figures computed in the background."""
    return enqueue(
        kind=REFRESH_JOB, title="Tính lại mọi chỉ tiêu", arguments={}, by=by, at=at, url="/so-lieu/", lock=REFRESH_JOB
    )


def ask_to_publish(*, closing: Closing, by: User, at: datetime) -> Job:
    """Have the figures of a closing published in the background."""
    return enqueue(
        kind=PUBLISH_JOB, title=f"Công khai số liệu {closing.code}",
        arguments={"code": closing.code, "by_id": by.pk}, by=by, at=at, subject_type="indicators.closing",
        subject_id=closing.code, url="/so-lieu/cong-khai/", lock=PUBLISH_JOB,
    )  # fmt: skip


def ask_to_look(*, on: date, known_at: datetime, kind: str, url: str, by: User, at: datetime) -> Job:
    """Have the board of a day computed in the background, as known at ``known_at`` and as known now."""
    return enqueue(
        kind=LOOK_JOB, title=f"Tính số liệu ngày {on:%d/%m/%Y}",
        arguments={"on": on.isoformat(), "known_at": known_at.isoformat(), "kind": kind}, by=by, at=at, url=url,
        lock=LOOK_JOB,
    )  # fmt: skip
