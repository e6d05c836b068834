"""What the register holds of the persons a list speaks of: what a row is compared with. Nine queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from binhyen.foundation.access.values import Scope
from binhyen.foundation.database.among import among
from binhyen.registers.people.models import Address, Alias, Contact, IdentityNumber, Person, SensitiveNote
from binhyen.registers.people.permissions import may_keep_in
from binhyen.registers.people.queries.cards import commune_names, opened
from binhyen.registers.people.queries.visible import people as visible_people
from binhyen.registers.people.rules.compartments import compartment_of
from binhyen.registers.people.rules.numbers import mask
from binhyen.registers.people.values import Topic
from binhyen.registers.territories.models import Hamlet


@dataclass(frozen=True, slots=True)
class Number:
    """A number or contact. ``over``: no longer true."""

    id: str
    kind: str
    blind: bytes
    over: bool
    row: IdentityNumber | Contact

    @property
    def text(self) -> str:
        """In clear, for comparing. Shown only masked."""
        return opened(self.row)

    @property
    def shown(self) -> str:
        return mask(self.text)


@dataclass(frozen=True, slots=True)
class Place:
    """An address that is still true."""

    id: str
    kind: str
    code: str
    hamlet_id: int | None
    text: str  # as written, or hamlet and commune


@dataclass(frozen=True, slots=True)
class Held:
    """One person. ``mine``: the reader may change the person; ``topics`` are those the reader may see at all."""

    person: Person
    mine: bool
    commune: str
    topics: frozenset[str]
    aliases: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    phones: tuple[Number, ...] = ()
    places: tuple[Place, ...] = ()
    notes: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # topic: (row id, value)


def held(*, people: Iterable[int], scope: Scope) -> dict[int, Held]:
    """By person; those out of the reader's sight are left out."""
    wanted = among(sorted(set(people)))
    rows = {one.pk: one for one in visible_people(scope).select_related("hamlet").filter(pk__in=wanted)}
    ids = list(rows)
    if not ids:
        return {}
    aliases: dict[int, list[str]] = defaultdict(list)
    for person_id, name in Alias.objects.filter(person__in=among(ids)).order_by("id").values_list("person_id", "name"):
        aliases[person_id].append(name)
    numbers = _numbers(IdentityNumber.objects.filter(person__in=among(ids)))
    phones = _numbers(Contact.objects.filter(person__in=among(ids), kind="PHONE"))
    places = _places(ids)
    notes = _notes(ids)
    names = commune_names(one.commune_code for one in rows.values())
    return {
        pk: Held(
            person=one,
            mine=may_keep_in(scope=scope, commune_code=one.commune_code),
            commune=names.get(one.commune_code, one.commune_code),
            topics=_topics(scope.opens_for(one.commune_code, one.to_commune_code)),
            aliases=tuple(aliases[pk]),
            numbers=tuple(numbers[pk]),
            phones=tuple(phones[pk]),
            places=tuple(places[pk]),
            notes=notes[pk],
        )
        for pk, one in rows.items()
    }


def _numbers(rows: Any) -> dict[int, list[Number]]:
    found: dict[int, list[Number]] = defaultdict(list)
    for row in rows.order_by("kind", "id").only("id", "person_id", "kind", "blind", "cipher", "valid_to"):
        found[row.person_id].append(Number(str(row.pk), row.kind, bytes(row.blind), row.valid_to is not None, row))
    return found


def _places(ids: Sequence[int]) -> dict[int, list[Place]]:
    lived = Address.objects.filter(person__in=among(ids), valid_to__isnull=True).order_by("id")
    rows = list(lived.values_list("person_id", "pk", "kind", "place_code", "hamlet_id", "text"))
    names = commune_names(row[3] for row in rows)
    unsaid = {row[4] for row in rows if row[4] and not row[5]}
    hamlets = {one.pk: str(one) for one in Hamlet.objects.filter(pk__in=unsaid)} if unsaid else {}
    found: dict[int, list[Place]] = defaultdict(list)
    for person_id, pk, kind, code, hamlet, written in rows:
        text = written or ", ".join(part for part in (hamlets.get(hamlet, ""), names.get(code, "")) if part)
        found[person_id].append(Place(str(pk), kind, code, hamlet, text))
    return found


def _notes(ids: Sequence[int]) -> dict[int, dict[str, tuple[str, str]]]:
    """Open notes the database shows; an image of a paper is none to compare."""
    found: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    rows = SensitiveNote.objects.filter(person__in=among(ids), ended_at__isnull=True, file__isnull=True).order_by("id")
    for person_id, topic, pk, value in rows.values_list("person_id", "topic", "pk", "value"):
        found[person_id][topic] = (str(pk), value)
    return found


@cache
def _topics(opens: frozenset[str]) -> frozenset[str]:
    return frozenset(topic for topic in Topic.values if compartment_of(topic) in opens)
