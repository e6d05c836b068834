"""What left cover: a whole number shown, a summary printed. Facts, stated before anything is handed out."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.registers.people import events
from binhyen.registers.people.models import Person


@transaction.atomic
def note_shown(*, person: Person, part: str, row_id: str, by: User, at: datetime) -> None:
    """``by`` has a number or contact of the person shown in full."""
    fact = events.NumberShown(subject_id=str(person.pk), area=person.commune_code, part=part, row_id=row_id)
    record(fact, by=by, at=at)


@transaction.atomic
def note_summary(*, person: Person, by: User, at: datetime) -> None:
    """``by`` prints what is held of the person, for the person."""
    record(events.SummaryPrinted(subject_id=str(person.pk), area=person.commune_code), by=by, at=at)
