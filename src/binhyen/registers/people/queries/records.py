"""Persons of the register as the comparison wants them, and how common names are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from binhyen.foundation.database.among import among
from binhyen.registers.people.models import Address, Contact, IdentityNumber, NameCount, Person
from binhyen.registers.people.rules.births import stored_birth
from binhyen.registers.people.rules.records import Lived, record_of, second_commune
from binhyen.registers.people.values import ContactKind
from binhyen_analytics.linkage.columns import Record
from binhyen_analytics.linkage.frequencies import Frequencies

from .cards import opened


def records(people: Iterable[Person]) -> Iterator[Record]:
    """One record each, numbers and telephone in clear. Three queries."""
    people = list(people)
    ids = among([person.pk for person in people])
    numbers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    held = IdentityNumber.objects.filter(person__in=ids).order_by("valid_to", "id")
    for number in held.only("person", "kind", "cipher"):
        numbers[number.person_id].append((number.kind, opened(number)))
    phones = {
        contact.person_id: opened(contact)
        for contact in Contact.objects.filter(person__in=ids, kind=ContactKind.PHONE)
        .order_by("id")
        .only("person", "cipher")
    }
    lived: dict[int, list[Lived]] = defaultdict(list)
    addresses = Address.objects.filter(person__in=ids).exclude(place_code="").order_by("id")
    for person_id, kind, place, until in addresses.values_list("person", "kind", "place_code", "valid_to"):
        lived[person_id].append((kind, place, until))
    for person in people:
        yield record_of(
            str(person.pk),
            full_name=person.full_name,
            birth=stored_birth(person.birth_on, person.birth_precision),
            sex=person.sex,
            numbers=numbers[person.pk],
            phone=phones.get(person.pk, ""),
            commune_code=person.commune_code,
            hamlet_id=person.hamlet_id,
            second_commune_code=second_commune(
                person.commune_code, addresses=lived[person.pk], to_commune_code=person.to_commune_code
            ),
        )


def frequencies() -> Frequencies:
    """As counted by the last search for doubles; nothing counted yet weighs every name alike. One query, then kept."""
    latest = NameCount.objects.order_by("-counted_at").values_list("counted_at", flat=True).first()
    return _counted(latest) if latest else Frequencies(Counter())


@lru_cache(maxsize=1)
def _counted(at: datetime) -> Frequencies:
    rows = NameCount.objects.filter(counted_at=at).values_list("family", "middle", "given", "people")
    return Frequencies(
        Counter({(family or None, middle or None, given or None): n for family, middle, given, n in rows})
    )
