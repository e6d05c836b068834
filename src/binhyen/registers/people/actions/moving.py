"""Whose person it is. Called by the transfer of the case, which owns the clocks and the law of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from binhyen.foundation.access.rls import whole_case_in_database
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.registers.people import events
from binhyen.registers.people.models import NameToken, Person, PossiblePair


@transaction.atomic
def move(
    *, person_id: int, commune_code: str, to_commune_code: str = "", by: User | None, at: datetime, reason: str = ""
) -> Person:
    """Set the owning commune and, during a move, the receiving one; "" as owner has left the province.

    Departure: owner as it was, receiver set. Acceptance: the receiver becomes owner, no receiver. Refusal: owner as it
    was, no receiver. The hamlet is forgotten with the commune it lies in. Nothing changed, nothing written.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    before = person.commune_code
    if (before, person.to_commune_code) == (commune_code, to_commune_code):
        return person
    person.commune_code, person.to_commune_code = commune_code, to_commune_code
    if commune_code != before:
        person.hamlet = None
    with whole_case_in_database(person_id):
        person.save(update_fields=["commune_code", "to_commune_code", "hamlet"])
        NameToken.objects.filter(person=person).update(commune_code=commune_code, to_commune_code=to_commune_code)
        if commune_code != before:
            pairs = PossiblePair.objects.filter(Q(left=person) | Q(right=person))
            pairs.filter(left=person).update(commune_code=commune_code)
            pairs.filter(right=person).update(to_commune_code=commune_code)
        fact = events.PersonMoved(
            subject_id=str(person_id), area=commune_code or before, from_area=before, to_area=to_commune_code
        )
        record(fact, by=by, at=at, reason=reason)
    return person
