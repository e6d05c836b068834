"""A report that was sent, handed in as its Word file where work asked for it."""

from datetime import datetime

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.kit.official_letters import NoLetters
from binhyen.monitoring.reporting.actions.evidence import show_in_work
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.queries.report import sheet
from binhyen.monitoring.reporting.values.reports import State

from . import one


def show_sent(*, report: Report, scope: Scope, by: User, at: datetime) -> str:
    """A report that was just sent shows the work it was asked by. "" where it did, or nothing asks for it.

    Every door that signs calls it. Sending does not wait for it: what the work refuses is told to whoever signed.
    """
    if report.state != State.SENT or not report.round.duty.task_id:
        return ""
    held = sheet(report=report, at=at)
    try:
        content = one.word(held)
    except NoLetters as missing:
        return str(missing)
    return show_in_work(report=report, content=content, name=one.file_name(held, "docx"), scope=scope, by=by, at=at)
