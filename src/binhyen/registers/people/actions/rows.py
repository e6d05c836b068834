"""The rows of persons, written set-wise: one statement per table for one person or for thousands."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import connection

from binhyen.foundation.accounts.models import User
from binhyen.foundation.database.arrays import array
from binhyen.foundation.database.inserting import insert
from binhyen.foundation.secrets.sealing import blind, place, seal, tail
from binhyen.registers.people.models import (
    Address,
    Alias,
    Contact,
    IdentityNumber,
    NameToken,
    Person,
    SensitiveNote,
)
from binhyen.registers.people.rules.compartments import compartment_of
from binhyen.registers.people.rules.details import Ready
from binhyen.registers.people.rules.names import tokens
from binhyen.registers.people.rules.numbers import CONTACT_DOMAIN, NUMBER_DOMAIN, NumberRead
from binhyen.registers.people.values import AddressDetails, AliasKind

AT_ONCE, WORDS_AT_ONCE = 2_000, 20_000  # rows per statement
_ADD_WORDS = """
    INSERT INTO people_nametoken (person_id, token, commune_code, to_commune_code, birth_year)
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::int[])"""


def write(ready: Sequence[Ready], *, by: User | None, at: datetime) -> list[Person]:
    """Persons with everything a list says of them, in order."""
    people = [_person(one, by, at) for one in ready]
    insert(people)
    pairs = list(zip(people, ready, strict=True))
    _add_words((person, one.tokens) for person, one in pairs)
    insert(Alias(person=person, kind=AliasKind.ALIAS, name=name) for person, one in pairs for name in one.aliases)
    insert(number_row(person_id=person.pk, read=read) for person, one in pairs for read in one.numbers)
    insert(
        contact_row(person_id=person.pk, kind=kind, value=value)
        for person, one in pairs
        for kind, value in one.contacts
    )
    insert(address_row(person_id=person.pk, details=one) for person, known in pairs for one in known.details.addresses)
    insert(_sensitive(pairs, by, at))
    return people


def _person(one: Ready, by: User | None, at: datetime) -> Person:
    return Person(
        **asdict(one.identity),
        commune_code=one.details.commune_code,
        hamlet_id=one.details.hamlet_id,
        registered_at=at,
        registered_by=by,
    )


def _sensitive(pairs: Iterable[tuple[Person, Ready]], by: User | None, at: datetime) -> Iterable[SensitiveNote]:
    for person, one in pairs:
        for topic, value in one.details.sensitive:
            compartment = compartment_of(topic)
            yield SensitiveNote(
                person=person, compartment=compartment, topic=topic, value=value, recorded_at=at, recorded_by=by
            )


def number_row(*, person_id: int, read: NumberRead) -> IdentityNumber:
    """A number sealed for its row; the row's id is made here, because the seal is bound to it."""
    key = uuid.uuid4()
    return IdentityNumber(
        id=key,
        person_id=person_id,
        kind=read.kind,
        cipher=seal(read.value, place=place("people_identitynumber", "cipher", key)),
        blind=blind(read.value, domain=NUMBER_DOMAIN),
        tail=tail(read.value, domain=NUMBER_DOMAIN),
    )


def contact_row(*, person_id: int, kind: str, value: str) -> Contact:
    """A contact in its one form, sealed for its row."""
    key = uuid.uuid4()
    return Contact(
        id=key,
        person_id=person_id,
        kind=kind,
        cipher=seal(value, place=place("people_contact", "cipher", key)),
        blind=blind(value, domain=CONTACT_DOMAIN),
        tail=tail(value, domain=CONTACT_DOMAIN),
    )


def address_row(*, person_id: int, details: AddressDetails) -> Address:
    """An address as it is written, cut to what the column holds."""
    return Address(
        person_id=person_id,
        kind=details.kind,
        place_code=details.place_code,
        hamlet_id=details.hamlet_id,
        text=details.text.strip()[:300],
        valid_from=details.valid_from,
        valid_to=details.valid_to,
    )


def _add_words(pairs: Iterable[tuple[Person, frozenset[str]]]) -> None:
    """Some words for every person of a list: columns go to the server as they are, rows are made there."""
    rows = [
        (person.pk, word, person.commune_code, person.to_commune_code, person.birth_year)
        for person, words in pairs
        for word in sorted(words)
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), WORDS_AT_ONCE):
            columns = [array(column) for column in zip(*rows[start : start + WORDS_AT_ONCE], strict=True)]
            cursor.execute(_ADD_WORDS, columns)


def index_names(people: Iterable[Person]) -> None:
    """Words of names anew for these persons; none for records that were merged into others or voided."""
    people = list(people)
    NameToken.objects.filter(person__in=people).delete()
    standing = [person for person in people if person.merged_into_id is None and person.voided_at is None]
    names: dict[int, list[str]] = {person.pk: [person.full_name] for person in standing}
    for owner, name in Alias.objects.filter(person__in=standing).values_list("person_id", "name"):
        names[owner].append(name)
    _add_words((person, tokens(names[person.pk])) for person in standing)
