"""Looking again at files in quarantine."""

from datetime import datetime

from binhyen.foundation.jobs.work import job

from . import actions, queries


@job("files.examine")
def examine(*, at: datetime) -> str:
    """Let the scanner look at everything it could not look at before. Safe to run twice."""
    states = [actions.examine(file=file, at=at) for file in queries.in_quarantine()[:100]]
    return f"Đã kiểm tra {len(states)} tệp."
