"""A list that leaves is a fact."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.operations.work.events import WorkExported


@transaction.atomic
def note_export(*, form: str, rows: int, purpose: str, by: User, at: datetime) -> None:
    """State that ``rows`` rows left as a file of ``form``."""
    journal.record(WorkExported(subject_id=at.isoformat(), form=form, rows=rows), by=by, at=at, reason=purpose)
