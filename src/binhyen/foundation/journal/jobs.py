"""The journal's own work: sealing each minute, the whole walk each night or when an auditor asks."""

import logging
from datetime import datetime

from binhyen.foundation.jobs.values import JobRefused
from binhyen.foundation.jobs.work import Progress, job

from . import actions

log = logging.getLogger(__name__)


@job("journal.seal")
def seal(*, at: datetime) -> str:
    return f"Đầu chuỗi {actions.seal(at=at)}."


@job("journal.verify")
def verify(*, at: datetime, progress: Progress | None = None) -> str:
    """Nightly, and for an auditor who asks. A broken chain is told loudly: it is never a small matter."""
    verdict = actions.verify(at=at)
    if verdict.broken:
        log.error("journal broken at link %s, fact %s", verdict.broken.position, verdict.broken.fact_id)
        raise JobRefused(f"Chuỗi bị đứt ở mắt xích {verdict.broken.position}: {verdict.broken.what}.")
    return f"Nguyên vẹn: {verdict.head.position} ghi nhận."
