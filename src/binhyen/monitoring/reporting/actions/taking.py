"""A file of a report left the house: that is a fact."""

from datetime import datetime

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import ReportTaken
from binhyen.monitoring.reporting.models import Report

from .filling import area_of


def taken(*, report: Report, form: str, by: User, at: datetime) -> None:
    """State that ``form`` (docx, xlsx) of a report was handed out."""
    record(ReportTaken(subject_id=str(report.pk), area=area_of(report), form=form), by=by, at=at)
