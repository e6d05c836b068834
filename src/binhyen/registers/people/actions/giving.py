"""People given to bodies that have no area: a clinic its patients, a facility those who are in it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from binhyen.foundation.journal.actions import record_many
from binhyen.foundation.journal.events import Event
from binhyen.registers.people import events
from binhyen.registers.people.models import Reach

Given = Mapping[str, tuple[str, ...]]  # body key: compartments
Row = tuple[str, str]  # reader, compartment
BODY = "b:"


@transaction.atomic
def give_to_bodies(*, wanted: Mapping[int, Given], ground: str, at: datetime) -> int:
    """Make each person of ``wanted`` readable by exactly these bodies, in these compartments; crossings stay.

    Inside ``whole_case_in_database``. A fact for each person and body that changed. Returns how many persons changed.
    """
    now: dict[int, dict[Row, int]] = {}
    rows = Reach.objects.filter(person_id__in=list(wanted), crossing__isnull=True, reader__startswith=BODY)
    for pk, person, reader, compartment in rows.values_list("pk", "person_id", "reader", "compartment"):
        now.setdefault(person, {})[reader, compartment] = pk
    gone: list[int] = []
    new: list[Reach] = []
    facts: list[Event] = []
    for person, bodies in wanted.items():
        before = now.get(person, {})
        after = {(f"{BODY}{key}", name) for key, names in bodies.items() for name in names}
        gone += [pk for row, pk in before.items() if row not in after]
        new += [
            Reach(person_id=person, reader=reader, compartment=name, ground=ground)
            for reader, name in sorted(after - before.keys())
        ]
        facts += _facts(person, {reader for reader, _ in before}, {reader for reader, _ in after})
    if gone:
        Reach.objects.filter(pk__in=gone).delete()
    Reach.objects.bulk_create(new)
    record_many(facts, by=None, at=at)
    return len({fact.subject_id for fact in facts})


def _facts(person: int, before: set[str], after: set[str]) -> list[Event]:
    given = [events.PersonGiven(subject_id=str(person), body=r.removeprefix(BODY)) for r in sorted(after - before)]
    taken = [events.PersonTakenBack(subject_id=str(person), body=r.removeprefix(BODY)) for r in sorted(before - after)]
    return [*given, *taken]
