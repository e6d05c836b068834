"""What a list knows of persons the register has: added to them and mended set-wise, thousands in a dozen statements.

The same rows and the same facts as one act for one person (``parts``, ``amending``). The name a person had stays
findable; what is no longer true gets its last day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record_many
from binhyen.foundation.journal.events import Event
from binhyen.foundation.secrets.sealing import blinds
from binhyen.registers.people import events
from binhyen.registers.people.models import Address, Alias, Contact, IdentityNumber, Person, SensitiveNote
from binhyen.registers.people.rules.births import check_birth
from binhyen.registers.people.rules.compartments import compartment_of
from binhyen.registers.people.rules.details import identity
from binhyen.registers.people.rules.names import check_name, tidy
from binhyen.registers.people.rules.numbers import (
    CONTACT_DOMAIN,
    NUMBER_DOMAIN,
    check_contact,
    check_number,
    read_contact,
    read_number,
)
from binhyen.registers.people.rules.problems import Problem
from binhyen.registers.people.values import AliasKind, Completed, Completion, PersonChanges

from .parts import ADDRESS, ALIAS, CONTACT, NUMBER, SENSITIVE
from .rows import AT_ONCE, address_row, contact_row, index_names, number_row

GONE = "Người này đã được gộp vào hồ sơ khác hoặc rút khỏi sổ."
STALE = "Thông tin của người này vừa được sửa. Hãy xem lại."
MODELS: dict[str, type[models.Model]] = {
    NUMBER: IdentityNumber, CONTACT: Contact, ALIAS: Alias, ADDRESS: Address, SENSITIVE: SensitiveNote
}  # fmt: skip
OWN = ("full_name", "sex", "birth", "hamlet")
_AMEND = """
    UPDATE people_person p
    SET full_name = n.full_name, search_key = n.search_key, match_key = n.match_key, sort_key = n.sort_key,
        sex = n.sex, birth_on = n.birth_on, birth_year = n.birth_year, birth_precision = n.birth_precision,
        hamlet_id = n.hamlet_id, version = n.version
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bytea[], %s::text[], %s::date[], %s::int[],
                %s::text[], %s::bigint[], %s::int[])
         AS n (id, full_name, search_key, match_key, sort_key, sex, birth_on, birth_year, birth_precision, hamlet_id,
               version)
    WHERE p.id = n.id"""


@transaction.atomic
def complete_many(
    *, given: Sequence[Completion], on: date, by: User, at: datetime, today: date, reason: str
) -> list[Completed]:
    """Write what each of ``given`` says; answers in their order. One completion for a person, or ValueError.

    A completion that cannot be stored, or whose person changed since it was compared, is refused whole and says why;
    the others stand. ``on`` is the day from which ended rows are no longer true. Whether ``by`` may change these
    persons was asked before. Numbers and contacts the person has, or had, are left as they are.
    """
    if len({one.person_id for one in given}) != len(given):
        raise ValueError("one completion for a person")
    batch = _Batch(given, on, by, at, today)
    batch.write()
    record_many(batch.facts, by=by, at=at, reason=reason)
    return [batch.answers[one.person_id] for one in given]


@dataclass(slots=True)
class _Work:
    """A completion that is being written."""

    said: Completion
    person: Person
    rows: list[tuple[str, Any]] = field(default_factory=list)  # (part, row to add)
    ended: list[tuple[str, str]] = field(default_factory=list)
    before: list[tuple[str, str]] = field(default_factory=list)


class _Batch:
    def __init__(self, given: Sequence[Completion], on: date, by: User, at: datetime, today: date) -> None:
        self.on, self.by, self.at = on, by, at
        self.facts: list[Event] = []
        self.answers: dict[int, Completed] = {}
        ids = [one.person_id for one in given]
        people = {one.pk: one for one in Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
        self.work: list[_Work] = []
        for one in given:
            person = people.get(one.person_id)
            if refused := _refusal(one, person, today):
                self.answers[one.person_id] = Completed(person_id=one.person_id, refused=refused)
            elif person is not None:
                self.work.append(_Work(one, person))

    def write(self) -> None:
        self._plan_parts()
        for part, model in MODELS.items():
            added = [row for work in self.work for kind, row in work.rows if kind == part]
            model._default_manager.bulk_create(added, batch_size=AT_ONCE)
        self._end()
        changed = [work for work in self.work if self._amended(work)]
        _amend([work.person for work in changed])
        named = {ALIAS}.intersection
        index_names([work.person for work in self.work if work.before or named(part for part, _ in work.rows)])
        for work in self.work:
            self._answer(work)

    def _plan_parts(self) -> None:
        ids = [work.person.pk for work in self.work]
        held = _held(ids)
        names = defaultdict(set)
        for person_id, name in Alias.objects.filter(person__in=ids).values_list("person_id", "name"):
            names[person_id].add(name)
        for work in self.work:
            said, pk = work.said, work.person.pk
            for kind, text in said.numbers:
                read = read_number(text, kind=kind)
                if _is_new(held, pk, blinds(read.value, domain=NUMBER_DOMAIN)):
                    work.rows.append((NUMBER, number_row(person_id=pk, read=read)))
            for kind, text in said.contacts:
                value = read_contact(text, kind=kind)
                if _is_new(held, pk, blinds(value, domain=CONTACT_DOMAIN)):
                    work.rows.append((CONTACT, contact_row(person_id=pk, kind=kind, value=value)))
            self._plan_names(work, names[pk])
            work.rows += [(ADDRESS, address_row(person_id=pk, details=one)) for one in said.addresses]
            work.rows += [(SENSITIVE, self._note(work.person, topic, value)) for topic, value in said.sensitive]

    def _plan_names(self, work: _Work, known: set[str]) -> None:
        """Other names, and the name that gives way to another."""
        person, changes = work.person, work.said.changes
        now = tidy(changes.full_name) if changes else person.full_name
        wanted = [(tidy(name), AliasKind.ALIAS) for name in work.said.aliases]
        if now != person.full_name:
            wanted.append((person.full_name, AliasKind.FORMER))
        for name, kind in wanted:
            if name not in {now, *known}:
                known.add(name)
                work.rows.append((ALIAS, Alias(person=person, kind=kind, name=name)))

    def _note(self, person: Person, topic: str, value: str) -> SensitiveNote:
        return SensitiveNote(
            person=person, compartment=compartment_of(topic), topic=topic, value=value[:500], recorded_at=self.at,
            recorded_by=self.by,
        )  # fmt: skip

    def _end(self) -> None:
        """Rows that are no longer true; those that ended before stay as they ended."""
        for part, model in MODELS.items():
            wanted = {key: work for work in self.work for kind, key in work.said.ends if kind == part}
            if not wanted or part == ALIAS:  # a name somebody was known by stays one
                continue
            last = "ended_at" if part == SENSITIVE else "valid_to"
            people = [work.person.pk for work in wanted.values()]
            rows: Any = model._default_manager.select_for_update().filter(
                **{"pk__in": list(wanted), "person__in": people, f"{last}__isnull": True}
            )
            ending = [row for row in rows.order_by("pk") if row.person_id == wanted[str(row.pk)].person.pk]
            for row in ending:
                setattr(row, last, self.at if part == SENSITIVE else max(self.on, _begun(row) or self.on))
                wanted[str(row.pk)].ended.append((part, str(row.pk)))
            model._default_manager.bulk_update(ending, [last], batch_size=AT_ONCE)

    def _amended(self, work: _Work) -> bool:
        """Whether the person's own row says something else now; the row is changed here, written together."""
        changes, person = work.said.changes, work.person
        if changes is None:
            return False
        new = asdict(identity(full_name=changes.full_name, sex=changes.sex, birth=changes.birth))
        was = own_words(person)
        for name, value in {**new, "hamlet_id": changes.hamlet_id}.items():
            setattr(person, name, value)
        now = own_words(person)
        work.before = [(name, was[name]) for name in OWN if was[name] != now[name]]
        person.version += bool(work.before)
        return bool(work.before)

    def _answer(self, work: _Work) -> None:
        person = work.person
        who = {"subject_id": str(person.pk), "area": person.commune_code}
        for part, row in work.rows:
            kind = getattr(row, "kind", "") or getattr(row, "topic", "")
            opens = getattr(row, "compartment", "")
            self.facts.append(events.PartAdded(part=part, part_kind=kind, row_id=str(row.pk), compartment=opens, **who))
        self.facts += [events.PartEnded(part=part, row_id=key, **who) for part, key in work.ended]
        if work.before:
            self.facts.append(events.PersonAmended(fields=tuple(name for name, _ in work.before), **who))
        self.answers[person.pk] = Completed(
            person_id=person.pk,
            version=person.version,
            added=tuple((part, str(row.pk)) for part, row in work.rows),
            ended=tuple(work.ended),
            before=tuple(work.before),
        )


