"""A list that leaves is a fact."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.operations.inspections.events import FindingsExported


@transaction.atomic
def note_export(*, rows: int, purpose: str, by: User, at: datetime) -> None:
    """State that ``rows`` findings left as a file."""
    journal.record(FindingsExported(subject_id=at.isoformat(), rows=rows), by=by, at=at, reason=purpose)
