"""Work of reports nobody waits for at a page: rounds opened ahead, figures of their cells, clocks that are near."""

import logging
from datetime import datetime

from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.values import JobRefused
from binhyen.foundation.jobs.work import Progress, Unwatched, job

from .actions import consolidating, figures, locking, telling
from .actions.duties import adopt_law
from .actions.refusals import ReportRefused
from .actions.rounds import open_due
from .models import ReportDuty
from .queries.rounds import home_province

log = logging.getLogger(__name__)


@job("reporting.rounds")
def rounds(*, at: datetime) -> str:
    """Every morning: duties of the law taken in, rounds opened ahead. Safe to run twice, and to run late."""
    province = home_province()
    if province:
        adopt_law(province=province, by=None, at=at)
    opened, refused = 0, 0
    for duty in ReportDuty.objects.order_by("pk"):
        try:
            opened += len(open_due(duty=duty, at=at))
        except ReportRefused as why:
            refused += 1
            log.warning("no round of %s: %s", duty.key, why)
    return f"Đã mở {opened} kỳ báo cáo." + (f" {refused} chế độ chưa mở được." if refused else "")


@job(figures.FIGURES_JOB)
def count(*, at: datetime, fresh: bool = False, progress: Progress | None = None) -> str:
    """Every 20 minutes from the last snapshot, and from a new one for who asks. Safe to run twice."""
    return figures.refresh(scope=THE_SYSTEM, at=at, fresh=fresh, told=(progress or Unwatched()).report)


@job("reporting.remind")
def remind(*, at: datetime) -> str:
    """Every ten minutes: units whose clock is near, each of its own, once. Safe to run twice."""
    return f"Đã nhắc {telling.remind(at=at)} người."


@job("reporting.lock")
def lock(*, at: datetime) -> str:
    """Every night: reports whose duty says they are locked by now. Safe to run twice, and to run late."""
    return f"Đã khóa {locking.lock_due(at=at)} báo cáo."


@job(consolidating.CONSOLIDATE_JOB)
def consolidate(*, round_id: int, by_id: int, progress: Progress, at: datetime) -> str:
    """The reports of a large round put together. Safe to run twice: where nothing is new the row there is given."""
    by = User.objects.get(pk=by_id)
    try:
        row = consolidating.consolidate(round_id=round_id, by=by, at=at, told=progress.report)
    except ReportRefused as refused:
        raise JobRefused(str(refused)) from refused
    progress.link(f"/bao-cao/tong-hop/{row.code}/")
    return f"Đã tổng hợp {len(row.versions)} báo cáo: mã {row.code}."


@job("reporting.consolidate_due")
def consolidate_due(*, at: datetime) -> str:
    """Every five minutes: rounds that fell due five minutes ago are put together, and told of.

    Units that are late learn of it, each after its own clock; who receives is led to what was put together. Safe to run
    twice, and late.
    """
    made = consolidating.consolidate_due(at=at)
    people = telling.late(at=at) + telling.noted(at=at)
    return f"Đã tổng hợp {len(made)} kỳ báo cáo đến hạn, đã báo {people} người."
