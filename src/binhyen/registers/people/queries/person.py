"""One person with everything held that the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from binhyen.foundation.access.values import Scope
from binhyen.registers.people.models import (
    Address,
    Alias,
    Contact,
    HouseholdLink,
    IdentityNumber,
    Merge,
    Person,
    Photo,
    SensitiveNote,
)
from binhyen.registers.people.rules.births import birth_words, stored_birth
from binhyen.registers.people.values import Birth, Masked, Sex

from .cards import commune_names, masked, opened
from .changes import Change, steps
from .visible import everybody, people


@dataclass(frozen=True, slots=True)
class AddressLine:
    row: Address
    commune: str


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything of a person's data page. Numbers and contacts are masked; notes are those of open compartments."""

    person: Person
    commune: str
    to_commune: str
    sex: str
    birth: Birth
    birth_words: str
    numbers: tuple[Masked, ...]
    contacts: tuple[Masked, ...]
    addresses: tuple[AddressLine, ...]
    aliases: tuple[Alias, ...]
    household: tuple[HouseholdLink, ...]
    photo: Photo | None
    sensitive: tuple[SensitiveNote, ...]
    merges: tuple[Merge, ...]


def person(*, scope: Scope, pk: int) -> Person | None:
    """The person's own row, whatever became of it; None where the reader does not see it. One query."""
    return everybody(scope).select_related("hamlet").filter(pk=pk).first()


def standing(*, scope: Scope, pk: int) -> Person | None:
    """The same for records that stand for somebody today."""
    return people(scope).select_related("hamlet").filter(pk=pk).first()


def file(*, scope: Scope, person: Person) -> PersonFile:
    """What is held of a person the reader sees. Ten queries."""
    birth = stored_birth(person.birth_on, person.birth_precision)
    addresses = list(person.addresses.select_related("hamlet").order_by("valid_to", "kind", "-valid_from", "id"))
    names = commune_names([person.commune_code, person.to_commune_code, *(row.place_code for row in addresses)])
    opens = scope.opens_for(person.commune_code, person.to_commune_code)
    given = _given(scope, person)
    notes = person.sensitive.filter(ended_at__isnull=True, compartment__in=opens | given)
    return PersonFile(
        person=person,
        commune=names.get(person.commune_code, person.commune_code),
        to_commune=names.get(person.to_commune_code, person.to_commune_code),
        sex=Sex(person.sex).label if person.sex else "",
        birth=birth,
        birth_words=birth_words(birth),
        numbers=tuple(masked(row) for row in person.numbers.order_by("valid_to", "kind", "id")),
        contacts=tuple(masked(row) for row in person.contacts.order_by("valid_to", "kind", "id")),
        addresses=tuple(AddressLine(row, names.get(row.place_code, row.place_code)) for row in addresses),
        aliases=tuple(person.aliases.order_by("id")),
        household=tuple(person.household.select_related("relative").order_by("valid_to", "id")),
        photo=person.photos.select_related("file").order_by("-id").first(),
        sensitive=tuple(notes.select_related("recorded_by", "file").order_by("topic", "id")),
        merges=tuple(person.merges_kept.filter(undone_at__isnull=True).select_related("gone").order_by("-id")),
    )


def _given(scope: Scope, person: Person) -> set[str]:
    """Compartments opened to this very reader for this very person: a clinic's patient, a crossing."""
    running = Q(ends_at__isnull=True) | Q(ends_at__gt=Now())
    rows = person.reaches.filter(running, reader__in=sorted(scope.readers)).values_list("compartment", flat=True)
    return {compartment for compartment in rows if compartment}


def history(*, person: Person) -> Sequence[tuple[Any, list[Change]]]:
    """What the person's own row said before, latest change first. Two queries."""
    return steps(person_id=person.pk)


def number(*, person: Person, part: str, row_id: str) -> str | None:
    """A whole number or contact in clear; None where the person has no such row. Showing it is a fact: the door's."""
    rows: Any = {"number": person.numbers, "contact": person.contacts}.get(part)
    try:
        row: IdentityNumber | Contact | None = rows.filter(pk=UUID(row_id)).first() if rows else None
    except ValueError:
        return None
    return opened(row) if row else None
