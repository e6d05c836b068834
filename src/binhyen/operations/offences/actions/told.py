"""What is done with rows without changing them: taking a list along, opening a row that names somebody."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record, record_read
from binhyen.operations.offences import events
from binhyen.operations.offences.values import Table


@transaction.atomic
def exported(*, table: str, rows: int, by: User, at: datetime) -> None:
    """State that a list left as a spreadsheet."""
    record(events.OffencesExported(subject_id=f"export:{table}", rows=rows, table=table), by=by, at=at)


_RECORDS = {Table.OFFENCES: "offences.offence", Table.WANTED: "offences.wanted"}


@transaction.atomic
def opened(*, table: Table, record_id: int, area: str, by: User, at: datetime) -> None:
    """State that a row was opened in which persons of the register are named."""
    record_read(record=_RECORDS[table], subject_id=str(record_id), area=area, by=by, at=at)
