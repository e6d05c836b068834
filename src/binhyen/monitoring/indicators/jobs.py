"""Work of figures that nobody waits for at a page: closing the books, checking them."""

import logging
from datetime import date, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.values import JobRefused
from binhyen.foundation.jobs.work import Progress, Unwatched, job

from .actions import closing as acts
from .actions import looking, publishing
from .actions.asking import LOOK_JOB, PUBLISH_JOB, REFRESH_JOB
from .actions.freshening import freshen_figures, warm
from .actions.refreshing import refresh_aside
from .queries import closings
from .values import Verdict

FRESHEN = "indicators.freshen"
log = logging.getLogger(__name__)


@job(acts.CLOSE_JOB)
def close(*, kind: str, code: str, note: str, by_id: int, progress: Progress, at: datetime) -> str:
    """Close the books of a period. Safe to run twice: a period is closed once."""
    progress.report(0, 0, "Đang tính và niêm phong số liệu")
    with scope_in_database(THE_SYSTEM):
        try:
            made = acts.close(
                kind=kind, code=code, note=note, by=User.objects.get(pk=by_id), at=at, counted=progress.report
            )
        except acts.NotClosed as refused:
            raise JobRefused(str(refused)) from refused
    progress.link(f"/so-lieu/chot/{made.code}/")
    return f"Đã chốt: mã {made.code}."


@job(acts.CHECK_JOB)
def check(*, code: str, by_id: int | None = None, progress: Progress, at: datetime) -> str:
    """Check a closing for somebody who asked. Safe to run twice."""
    progress.report(0, 0, "Đang đối chiếu từng dòng")
    with scope_in_database(THE_SYSTEM):
        closing = closings.one(code=code)
        if closing is None:
            raise JobRefused("Không có bản chốt nào mang mã này.")
        return said(acts.check(closing=closing, by=User.objects.get(pk=by_id) if by_id else None, at=at))


@job("indicators.check_last")
def check_last(*, at: datetime) -> str:
    """Every night: the latest closing still holds; through it every row sealed before."""
    with scope_in_database(THE_SYSTEM):
        closing = closings.last()
        if closing is None:
            return "Chưa có bản chốt nào."
        verdict = acts.check(closing=closing, by=None, at=at)
    if not verdict.holds:
        log.error("closing %s no longer holds: %s", verdict.code, [one.check for one in verdict.findings])
        raise JobRefused(said(verdict))
    return said(verdict)


@job(REFRESH_JOB)
def refresh(*, at: datetime, progress: Progress | None = None) -> str:
    """Every 20 minutes, and for a coordinator who asks. It takes the moment it begins, ``at`` or later."""
    said = refresh_aside(told=(progress or Unwatched()).report)
    freshen.defer()  # what was written meanwhile is in no snapshot yet; one at a time, by its lock
    warm(scope=THE_SYSTEM, at=timezone.now())
    return said


@app.task(name=FRESHEN, lock=FRESHEN)
def freshen() -> None:
    """After an act, asked for by the database itself: the figures of the communes it was about."""
    freshen_figures(scope=THE_SYSTEM, at=timezone.now())


@job(LOOK_JOB)
def look(*, on: str, known_at: str, kind: str, progress: Progress, at: datetime) -> str:
    """The board of any day, as known on any day. Safe to run twice."""
    progress.report(0, 0, "Đang tính số liệu của ngày ấy")
    day, known = date.fromisoformat(on), datetime.fromisoformat(known_at)
    try:
        looking.look(on=day, known_at=known, kind=kind, scope=THE_SYSTEM, at=at)
    except looking.NothingKnown as refused:
        raise JobRefused(str(refused)) from refused
    return "Đã tính xong."


@job(PUBLISH_JOB)
def publish(*, code: str, by_id: int, progress: Progress, at: datetime) -> str:
    """Publish the figures of a closing. Safe to run twice: they are published once."""
    progress.report(0, 0, "Đang che những số nhỏ")
    closing = closings.one(code=code)
    if closing is None:
        raise JobRefused("Không có bản chốt nào mang mã này.")
    try:
        publishing.publish(closing=closing, by=User.objects.get(pk=by_id), at=at)
    except publishing.NotPublished as refused:
        raise JobRefused(str(refused)) from refused
    return "Đã công khai."


def said(verdict: Verdict) -> str:
    """A verdict in one sentence."""
    if verdict.holds:
        return f"Bản chốt {verdict.code} còn nguyên vẹn: {verdict.rows} dòng khớp."
    return f"Bản chốt {verdict.code} KHÔNG KHỚP: " + " ".join(one.text for one in verdict.findings)
