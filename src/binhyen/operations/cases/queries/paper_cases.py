"""Cases gathered for papers: what the reader may see of each person, in the words papers use.

Explicit compartments beside those of the database: a paper holds nothing its reader's office does not open.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.models import Case, CaseFact, CaseHelper
from binhyen.operations.cases.rules.paper_values import PaperCase, PaperFact, PaperPerson, PaperPlace
from binhyen.operations.cases.rules.time import day_of
from binhyen.operations.cases.values import FactKind, State
from binhyen.registers.organisations.models import Body
from binhyen.registers.people.models import (
    Address,
    Alias,
    Contact,
    HouseholdLink,
    IdentityNumber,
    Person,
    SensitiveNote,
)
from binhyen.registers.people.queries.visible import people
from binhyen.registers.people.rules.births import birth_words, stored_birth
from binhyen.registers.people.values import AddressKind, AliasKind, ContactKind, NumberKind, Sex, Topic
from binhyen.registers.territories.models import Commune

_GUARDIANS = ("người giám hộ", "giám hộ", "người đại diện")
_NUMBERS = {NumberKind.CITIZEN: 0, NumberKind.OLD_CARD: 1, NumberKind.PASSPORT: 2, NumberKind.OTHER: 3}


@dataclass(slots=True, kw_only=True)
class Gathered:
    """One person's case for papers. ``sealed`` are the rows whose text is opened only on the paper itself."""

    person: Person
    owner: PaperPlace
    receiver: PaperPlace
    receiver_code: str
    opens: frozenset[str]  # compartments the reader's office opens of this person
    case: PaperCase
    sealed: dict[str, IdentityNumber | Contact] = field(default_factory=dict)

    def at(self, place: str) -> tuple[PaperCase, str]:
        """The case as the commune of a form sees it (rules.paper_forms: OWNER or RECEIVER), and that commune's code."""
        if place == "RECEIVER" and self.receiver_code:
            return replace(self.case, place=self.receiver), self.receiver_code
        return self.case, self.person.commune_code


def gather(*, scope: Scope, ids: Iterable[int]) -> dict[int, Gathered]:
    """Persons of ``ids`` the reader sees, by id. Eleven queries for any number of them."""
    wanted = sorted(set(ids))
    rows = {person.pk: person for person in people(scope).filter(pk__in=wanted).select_related("hamlet")}
    opens = {pk: scope.opens_for(row.commune_code, row.to_commune_code) for pk, row in rows.items()}
    cases = {case.pk: case for case in Case.objects.filter(pk__in=rows)}
    facts = _facts(rows, opens)
    helpers = _by_person(CaseHelper.objects.filter(person__in=rows, until__isnull=True).order_by("-direct", "id"))
    said = _said(rows)
    notes = _notes(rows, opens)
    sealed = _sealed(rows)
    places = _places(_codes(rows.values(), facts, said["addresses"]))
    bodies = _bodies(facts)
    found = {}
    for pk, row in rows.items():
        receiver_code = row.to_commune_code or _moved_to(facts[pk])
        words = _person(row, {kind: by[pk] for kind, by in said.items()}, notes[pk], sealed[pk], places)
        owner = places.get(row.commune_code, PaperPlace())
        found[pk] = Gathered(
            person=row,
            owner=owner,
            receiver=places.get(receiver_code, PaperPlace()),
            receiver_code=receiver_code,
            opens=opens[pk],
            case=_case(row, cases.get(pk), words, facts[pk], helpers[pk], places, bodies, receiver_code),
            sealed=sealed[pk],
        )
    return found


def _case(
    row: Person,
    case: Case | None,
    words: PaperPerson,
    facts: Sequence[CaseFact],
    helpers: Sequence[CaseHelper],
    places: Mapping[str, PaperPlace],
    bodies: Mapping[str, str],
    receiver_code: str,
) -> PaperCase:
    owner = places.get(row.commune_code, PaperPlace())
    return PaperCase(
        person=words,
        place=owner,
        owner=owner,
        receiver=places.get(receiver_code, PaperPlace()),
        sender=places.get(_moved_from(facts), owner if row.to_commune_code else PaperPlace()),
        state=case.state if case else State.NONE,
        flags=frozenset(case.flags) if case else frozenset(),
        file_number=case.file_number if case else "",
        ends_on=case.ends_on if case else None,
        facts=tuple(_fact(fact, bodies) for fact in facts),
        helpers=tuple((helper.name, helper.role, helper.direct) for helper in helpers),
    )


