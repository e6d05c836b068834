"""What left cover: a whole number shown, a summary printed, a list taken out. Facts, stated before anything leaves."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record, record_many
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


@transaction.atomic
def note_exported(
    *, people: Iterable[tuple[int, str]], export_id: int, numbers: bool, purpose: str, by: User, at: datetime
) -> None:
    """``by`` takes these persons, (id, commune) each, out in one list; ``numbers``: with whole numbers and contacts."""
    facts = (
        events.PersonExported(subject_id=str(pk), area=area, export_id=export_id, numbers=numbers)
        for pk, area in people
    )
    record_many(facts, by=by, at=at, reason=purpose)