def own_words(person: Person) -> dict[str, str]:
    """The fields of the person's own row as text that can be kept: birth as first day and how much is known."""
    return {
        "full_name": person.full_name,
        "sex": person.sex,
        "birth": f"{person.birth_on or ''} {person.birth_precision}",
        "hamlet": str(person.hamlet_id or ""),
    }


def _refusal(said: Completion, person: Person | None, today: date) -> str:
    if person is None or person.merged_into_id or person.voided_at:
        return GONE
    if said.changes and person.version != said.version:
        return STALE
    return " ".join(one.message for one in _problems(said, today) if one.grave)


def _problems(said: Completion, today: date) -> Iterable[Problem]:
    for kind, text in said.numbers:
        yield from check_number(read_number(text, kind=kind))
    for kind, text in said.contacts:
        yield from check_contact(read_contact(text, kind=kind), kind=kind)
    for name in said.aliases:
        yield from check_name(tidy(name))
    if said.changes:
        yield from _of_row(said.changes, today)


def _of_row(changes: PersonChanges, today: date) -> Iterable[Problem]:
    yield from check_name(tidy(changes.full_name))
    yield from check_birth(changes.birth, today=today)


def _held(people: Sequence[int]) -> dict[int, set[bytes]]:
    """Blind indexes of every number and contact the persons have or had."""
    found: dict[int, set[bytes]] = defaultdict(set)
    sources: tuple[type[IdentityNumber] | type[Contact], ...] = (IdentityNumber, Contact)
    for model in sources:
        for person_id, blind in model.objects.filter(person__in=people).values_list("person_id", "blind"):
            found[person_id].add(bytes(blind))
    return found


def _is_new(held: dict[int, set[bytes]], person_id: int, found: Sequence[bytes]) -> bool:
    """Whether none of them stands with the person; from now on they do."""
    known = held[person_id]
    if known.intersection(found):
        return False
    known.update(found)
    return True


def _begun(row: Any) -> date | None:
    begun: date | None = getattr(row, "valid_from", None)
    return begun


def _amend(people: Sequence[Person]) -> None:
    """As columns: an update with a case for each row takes seconds to put together."""
    if not people:
        return
    rows = (
        (
            p.pk, p.full_name, p.search_key, p.match_key, bytes(p.sort_key), p.sex, p.birth_on, p.birth_year,
            str(p.birth_precision), p.hamlet_id, p.version,
        )
        for p in people
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_AMEND, [list(column) for column in zip(*rows, strict=True)])
