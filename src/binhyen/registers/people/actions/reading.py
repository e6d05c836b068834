"""Reading a file is a fact, stated before anything is shown."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record_read
from binhyen.registers.people.events import PERSON
from binhyen.registers.people.queries.reading import read_lately
from binhyen.registers.people.rules.crossings import TELLING_AGAIN


@transaction.atomic
def state_reading(*, person_id: int, area: str, by: User, at: datetime, purpose: str = "") -> bool:
    """State that ``by`` opened this person's file; False where the same reading was stated within 15 minutes.

    In the transaction of the reading, before anything is shown. One query, two where it is stated.
    """
    if read_lately(person_id=person_id, user_id=by.pk, since=at - TELLING_AGAIN):
        return False
    record_read(record=PERSON, subject_id=str(person_id), area=area, by=by, at=at, purpose=purpose)
    return True