def _fact(row: CaseFact, bodies: Mapping[str, str]) -> PaperFact:
    named = str(row.data.get("facility") or row.data.get("from_body") or "")
    return PaperFact(
        id=row.pk,
        kind=FactKind(row.kind),
        on=day_of(row.effective_at),
        data=row.data,
        authority=row.authority,
        number=row.document_number,
        document_on=row.document_on,
        body=bodies.get(named, named) or bodies.get(row.body_key, ""),
    )


def _facts(rows: Collection[int], opens: Mapping[int, frozenset[str]]) -> dict[int, list[CaseFact]]:
    """Facts that stand, in legal order, of the compartments opened."""
    found: dict[int, list[CaseFact]] = defaultdict(list)
    standing = CaseFact.objects.filter(person__in=rows, withdrawn=False, superseded_by__isnull=True)
    for fact in standing.order_by("effective_at", "id"):
        if fact.compartment in opens[fact.person_id]:
            found[fact.person_id].append(fact)
    return found


def _by_person(rows: Iterable[CaseHelper]) -> dict[int, list[CaseHelper]]:
    found: dict[int, list[CaseHelper]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _said(rows: Collection[int]) -> dict[str, dict[int, list[Any]]]:
    """Aliases, addresses and kin by person."""
    found: dict[str, dict[int, list[Any]]] = {name: defaultdict(list) for name in ("aliases", "addresses", "kin")}
    for alias in Alias.objects.filter(person__in=rows).exclude(kind=AliasKind.SPELLING).order_by("id"):
        found["aliases"][alias.person_id].append(alias.name)
    today = Q(valid_to__isnull=True)
    for address in Address.objects.filter(today, person__in=rows).select_related("hamlet").order_by("-id"):
        found["addresses"][address.person_id].append(address)
    for link in HouseholdLink.objects.filter(person__in=rows).select_related("relative").order_by("id"):
        name = link.name or (link.relative.full_name if link.relative else "")
        found["kin"][link.person_id].append((link.relation.strip().lower(), name))
    return found


def _notes(rows: Collection[int], opens: Mapping[int, frozenset[str]]) -> dict[int, dict[str, str]]:
    """Sensitive words by topic, of the compartments opened only."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for note in SensitiveNote.objects.filter(person__in=rows, ended_at__isnull=True).order_by("recorded_at", "id"):
        if note.compartment in opens[note.person_id]:
            found[note.person_id][note.topic] = note.value
    return found


def _sealed(rows: Collection[int]) -> dict[int, dict[str, IdentityNumber | Contact]]:
    found: dict[int, dict[str, IdentityNumber | Contact]] = defaultdict(dict)
    numbers = IdentityNumber.objects.filter(person__in=rows, valid_to__isnull=True)
    for number in sorted(numbers, key=lambda n: (_NUMBERS.get(NumberKind(n.kind), 9), str(n.pk))):
        found[number.person_id].setdefault("số giấy tờ", number)
    kinds = {ContactKind.PHONE: "điện thoại", ContactKind.SOCIAL: "tài khoản mạng xã hội"}
    for contact in Contact.objects.filter(person__in=rows, valid_to__isnull=True).order_by("id"):
        if contact.kind in kinds:
            found[contact.person_id].setdefault(kinds[ContactKind(contact.kind)], contact)
    return found


def _person(
    row: Person,
    said: Mapping[str, list[Any]],
    notes: Mapping[str, str],
    sealed: Mapping[str, IdentityNumber | Contact],
    places: Mapping[str, PaperPlace],
) -> PaperPerson:
    number = sealed.get("số giấy tờ")
    addresses = {kind: _address(said["addresses"], kind, places) for kind in AddressKind.values}
    kin: dict[str, str] = {}
    for relation, name in said["kin"]:
        kin.setdefault("giám hộ" if relation in _GUARDIANS else relation, name)
    return PaperPerson(
        full_name=row.full_name,
        sex=Sex(row.sex).label if row.sex else "",
        birth=birth_words(stored_birth(row.birth_on, row.birth_precision)),
        birth_on=row.birth_on,
        aliases=", ".join(said["aliases"]),
        origin=addresses[AddressKind.ORIGIN],
        residence=addresses[AddressKind.PERMANENT] or addresses[AddressKind.TEMPORARY],
        abode=addresses[AddressKind.ACTUAL] or _home(row, places),
        issued_on=number.issued_on if isinstance(number, IdentityNumber) else None,
        issued_by=number.issued_by if isinstance(number, IdentityNumber) else "",
        ethnicity=notes.get(Topic.ETHNICITY, ""),
        religion=notes.get(Topic.RELIGION, ""),
        job=notes.get(Topic.BACKGROUND, ""),
        father=kin.get("cha", "") or kin.get("bố", ""),
        mother=kin.get("mẹ", ""),
        guardian=kin.get("giám hộ", ""),
    )


def _address(rows: Sequence[Address], kind: str, places: Mapping[str, PaperPlace]) -> str:
    """The latest address of a kind that still holds, from the smallest place up."""
    address = next((row for row in rows if row.kind == kind), None)
    if address is None:
        return ""
    place = places.get(address.place_code, PaperPlace())
    known = ", ".join(part for part in (str(address.hamlet or ""), place.printed, place.province) if part)
    return address.text if address.text and not address.hamlet_id else known or address.text


def _home(row: Person, places: Mapping[str, PaperPlace]) -> str:
    """Where the register has the person: hamlet and commune."""
    place = places.get(row.commune_code, PaperPlace())
    return ", ".join(part for part in (str(row.hamlet or ""), place.printed, place.province) if part)


def _codes(
    rows: Iterable[Person], facts: Mapping[int, Sequence[CaseFact]], addresses: Mapping[int, Sequence[Address]]
) -> set[str]:
    codes = {code for row in rows for code in (row.commune_code, row.to_commune_code)}
    codes |= {address.place_code for held in addresses.values() for address in held}
    codes |= {_moved_to(held) for held in facts.values()} | {_moved_from(held) for held in facts.values()}
    return codes - {""}


def _places(codes: Collection[str]) -> dict[str, PaperPlace]:
    found = Commune.objects.filter(pk__in=codes).select_related("province")
    return {
        row.code: PaperPlace(kind=row.kind, name=row.name, province=f"{row.province.kind} {row.province.name}")
        for row in found
    }


def _bodies(facts: Mapping[int, Sequence[CaseFact]]) -> dict[str, str]:
    named = {fact.body_key for held in facts.values() for fact in held}
    named |= {str(fact.data.get(name) or "") for held in facts.values() for fact in held for name in _BODY_FIELDS}
    return dict(Body.objects.filter(key__in=named - {""}).values_list("key", "name"))


_BODY_FIELDS = ("facility", "from_body")


def _moved_to(facts: Sequence[CaseFact]) -> str:
    last = next((fact for fact in reversed(facts) if fact.kind == FactKind.MOVED_OUT), None)
    return str(last.data.get("to") or "") if last else ""


def _moved_from(facts: Sequence[CaseFact]) -> str:
    last = next((fact for fact in reversed(facts) if fact.kind == FactKind.MOVED_IN), None)
    return str(last.data.get("from") or "") if last else ""


def sealed_rows(*, person_id: int, ids: Mapping[str, str]) -> dict[str, IdentityNumber | Contact]:
    """The sealed rows a printed paper speaks of, of the person or of a record merged into it. Two queries."""
    theirs = Q(person=person_id) | Q(person__merged_into=person_id)
    rows: dict[str, IdentityNumber | Contact] = {}
    for table in (IdentityNumber, Contact):
        rows |= {str(row.pk): row for row in table.objects.filter(theirs, pk__in=set(ids.values()))}
    return {name: rows[pk] for name, pk in ids.items() if pk in rows}


def day_or_none(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None
