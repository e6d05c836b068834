"""Entering persons, one or thousands, and taking them out again where a list is undone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record, record_many
from binhyen.registers.people import events
from binhyen.registers.people.models import NameToken, Person
from binhyen.registers.people.queries.known import Known, known
from binhyen.registers.people.rules.details import ready
from binhyen.registers.people.rules.problems import PersonRefused
from binhyen.registers.people.values import PersonDetails

from .rows import index_names, write

NOBODY = Scope()


class AlreadyRegistered(PersonRefused):
    """A number of the person is in the register; ``known`` says with whom, or in which commune."""

    def __init__(self, found: Known) -> None:
        super().__init__("Số giấy tờ này đã có trong sổ. Hãy mở người đã có, hoặc nói rõ vì sao vẫn ghi mới.")
        self.known = found


@transaction.atomic
def register(
    *,
    details: PersonDetails,
    by: User | None,
    at: datetime,
    scope: Scope = NOBODY,
    doubles: bool = False,
    reason: str = "",
) -> Person:
    """Enter one person. ``scope`` is the reader's: who holds the same number beyond it is told as a commune only.

    Raises PersonRefused for what cannot be stored, AlreadyRegistered where a number is known and ``doubles`` does not
    say that a second record is meant (then with a ``reason``).
    """
    one = ready(details, today=timezone.localdate(at))
    if not doubles and (found := known(scope=scope, numbers=[number.value for number in one.numbers])):
        raise AlreadyRegistered(found)
    (person,) = write([one], by=by, at=at)
    fact = events.PersonRegistered(subject_id=str(person.pk), area=person.commune_code)
    record(fact, by=by, at=at, reason=reason)
    return person


@transaction.atomic
def register_many(
    *, details: Sequence[PersonDetails], by: User | None, at: datetime, batch: str = "", reason: str = ""
) -> list[int]:
    """Enter many persons set-wise; their ids in the order given. All of them or none.

    Who is known already was asked before (an import matches every row). One fact for the batch, one for each person.
    Raises PersonRefused naming the first person that cannot be stored. 7,000 persons take a few seconds.
    """
    today = timezone.localdate(at)
    people = write([ready(one, today=today) for one in details], by=by, at=at)
    batch = batch or uuid4().hex
    record(events.PeopleRegistered(subject_id=batch, count=len(people)), by=by, at=at, reason=reason)
    record_many(
        (events.PersonRegistered(subject_id=str(p.pk), area=p.commune_code, batch=batch) for p in people), by=by, at=at
    )
    return [person.pk for person in people]


@transaction.atomic
def void(*, person_ids: Sequence[int], by: User | None, at: datetime, reason: str) -> int:
    """Take persons out of the register that should not be there: a list was undone. Nothing of them is deleted.

    Whoever built on them (a case with facts) is asked by the caller before. Returns how many were taken out.
    Raises PersonRefused where one of them was merged with another.
    """
    people = list(Person.objects.select_for_update().filter(pk__in=person_ids, voided_at__isnull=True).order_by("pk"))
    if any(person.merged_into_id for person in people) or Person.objects.filter(merged_into__in=people).exists():
        raise PersonRefused("Có người đã được gộp với hồ sơ khác. Hãy tách lại trước khi rút.")
    ids = [person.pk for person in people]
    Person.objects.filter(pk__in=ids).update(voided_at=at)
    NameToken.objects.filter(person__in=ids).delete()
    facts = (events.PersonVoided(subject_id=str(p.pk), area=p.commune_code) for p in people)
    record_many(facts, by=by, at=at, reason=reason)
    return len(people)


@transaction.atomic
def unvoid(*, person_ids: Sequence[int], by: User | None, at: datetime, reason: str) -> int:
    """Bring voided persons back. Returns how many."""
    people = list(Person.objects.select_for_update().filter(pk__in=person_ids, voided_at__isnull=False).order_by("pk"))
    Person.objects.filter(pk__in=[person.pk for person in people]).update(voided_at=None)
    for person in people:
        person.voided_at = None
    index_names(people)
    facts = (events.PersonUnvoided(subject_id=str(p.pk), area=p.commune_code) for p in people)
    record_many(facts, by=by, at=at, reason=reason)
    return len(people)
