"""The register leaves as a file: who, when, why and how many rows is a fact, written before the first byte goes out."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.directives.events import RegisterExported


@transaction.atomic
def note_export(*, form: str, rows: int, purpose: str, by: User, at: datetime) -> None:
    """State that ``rows`` duties leave as ``form`` (xlsx, docx) for ``purpose``."""
    record(RegisterExported(subject_id=f"{at:%Y%m%d%H%M%S}", form=form, rows=rows), by=by, at=at, reason=purpose)
